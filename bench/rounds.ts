/** How often something is measured: only once with `--quick`, which tries out the bench itself. */
export function rounds(count: number): number {
  return process.argv.includes("--quick") ? 1 : count;
}
