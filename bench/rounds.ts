/** How often something is measured: once where the bench itself is being tried out. */
export function rounds(count: number): number {
  return process.argv.includes("--quick") ? 1 : count;
}
