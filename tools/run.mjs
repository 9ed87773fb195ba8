// @ts-check
// `node tools/run.mjs TOOL [ARGUMENT…]` prepares the clone and runs tools/TOOL.ts. It is one process, so that the
// signals that npm passes on reach the tool.
import { createRequire } from "node:module";
import { prepare } from "./prepare.mjs";

const [tool] = process.argv.splice(2, 1);
try {
  await prepare();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  // Whoever reads the last line of the tests finds one here, too.
  if (tool === "test") console.log("0 passed, 1 failed");
  process.exit(1);
}
const require = createRequire(import.meta.url);
require("ts-node/register");
require(`./${tool}.ts`);
