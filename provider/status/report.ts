import type { Fault } from "./fault";
import {
  errorCodeEntry,
  type InspectorErrorCode,
  type InspectorStatus,
  type ResponseName,
  type ScanType,
} from "./vocabulary";

/**
 * What the service says, under its own names. Members that a newer service adds are kept.
 *
 * Source: https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
 */

/**
 * The state of Amazon Inspector for an account, or of its scanning of one kind of resource.
 *
 * @since 0.1.0
 */
export interface InspectorState {
  /** The status. */
  readonly status?: InspectorStatus;
  /** Why the account failed to enable Amazon Inspector. */
  readonly errorCode?: InspectorErrorCode;
  /** The message that belongs to the code. */
  readonly errorMessage?: string;
}

/**
 * An entry of `accounts`.
 *
 * @since 0.1.0
 */
export interface AccountState {
  /** The id of the account, 12 digits. */
  readonly accountId: string;
  /** The state of the account itself. */
  readonly state: InspectorState;
  /** The state per scan type. One that is not offered in the Region is absent. */
  readonly resourceState: ByScanType<InspectorState>;
}

/**
 * Something for each scan type, under the keys of the service (`lambdaCode` for `LAMBDA_CODE`), and under those that a
 * newer service adds.
 *
 * @since 0.1.0
 */
export type ByScanType<T> = { readonly [Type in ScanType as ResponseName<Type>]?: T } & {
  readonly [key: string]: T | undefined;
};

/**
 * An entry of `failedAccounts`: the service answered for the account, but with an error.
 *
 * @since 0.1.0
 */
export interface FailedAccount {
  /** The id of the account, 12 digits. */
  readonly accountId: string;
  /** The status of the account, where the service gives one. */
  readonly status?: InspectorStatus;
  /** The status per scan type. */
  readonly resourceStatus?: ByScanType<InspectorStatus>;
  /** Why the service has no state to tell. */
  readonly errorCode?: InspectorErrorCode;
  /** The message that belongs to the code. */
  readonly errorMessage?: string;
}

/** What one answer of the service says of one account. */
export type Reading =
  | { readonly kind: "account"; readonly account: AccountState }
  | { readonly kind: "failed"; readonly failedAccount: FailedAccount }
  /** The account was asked for and is in neither list. */
  | { readonly kind: "missing" };

/** Readings by account id. */
export type Report = ReadonlyMap<string, Reading>;

/**
 * What the entries for one account in the two lists of an answer say together. A failure wins over an entry of
 * `accounts`, because it does not pass. One whose code says nothing by itself (`ALREADY_ENABLED`) has to agree with the
 * entry, or the two contradict each other.
 */
export function readingFrom(
  account: AccountState | "contradictory" | undefined,
  failedAccount: FailedAccount | "contradictory" | undefined,
): Reading | "contradictory" {
  if (account === "contradictory" || failedAccount === "contradictory") return "contradictory";
  if (!account) return failedAccount ? { kind: "failed", failedAccount } : { kind: "missing" };
  if (!failedAccount) return { kind: "account", account };
  if (account.accountId !== failedAccount.accountId) return "contradictory";
  const { errorCode, status, resourceStatus = {} } = failedAccount;
  if (errorCode === undefined || errorCodeEntry(errorCode).treatment !== "status")
    return { kind: "failed", failedAccount };
  const saysTheSame =
    status !== undefined &&
    status === account.state.status &&
    Object.entries(resourceStatus).every(([key, each]) => each === account.resourceState[key]?.status);
  return saysTheSame ? { kind: "account", account } : "contradictory";
}

/** Stands for the caller's own account where no ids are given. */
export const SELF = "self";

/** The most ids that one call may carry. */
export const IDS_PER_CALL = 100;

/** What a read brought: every id that was asked for is in exactly one of the two. */
export interface ReadResult {
  readonly readings: Report;
  /** The ids without an answer, and why. */
  readonly unread: ReadonlyMap<string, Fault>;
}

/** The statuses of the scan types of a reading, under the keys of the service. */
export function statusesOf(reading: Reading): ByScanType<InspectorStatus> {
  switch (reading.kind) {
    case "account": {
      const states = Object.entries(reading.account.resourceState);
      return Object.fromEntries(states.map(([key, state]) => [key, state?.status]));
    }
    case "failed":
      return reading.failedAccount.resourceStatus ?? {};
    case "missing":
      return {};
  }
}

/** The account that a reading is about; a reading of an unknown account that is missing does not say. */
export function accountIdOf(reading: Reading | undefined): string | undefined {
  switch (reading?.kind) {
    case "account":
      return reading.account.accountId;
    case "failed":
      return reading.failedAccount.accountId;
    default:
      return undefined;
  }
}
