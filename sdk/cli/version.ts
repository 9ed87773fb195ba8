/** The version of this package. */
export function version(): string {
  return (require("pulumi-inspector-status/package.json") as { version: string }).version;
}
