import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The version of the CLI that this project obtains: the one that the Go module pins. */
export const VERSION = /pulumi\/pkg\/v3 v(\S+)/.exec(readFileSync(join(__dirname, "pulumi", "go.mod"), "utf8"))![1]!;

/** The oldest CLI that is taken from PATH. */
export const OLDEST = "3.200.0";

/** Whether a version, as `pulumi version` prints it, is the given one or a later one of the same major. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [major, minor, patch] = numbers(version);
  const [oldestMajor, oldestMinor, oldestPatch] = numbers(oldest);
  return major === oldestMajor && (minor! > oldestMinor! || (minor === oldestMinor && patch! >= oldestPatch!));
}

function numbers(version: string): number[] {
  return version.replace(/^v/, "").split(/[.+-]/, 3).map(Number);
}
