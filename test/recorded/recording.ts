import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../sdk/testing";

/** A stack as a version of this package has recorded it. */
export interface Recording {
  /** What the program declares: statements of JavaScript. */
  readonly program: string;
  /** What Amazon Inspector answered, and answers still. */
  readonly scenario: Scenario;
  /** Whether the gate held. */
  readonly holds: boolean;
  /** What `pulumi stack export` gave. */
  readonly export: object;
}

export const STACKS = join(__dirname, "stacks");

/** All recordings, by `VERSION/NAME`. */
export function recordings(): ReadonlyMap<string, Recording> {
  const files = readdirSync(STACKS, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return new Map(
    files
      .sort()
      .map((file) => [file.replace(/\.json$/, ""), JSON.parse(readFileSync(join(STACKS, file), "utf8")) as Recording]),
  );
}
