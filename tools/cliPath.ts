import { messageOf } from "../provider/values/messageOf";
import { pulumiCli } from "./pulumiCli";

pulumiCli().then(console.log, (error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
