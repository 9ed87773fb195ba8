import { parseDuration } from "../values/duration";
import { DEFAULTS, type Inputs } from "./arguments";
import { SELF } from "../status/report";
import type { Expectation } from "../status/verdict";

/** What the inputs of a gate mean, with the defaults. */

/** Whether a gate is about the caller's own account. */
export function targetsCaller({ accountIds, members }: Pick<Inputs, "accountIds" | "members">): boolean {
  return accountIds === undefined && members === undefined;
}

/** The accounts that inputs name; `SELF` where they name none. */
export function accountIdsOf(inputs: Inputs): readonly string[] {
  return inputs.accountIds ?? [SELF];
}

export function expectationOf(inputs: Inputs): Expectation {
  return { resourceTypes: inputs.resourceTypes, status: inputs.expectedStatus ?? DEFAULTS.expectedStatus };
}

/** A duration in milliseconds. */
export function durationOf(inputs: Inputs, name: "timeout" | "mismatchGrace" | "readTimeout"): number {
  return parseDuration(inputs[name] ?? DEFAULTS[name])!;
}
