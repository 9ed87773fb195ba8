import type { Ended, Stack } from "./stack";

/**
 * Runs a command of which nothing is asserted: one that fails for a reason of Node.js, is killed, or logs everything.
 */
export async function runRaw(stack: Stack, ...args: readonly string[]): Promise<Ended> {
  const { process: cli, ended } = stack.start(...args);
  let output = "";
  for (const stream of [cli.stdout, cli.stderr]) stream!.on("data", (text: string) => (output += text));
  await ended.catch(() => undefined);
  return { exitCode: cli.exitCode, output };
}
