import { pulumiCli } from "./pulumiCli";
import { tool } from "./tool";

tool(async () => console.log(await pulumiCli()));
