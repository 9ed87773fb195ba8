import { isDeepStrictEqual } from "node:util";
import { deviationsOf, isAsExpected, membershipChange, observedOf } from "./observed";
import { expectationOf, targetsCaller } from "./gate";
import type { EnforcementLevel } from "./argumentKinds";
import { hasUnknown, type Inputs, type Observed } from "./arguments";
import { reportOf, type Outputs } from "./outputs";
import { entryOf } from "./argumentTable";
import { ARGUMENTS } from "./names";
import { isNewlySecret } from "./secrets";

const REPLACING = ARGUMENTS.filter((name) => entryOf(name).replaces);
const UPDATING = ARGUMENTS.filter((name) => !entryOf(name).replaces);

export interface Difference {
  readonly changes: boolean;
  /** The changed inputs that force a replacement. */
  readonly replaces: readonly string[];
}

/** What `check` has just seen, if it has looked. */
export interface DiffContext {
  readonly level: EnforcementLevel;
  readonly live?: Observed | undefined;
  readonly caller?: string | undefined;
}

/**
 * Compares what is recorded with what a program declares, and both with what is expected. In order:
 *
 * 1. Another Region replaces the gate. If the gate is about the caller's own account, so does another caller.
 * 2. Any other input that differs is a change. So is one that has become a secret, because the state shows it in clear.
 * 3. Under `mandatory`, a live or recorded status that is not as expected is a change; the recorded one counts, because
 *    a refresh records drift. So is an account that has joined or left the organization, or is skipped now.
 * 4. Under the other levels, a deviation is a change if the last deployment did not accept the same one.
 */
export function difference(recorded: Outputs, declared: Inputs, { level, live, caller }: DiffContext): Difference {
  const replaces: string[] = REPLACING.filter(
    (name) => declared[name] !== undefined && !hasUnknown(declared[name]) && declared[name] !== recorded[name],
  );
  const own = targetsCaller(recorded) && targetsCaller(declared);
  const [recordedCaller] = Object.keys({ ...recorded.accounts, ...recorded.failedAccounts });
  if (own && caller !== undefined && recordedCaller !== undefined && caller !== recordedCaller) {
    replaces.push("accountIds");
  }
  const differs = UPDATING.some((name) => !isDeepStrictEqual(recorded[name] ?? undefined, declared[name] ?? undefined));
  const changes = replaces.length > 0 || differs || isNewlySecret(recorded, declared) || isDrift(recorded, level, live);
  return { changes, replaces };
}

function isDrift(recorded: Outputs, level: EnforcementLevel, live: Observed | undefined): boolean {
  const expectation = expectationOf(recorded);
  const current = live ?? observedOf(reportOf(recorded), expectation, recorded.skippedAccounts);
  if (level !== "mandatory") {
    const [now, then] = [current, recorded.deployed].map((each) => each && deviationsOf(each, expectation));
    return !isDeepStrictEqual(now, then);
  }
  if (!recorded.satisfied || (live !== undefined && !isAsExpected(live, expectation))) return true;
  return recorded.members === true && membershipChange(recorded.deployed ?? {}, current) !== undefined;
}
