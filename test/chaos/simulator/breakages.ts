import * as credentials from "../../../provider/aws/credentials";
import * as assessment from "../../../provider/status/assessment";
import type { Assessment } from "../../../provider/status/assessment";
import * as clock from "../../../provider/waiting/clock";
import { Wait } from "../../../provider/waiting/wait";
import type { WrongOutcome } from "./oracle";

/** Ways to break the provider on purpose, and what the oracle has to notice then. */
export const BREAKAGES = {
  countSuspendedAsPass: "falsePass",
  forgetFailedAccounts: "falsePass",
  stopAtFirstAccount: "falsePass",
  takeOldReadingsForFresh: "falsePass",
  countTimeoutTwice: "late",
  keepOldKeys: "falseFailure",
} as const satisfies Record<string, WrongOutcome>;
export type Breakage = keyof typeof BREAKAGES;

/** Breaks the provider of this process, for good. */
export function breakProvider(breakage: Breakage): void {
  switch (breakage) {
    case "takeOldReadingsForFresh":
      Object.assign(clock, { ageOf: () => 0 });
      break;
    case "countTimeoutTwice": {
      const { get } = Object.getOwnPropertyDescriptor(Wait.prototype, "deadline")!;
      Object.defineProperty(Wait.prototype, "deadline", {
        get(this: Wait) {
          const deadline = get!.call(this) as number;
          return deadline + this.waited({ monotonic: deadline, wall: 0 });
        },
      });
      break;
    }
    case "keepOldKeys":
      keepOldKeys();
      break;
    default:
      breakVerdict(breakage);
  }
}

function breakVerdict(breakage: "countSuspendedAsPass" | "forgetFailedAccounts" | "stopAtFirstAccount"): void {
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
  Object.assign(assessment, { assess: broken });
}

function keepOldKeys(): void {
  const { credentialsOf } = credentials;
  let first: ReturnType<Awaited<ReturnType<typeof credentialsOf>>> | undefined;
  const broken: typeof credentialsOf = async (...args) => {
    const given = await credentialsOf(...args);
    return (...options) => (first ??= given(...options));
  };
  Object.assign(credentials, { credentialsOf: broken });
}
