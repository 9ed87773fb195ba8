/**
 * The versions of the CLI that this project obtains and is tested with, the newest first; the weekly workflow runs the
 * others. Each is pinned by a Go module beside this file; the newest needs a newer Go.
 */
export const VERSIONS = ["3.274.1", "3.255.0"] as const;

/** The newest of them. */
export const NEWEST = VERSIONS[0];

/** The oldest CLI that is taken from PATH. */
export const OLDEST = "3.200.0";

/** The variable by which a user asks for another version than the newest. */
const VARIABLE = "PULUMI_CLI_VERSION";

/** The acceptable versions, the best first; only one if PULUMI_CLI_VERSION asks for it. */
export function wantedVersions(): readonly string[] {
  const wanted = process.env[VARIABLE];
  return wanted ? [wanted] : VERSIONS;
}

/** Whether a version is the one that the user asks for; any is, if the user asks for none. */
export function isWanted(version: string): boolean {
  const wanted = process.env[VARIABLE];
  return !wanted || numbers(version).join() === numbers(wanted).join();
}

/** Whether a version, as `pulumi version` prints it, is the given one or a later one of the same major. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [major, minor, patch] = numbers(version);
  const [oldestMajor, oldestMinor, oldestPatch] = numbers(oldest);
  return major === oldestMajor && (minor! > oldestMinor! || (minor === oldestMinor && patch! >= oldestPatch!));
}

function numbers(version: string): number[] {
  return version.replace(/^v/, "").split(/[.+-]/, 3).map(Number);
}
