import type { Fault } from "../../provider/status/fault";
import type { Reading } from "../../provider/status/report";
import { assess, type Expectation } from "../../provider/status/assessment";
import { judge, verdictsOf } from "../../provider/status/verdict";
import type { Ending, Seen } from "../../provider/waiting/wait";

/**
 * What has been seen, if these readings came in one look, and their doubts have lasted for `doubtedFor` of a grace of
 * 30 s.
 */
export function seenOf(
  readings: Readonly<Record<string, Reading>>,
  expectation: Expectation,
  { doubtedFor = 60_000, unread = {} }: { doubtedFor?: number; unread?: Readonly<Record<string, Fault>> } = {},
): Seen {
  const assessments = Object.entries(readings).flatMap(([id, reading]) => assess(id, reading, expectation));
  const judged = assessments.flatMap((assessment) => judge(assessment, doubtedFor, 30_000) ?? []);
  const faults = new Map(Object.entries(unread));
  return {
    readings: new Map(Object.entries(readings)),
    ...verdictsOf(judged, faults, expectation),
    unread: faults,
    waited: 60_000,
    looks: 5,
  };
}

export function endingOf(ending: "passed" | "violated" | "timedOut", seen: Seen): Ending {
  return { ending, seen };
}
