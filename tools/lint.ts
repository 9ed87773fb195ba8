// `npm run lint` and `npm run lint:fix`: formatter, linter, and what nobody uses.
import { lint } from "./lint/linters";
import { messageOf } from "../provider/values/messageOf";

async function main(args: readonly string[]): Promise<void> {
  const found = await lint(args.includes("--fix"));
  if (found.length === 0) return;
  console.error(`To be mended, as said above: ${found.join(", ")}.`);
  process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
