import type { Assessment, Expectation, Finding, ViolationKind } from "./assessment";
import type { Fault } from "./fault";
import { SCAN_TYPES, type ScanType } from "./vocabulary";

/** A finding that does not pass yet (`pending`), or will not pass by waiting (`violation`). */
export interface Verdict extends Finding {
  readonly verdict: "pending" | "violation";
  readonly kind: ViolationKind;
}

/**
 * The verdict on an assessment whose doubt has been seen, in look after look, for `doubtedFor` milliseconds;
 * `undefined` where it passes. A doubt is pending while that is less than `grace`; a transition is pending for as long
 * as it lasts.
 */
export function judge(assessment: Assessment, doubtedFor: number, grace: number): Verdict | undefined {
  if (assessment.outcome === "ok") return undefined;
  const { outcome, ...rest } = assessment;
  const isPending = outcome === "transition" || (outcome === "doubt" && doubtedFor < grace);
  return { ...rest, verdict: isPending ? "pending" : "violation" };
}

/** What does not pass, in order. */
export interface Verdicts {
  /** What is not as expected. */
  readonly violations: readonly Verdict[];
  /** What may still become as expected, or was not read. */
  readonly pending: readonly Verdict[];
}

/** Sorts verdicts, and adds one for each unread account that has none. */
export function verdictsOf(
  judged: readonly Verdict[],
  unread: ReadonlyMap<string, Fault>,
  expectation: Expectation,
): Verdicts {
  const known = new Set(judged.map(({ accountId }) => accountId));
  const others = [...unread].filter(([id]) => !known.has(id));
  const all = [...judged, ...others.map(([id, fault]) => unreadVerdict(id, fault, expectation))].sort(inOrder);
  return {
    violations: all.filter(({ verdict }) => verdict === "violation"),
    pending: all.filter(({ verdict }) => verdict === "pending"),
  };
}

/** The verdict on an account that could not be read. */
export function unreadVerdict(accountId: string, { code, message }: Fault, { status }: Expectation): Verdict {
  const words = { errorCode: code, errorMessage: message };
  return { accountId, expected: status, found: "FAILED", ...words, verdict: "pending", kind: "unread" };
}

/** The order in which verdicts are told: by account, then by scan type. */
export function inOrder(a: Finding, b: Finding): number {
  if (a.accountId !== b.accountId) return a.accountId < b.accountId ? -1 : 1;
  return typeIndex(a.resourceType) - typeIndex(b.resourceType);
}

function typeIndex(type: ScanType | undefined): number {
  return type === undefined ? -1 : SCAN_TYPES.indexOf(type);
}
