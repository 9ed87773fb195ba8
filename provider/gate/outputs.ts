import { observedOf } from "./observed";
import { messageContext, targetsCaller } from "./gate";
import type { Inputs, Observed } from "./arguments";
import type { SkippedAccount } from "../status/members";
import { SELF, type AccountState, type FailedAccount, type Reading, type Report } from "../status/report";
import type { TargetedGate } from "./target";
import { verdictSentence } from "./verdictSentences";
import { notOffered } from "../status/offered";
import { sortedMap } from "../values/sortedMap";
import type { Ending, Seen } from "../waiting/wait";
import { inTransition, type Expectation, type Finding } from "../status/assessment";
import { inOrder, type Verdict, type Verdicts } from "../status/verdict";
import { isTransitional, type InspectorErrorCode, type InspectorStatus, type ScanType } from "../status/vocabulary";

/**
 * An account, or a scan type of it, that is not as expected.
 *
 * @since 0.1.0
 */
export interface Violation {
  /** The id of the account, 12 digits. */
  readonly accountId: string;
  /** Absent for the account itself. */
  readonly resourceType?: ScanType;
  /** The status that was expected. */
  readonly expected: InspectorStatus;
  /** The status, or `FAILED`, `MISSING`, `UNREPORTED` where the service gives none. */
  readonly found: InspectorStatus;
  /** The code of AWS, where there is one. */
  readonly errorCode?: InspectorErrorCode;
  /** What AWS says. */
  readonly errorMessage?: string;
  /** All of this as a sentence, with what to do. */
  readonly message: string;
}

/**
 * What a look or a wait has found, as it is recorded.
 *
 * @since 0.1.0
 */
export interface StatusOutputs {
  /** The expected status where all have it, otherwise the worst one. */
  readonly status: InspectorStatus;
  /** Whether everything was read and is as expected. */
  readonly satisfied: boolean;
  /** The entries of `accounts` of the service, by account id. */
  readonly accounts: Readonly<Record<string, AccountState>>;
  /** The entries of `failedAccounts` of the service, by account id. */
  readonly failedAccounts: Readonly<Record<string, FailedAccount>>;
  /** The accounts that are in neither list of the service. */
  readonly missingAccountIds: readonly string[];
  /** With `whereOffered`: the scan types that are not compared, because the answer mentions them for no account. */
  readonly notOffered?: readonly ScanType[];
  /** The accounts of the organization that are not watched, and why, by account id. */
  readonly skippedAccounts: Readonly<Record<string, SkippedAccount>>;
  /** What is not as expected. */
  readonly violations: readonly Violation[];
  /** What was still in transition, or not read, when the wait ended. */
  readonly pending: readonly Violation[];
}

/** The outputs of a gate: its inputs, the Region, and what was found. */
export type Outputs = Omit<Inputs, "observed"> &
  StatusOutputs & {
    readonly region: string;
    /** What the last deployment that held has found, in the form of `observed`. A refresh keeps it. */
    readonly deployed?: Observed;
  };

/** The readings that outputs were made from. */
export function reportOf(outputs: Outputs): Report {
  const { accounts, failedAccounts, missingAccountIds } = outputs;
  const key = (accountId: string): string => (targetsCaller(outputs) ? SELF : accountId);
  return new Map<string, Reading>([
    ...Object.values(accounts).map((account) => [key(account.accountId), { kind: "account", account }] as const),
    ...Object.values(failedAccounts).map(
      (failedAccount) => [key(failedAccount.accountId), { kind: "failed", failedAccount }] as const,
    ),
    ...missingAccountIds.map((id) => [id, { kind: "missing" }] as const),
  ]);
}

/** The outputs of a gate at the end of its wait; after the timeout, what was pending is a violation. */
export function gateOutputs(gate: Described, ending: Ending): Outputs {
  const { violations, pending } = ending.seen;
  const verdicts =
    ending.ending === "timedOut"
      ? { violations: [...violations, ...pending].sort(inOrder), pending: [] }
      : { violations, pending };
  const satisfied = ending.ending === "passed" && violations.length + pending.length === 0;
  // A gate that fails keeps `deployed` of its last success, so that a message can tell what was on then.
  const before = !satisfied && gate.level === "mandatory" && hasMembers(gate.deployed) ? gate.deployed : undefined;
  const deployed = before ?? observedOf(ending.seen.readings, gate.expectation, gate.target.skipped);
  return { ...outputsOf(gate, ending.seen, verdicts, satisfied), deployed };
}

