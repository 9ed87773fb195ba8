/**
 * A process of its own that makes a gate and prints what came of it: what Node.js reads only when it starts, such as
 * NODE_EXTRA_CA_CERTS, can't be tested in another way. Its argument is the gate's, as JSON.
 */
import { Provider } from "../../provider/provider";
import { messageOf } from "../../provider/values/messageOf";

const inputs = JSON.parse(process.argv[2]!) as Record<string, unknown>;
new Provider({ say: () => undefined }).create(inputs).then(
  ({ outputs }) => console.log(JSON.stringify({ status: outputs.status })),
  (error: unknown) => console.log(JSON.stringify({ error: messageOf(error) })),
);
