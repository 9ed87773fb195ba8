import * as assessment from "../../../provider/status/assessment";
import type { Assessment } from "../../../provider/status/assessment";

/** Ways to break the verdict on purpose, to see that the oracle notices. */
export const BREAKAGES = ["countSuspendedAsPass", "forgetFailedAccounts", "stopAtFirstAccount"] as const;
export type Breakage = (typeof BREAKAGES)[number];

/** Breaks the verdict of this process, for good. */
export function breakVerdict(breakage: Breakage): void {
  const { assess } = assessment;
  const broken: typeof assess = (accountId, reading, expectation) => {
    const assessments = assess(accountId, reading, expectation);
    switch (breakage) {
      case "countSuspendedAsPass":
        return assessments.map((each): Assessment => (each.found === "SUSPENDED" ? { ...each, outcome: "ok" } : each));
      case "forgetFailedAccounts":
        return reading.kind === "failed" ? [] : assessments;
      case "stopAtFirstAccount":
        // The accounts of a run are numbered from 0.
        return accountId.endsWith("000") ? assessments : [];
    }
  };
  // What TypeScript makes of a module is an object like any other.
  (assessment as { assess: typeof assess }).assess = broken;
}