function hasMembers(observed: Observed | undefined): observed is Observed {
  return observed !== undefined && Object.keys(observed).length > 0;
}

/** The outputs of a read. What is in transition is pending, even if it is not compared. */
export function readOutputs(gate: Described, seen: Seen): Outputs {
  const { violations, pending } = seen;
  const satisfied = violations.length + pending.length === 0;
  const compared = new Set(pending.map(keyOf));
  const unsettled: Verdict[] = [];
  for (const [id, reading] of seen.readings) {
    for (const finding of inTransition(id, reading, gate.expectation)) {
      if (!compared.has(keyOf(finding))) unsettled.push({ ...finding, verdict: "pending", kind: "mismatch" });
    }
  }
  const verdicts = { violations, pending: [...pending, ...unsettled].sort(inOrder) };
  return outputsOf(gate, seen, verdicts, satisfied);
}

/** The part of a gate that outputs need. */
type Described = Omit<TargetedGate, "connection">;

function keyOf({ accountId, resourceType }: Finding): string {
  return `${accountId}/${resourceType ?? ""}`;
}

// Sorted and without times, so that the same status gives the same outputs.
function outputsOf(gate: Described, seen: Seen, { violations, pending }: Verdicts, satisfied: boolean): Outputs {
  const { expectation, region, target } = gate;
  const context = messageContext(gate);
  const { observed: _observed, ...declared } = gate.inputs;
  const accounts: [string, AccountState][] = [];
  const failedAccounts: [string, FailedAccount][] = [];
  const missingAccountIds: string[] = [];
  for (const [id, reading] of seen.readings) {
    if (reading.kind === "account") accounts.push([reading.account.accountId, reading.account]);
    if (reading.kind === "failed") failedAccounts.push([reading.failedAccount.accountId, reading.failedAccount]);
    if (reading.kind === "missing") missingAccountIds.push(id);
  }
  const violation = (verdict: Verdict): Violation => {
    const { verdict: _verdict, kind: _kind, ...finding } = verdict;
    return { ...finding, message: verdictSentence(verdict, context) };
  };
  return {
    ...declared,
    region,
    status: satisfied ? expectation.status : worstStatus([...violations, ...pending], expectation),
    satisfied,
    accounts: sortedMap(accounts),
    failedAccounts: sortedMap(failedAccounts),
    missingAccountIds: missingAccountIds.sort(),
    ...(expectation.whereOffered && { notOffered: notOffered(expectation, seen.readings.values()) }),
    violations: violations.map(violation),
    pending: pending.map(violation),
    skippedAccounts: target.skipped,
  };
}

// From best to worst if ENABLED is expected. Unknown statuses come just before UNREPORTED.
const RANKS: Readonly<Record<string, readonly string[]>> = {
  ENABLED: ["ENABLED", "ENABLING", "DISABLING", "SUSPENDING", "DISABLED", "SUSPENDED"],
  DISABLED: ["DISABLED", "DISABLING", "ENABLING", "SUSPENDING", "ENABLED", "SUSPENDED"],
  SUSPENDED: ["SUSPENDED", "SUSPENDING", "DISABLING", "ENABLING", "DISABLED", "ENABLED"],
};
const WITHOUT_STATUS = ["UNREPORTED", "MISSING", "FAILED"];

function worstStatus(verdicts: readonly Verdict[], { status: expected }: Expectation): InspectorStatus {
  const ranks = RANKS[expected]!;
  const rank = (status: string): number => {
    const [known, without] = [ranks.indexOf(status), WITHOUT_STATUS.indexOf(status)];
    return without >= 0 ? ranks.length + 1 + without : known >= 0 ? known : ranks.length;
  };
  const statuses = verdicts.map(({ kind, found }) => {
    if (kind === "failed" && !isTransitional(found)) return "FAILED";
    return kind === "nothingEnabled" ? "DISABLED" : found;
  });
  return statuses.reduce((worst, status) => (rank(status) > rank(worst) ? status : worst), statuses[0] ?? "FAILED");
}
