import { accountIdOf, type AccountState, type FailedAccount, type InspectorState, type Reading } from "./report";
import {
  canBeEnabled,
  errorCodeEntry,
  isTransitional,
  responseKeyOf,
  SCAN_TYPES,
  type InspectorErrorCode,
  type InspectorStatus,
  type ScanType,
  type SettledStatus,
} from "./vocabulary";

/** What is expected of every account. */
export interface Expectation {
  /** The scan types that are compared; without them, the status of the account itself is. */
  readonly resourceTypes?: readonly ScanType[] | undefined;
  readonly status: SettledStatus;
  /** Scan types that the answer does not mention for any account are not compared; see `offered.ts`. */
  readonly whereOffered?: boolean;
}

/** What was found for one account, or for one scan type of it. */
export interface Finding {
  readonly accountId: string;
  /** Absent: the account itself. */
  readonly resourceType?: ScanType;
  readonly expected: SettledStatus;
  /** The status, or `FAILED`, `MISSING`, `UNREPORTED` where there is none. */
  readonly found: InspectorStatus;
  readonly errorCode?: InspectorErrorCode;
  readonly errorMessage?: string;
}

/** Why an account or scan type does not pass. */
export type ViolationKind =
  /** It has another status. */
  | "mismatch"
  /** The account is `ENABLED`, but none of its scan types is. */
  | "nothingEnabled"
  /** The service gives an error code. */
  | "failed"
  /** The account is in neither list of the answer. */
  | "missing"
  /** The scan type, or its status, is not in the answer. */
  | "unreported"
  /** There is no usable answer about the account. */
  | "unread";

/** What one look says of a finding, without regard to time. */
export type Assessment = Finding & Outcome;

type Outcome =
  | { readonly outcome: "ok" }
  | {
      /**
       * - `transition`: will change by itself; pending until the timeout.
       * - `doubt`: not as expected, but answers soon after enabling look like this too; pending for the grace.
       * - `final`: waiting does not help.
       */
      readonly outcome: "transition" | "doubt" | "final";
      readonly kind: Exclude<ViolationKind, "unread">;
    };

/**
 * What a reading of one account means, for each compared scan type or for the account itself. In order of precedence:
 *
 * 1. In neither list: `missing`, in doubt.
 * 2. In `failedAccounts`: the code decides. One that says nothing by itself (`ALREADY_ENABLED`) leaves it to the
 *    status.
 * 3. In `accounts`: the expected status is `ok`, whatever code stands beside it.
 * 4. Any other status with a code: the code decides, as above.
 * 5. Any other status without: none is `unreported`, in doubt; a transitional one is a transition; the rest are a
 *    mismatch, in doubt.
 * 6. An account that is `ENABLED` while none of its scan types is: a transition if one of them is in transition,
 *    otherwise in doubt.
 * 7. An account that is `SUSPENDED` is a mismatch, in doubt, also where only its scan types are compared with
 *    `ENABLED`.
 */
export function assess(accountId: string, reading: Reading, expectation: Expectation): Assessment[] {
  const compared: readonly (ScanType | undefined)[] = expectation.resourceTypes ?? [undefined];
  switch (reading.kind) {
    case "missing":
      return compared.map((type) => ({
        ...finding(accountId, type, expectation, "MISSING", {}),
        outcome: "doubt",
        kind: "missing",
      }));
    case "failed": {
      const { failedAccount } = reading;
      const account = asReported(failedAccount);
      if (!account) return compared.map((type) => assessFailed(failedAccount, type, expectation));
      // Without `resourceStatus`, nothing speaks against the status of the account.
      return failedAccount.resourceStatus || expectation.resourceTypes
        ? assessReported(account, expectation)
        : [assessState(accountId, undefined, account.state, expectation)];
    }
    case "account":
      return assessReported(reading.account, expectation);
  }
}

/**
 * The scan types that decide where the account itself is compared. A type that can't be enabled yet, or that this
 * version does not know, decides nothing.
 */
const DECIDING_SCAN_TYPES = SCAN_TYPES.filter(canBeEnabled);
const ACCOUNT_AND_SCAN_TYPES: readonly (ScanType | undefined)[] = [undefined, ...DECIDING_SCAN_TYPES];

/** The statuses in transition of a reading: of the compared scan types, or of the account and its scan types. */
export function inTransition(requestedId: string, reading: Reading, expectation: Expectation): Finding[] {
  const accountId = accountIdOf(reading) ?? requestedId;
  const found: Finding[] = [];
  for (const type of expectation.resourceTypes ?? ACCOUNT_AND_SCAN_TYPES) {
    const status = statusOf(reading, type);
    if (status !== undefined && isTransitional(status)) found.push(finding(accountId, type, expectation, status, {}));
  }
  return found;
}

