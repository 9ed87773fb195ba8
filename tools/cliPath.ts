import { messageOf } from "./messageOf";
import { pulumiCli } from "./pulumiCli";

pulumiCli().then(console.log, (error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
