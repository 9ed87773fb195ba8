// `npm run check`: everything that is looked at without being run, in one command.
import { lint } from "./lint/linters";
import { lintWorkflows } from "./lint/workflows";
import { messageOf } from "../provider/values/messageOf";
import { checkPackage } from "./package/checkPackage";

async function main(): Promise<void> {
  const found = [...(await lint()), ...(await checkPackage()), ...(await lintWorkflows())];
  if (found.length === 0) return;
  console.error(`To be mended, as said above: ${found.join(", ")}.`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