function statusOf(reading: Reading, type: ScanType | undefined): InspectorStatus | undefined {
  switch (reading.kind) {
    case "missing":
      return undefined;
    case "failed":
      return type ? reading.failedAccount.resourceStatus?.[responseKeyOf(type)] : reading.failedAccount.status;
    case "account":
      return type ? reading.account.resourceState[responseKeyOf(type)]?.status : reading.account.state.status;
  }
}

function assessFailed(failed: FailedAccount, type: ScanType | undefined, expectation: Expectation): Assessment {
  const status = statusOf({ kind: "failed", failedAccount: failed }, type);
  const outcome = (failed.errorCode && byCode(failed.errorCode)) || ({ outcome: "doubt", kind: "failed" } as const);
  return { ...finding(failed.accountId, type, expectation, status ?? failed.status ?? "FAILED", failed), ...outcome };
}

/** A failed account whose code says nothing, as the entry of `accounts` that its statuses make. */
function asReported({
  accountId,
  status,
  resourceStatus,
  errorCode,
  errorMessage,
}: FailedAccount): AccountState | undefined {
  if (errorCode === undefined || byCode(errorCode) !== undefined) return undefined;
  const state = (each: InspectorStatus | undefined): InspectorState => ({
    ...(each !== undefined && { status: each }),
    errorCode,
    ...(errorMessage !== undefined && { errorMessage }),
  });
  const states = Object.entries(resourceStatus ?? {}).map(([key, each]) => [key, state(each)] as const);
  return { accountId, state: state(status), resourceState: Object.fromEntries(states) };
}

function assessReported(account: AccountState, expectation: Expectation): Assessment[] {
  return expectation.resourceTypes
    ? assessScanTypes(account, expectation.resourceTypes, expectation)
    : [assessAccount(account, expectation)];
}

function assessAccount(account: AccountState, expectation: Expectation): Assessment {
  const own = assessState(account.accountId, undefined, account.state, expectation);
  if (own.outcome !== "ok" || expectation.status !== "ENABLED") return own;
  const statuses = DECIDING_SCAN_TYPES.map((type) => account.resourceState[responseKeyOf(type)]?.status);
  if (statuses.includes("ENABLED")) return own;
  const outcome = statuses.some(isTransitional) ? "transition" : "doubt";
  return { ...own, outcome, kind: "nothingEnabled" };
}

function assessScanTypes(
  account: AccountState,
  scanTypes: readonly ScanType[],
  expectation: Expectation,
): Assessment[] {
  const assessments = scanTypes.map((type) =>
    assessState(account.accountId, type, account.resourceState[responseKeyOf(type)] ?? {}, expectation),
  );
  return account.state.status === "SUSPENDED" && expectation.status === "ENABLED"
    ? [assessState(account.accountId, undefined, account.state, expectation), ...assessments]
    : assessments;
}

function assessState(
  accountId: string,
  type: ScanType | undefined,
  state: InspectorState,
  expectation: Expectation,
): Assessment {
  const outcome: Outcome =
    state.status === expectation.status || state.errorCode === undefined
      ? byStatus(state.status, expectation.status)
      : (byCode(state.errorCode) ?? byStatus(state.status, expectation.status));
  return { ...finding(accountId, type, expectation, state.status ?? "UNREPORTED", state), ...outcome };
}

function byCode(code: InspectorErrorCode): Outcome | undefined {
  switch (errorCodeEntry(code).treatment) {
    case "wait":
      return { outcome: "transition", kind: "failed" };
    case "doubt":
      return { outcome: "doubt", kind: "failed" };
    case "fail":
      return { outcome: "final", kind: "failed" };
    case "status":
      return undefined;
  }
}

function byStatus(status: InspectorStatus | undefined, expected: SettledStatus): Outcome {
  if (status === undefined) return { outcome: "doubt", kind: "unreported" };
  if (status === expected) return { outcome: "ok" };
  return { outcome: isTransitional(status) ? "transition" : "doubt", kind: "mismatch" };
}

function finding(
  accountId: string,
  resourceType: ScanType | undefined,
  expectation: Expectation,
  found: InspectorStatus,
  { errorCode, errorMessage }: Pick<InspectorState, "errorCode" | "errorMessage">,
): Finding {
  const { status: expected } = expectation;
  return {
    accountId,
    ...(resourceType !== undefined && { resourceType }),
    expected,
    found,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
  };
}
