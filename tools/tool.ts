import { messageOf } from "../provider/values/messageOf";

/** Runs a command of `npm run`. Where it fails, it says why and ends with 1. */
export function tool(main: (args: readonly string[]) => unknown): void {
  Promise.resolve(process.argv.slice(2))
    .then(main)
    .catch((error: unknown) => {
      console.error(messageOf(error));
      process.exitCode = 1;
    });
}

/**
 * Runs a command that looks for faults and returns the names of those who found some; it ends with 1 if there are any.
 */
export function checker(look: (args: readonly string[]) => Promise<readonly string[]>): void {
  tool(async (args) => {
    const found = await look(args);
    if (found.length === 0) return;
    console.error(`To be mended, as said above: ${found.join(", ")}.`);
    process.exitCode = 1;
  });
}
