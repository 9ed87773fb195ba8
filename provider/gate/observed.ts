import type { Observed } from "./arguments";
import type { SkippedAccounts } from "../status/members";
import { whereOffered } from "../status/offered";
import { SELF, statusesOf, type Reading, type Report } from "../status/report";
import { canBeEnabled, SCAN_TYPES, scanTypeNameOf } from "../status/vocabulary";
import { sortedMap } from "../values/sortedMap";
import { assess, type Assessment, type Expectation, type Finding } from "../status/assessment";

/** The key of the account itself among its scan types. */
const ACCOUNT = "account";
/** The key of the member's status, in an account that is not watched. */
const MEMBER = "member";

/** The value of `observed` if everything is as expected. */
export function expectedObserved(
  accountIds: readonly string[],
  expectation: Expectation,
  skipped: SkippedAccounts = {},
): Observed {
  const types = expectation.resourceTypes ?? [ACCOUNT];
  const statuses = accountIds.map((id) => [id, sortedMap(types.map((type) => [type, expectation.status]))] as const);
  return sortedMap([...statuses, ...membersOf(skipped)]);
}

/**
 * The value of `observed` after a look: `expectedObserved`, except what is not as expected, accounts that are not
 * watched and scan types that are not offered. If the account itself is compared, scan types that can't be enabled yet
 * are shown, too; they decide nothing.
 */
export function observedOf(report: Report, expectation: Expectation, skipped: SkippedAccounts = {}): Observed {
  const compared = whereOffered(expectation, report.values());
  const statuses = [...report].map(([id, reading]) => {
    const assessments = assess(id, reading, compared);
    const shown = expectation.resourceTypes ? [] : shownOnly(reading);
    return [
      id,
      sortedMap([...shown, ...assessments.map((it) => [it.resourceType ?? ACCOUNT, statusText(it)] as const)]),
    ] as const;
  });
  return sortedMap([...statuses, ...membersOf(skipped)]);
}

/** The scan types that this version does not know, or that can't be enabled yet, and their statuses. */
function shownOnly(reading: Reading): [type: string, status: string][] {
  return Object.entries(statusesOf(reading)).flatMap(([key, status]): [string, string][] => {
    const name = scanTypeNameOf(key);
    const isKnown = SCAN_TYPES.some((type) => type === name && canBeEnabled(type));
    return status === undefined || isKnown || name === ACCOUNT || name === MEMBER ? [] : [[name, status]];
  });
}

function membersOf(skipped: SkippedAccounts): [string, Record<string, string>][] {
  return Object.entries(skipped).map(([id, { relationshipStatus }]) => [id, { [MEMBER]: relationshipStatus }]);
}

/** Whether `observed` says that everything is as expected. */
export function isAsExpected(observed: Observed, expectation: Expectation): boolean {
  const watched = Object.values(observed).filter((account) => account[MEMBER] === undefined);
  return (
    watched.some((account) => Object.keys(account).length > 0) &&
    watched.every((account) => Object.keys(deviationsIn(account, expectation)).length === 0)
  );
}

/** What in `observed` is not as expected, by account. */
export function deviationsOf(observed: Observed, expectation: Expectation): Observed {
  return sortedMap(Object.entries(observed).map(([id, account]) => [id, deviationsIn(account, expectation)] as const));
}

function deviationsIn(account: Observed[string], { resourceTypes, status: expected }: Expectation): Observed[string] {
  const decides = (type: string): boolean => resourceTypes !== undefined || type === ACCOUNT || type === MEMBER;
  return sortedMap(Object.entries(account).filter(([type, status]) => decides(type) && status !== expected));
}

/** Whether the account or scan type of a finding was as expected when `observed` was made. */
export function wasAsExpected(observed: Observed, { accountId, resourceType, expected }: Finding): boolean {
  return (observed[accountId] ?? observed[SELF])?.[resourceType ?? ACCOUNT] === expected;
}

/** How the watched members of an organization have changed. */
export interface MembershipChange {
  readonly joined: readonly string[];
  readonly left: readonly string[];
  /** Account id → status of the member, if it is no longer watched. */
  readonly skipped: Readonly<Record<string, string>>;
}

/** Compares the accounts of two `observed`; `undefined` if they are the same. */
export function membershipChange(before: Observed, now: Observed): MembershipChange | undefined {
  const isWatched = (observed: Observed, id: string): boolean =>
    observed[id] !== undefined && observed[id][MEMBER] === undefined;
  const joined = Object.keys(now).filter((id) => isWatched(now, id) && !isWatched(before, id));
  const left = Object.keys(before).filter((id) => now[id] === undefined);
  const skipped = Object.entries(now).flatMap(([id, { [MEMBER]: status }]) =>
    status !== undefined && before[id]?.[MEMBER] !== status ? [[id, status] as const] : [],
  );
  return joined.length + left.length + skipped.length > 0 ? { joined, left, skipped: sortedMap(skipped) } : undefined;
}

// A failed account may carry the expected status: `observed` must not show it as one that passes.
function statusText(assessment: Assessment): string {
  const { expected, found, errorCode } = assessment;
  if (assessment.outcome === "ok") return found;
  switch (assessment.kind) {
    case "mismatch":
    case "missing":
    case "unreported":
      return found;
    case "failed":
      return errorCode === expected ? `FAILED (${errorCode})` : (errorCode ?? "FAILED");
    case "nothingEnabled":
      return `${found}, but no scan type is`;
  }
}
