import type { Fault } from "./fault";
import type { PolicyDocument } from "./policy";

/**
 * What the emulated Amazon Inspector knows and how it behaves. Plain JSON, every part optional. A misspelt member,
 * status or code is refused in a sentence; a word that is unlike all known ones passes, as one of a newer service.
 *
 * @since 0.1.0
 * @example Two accounts: one settles after 8 seconds, one cannot be read.
 * ```ts
 * const scenario: Scenario = {
 *   caller: "111122223333",
 *   accounts: {
 *     "111122223333": [{ all: "ENABLING", for: "8s" }, "ENABLED"],
 *     "444455556666": { failed: "ACCOUNT_IS_ISOLATED" },
 *   },
 *   faults: [{ operation: "BatchGetAccountStatus", calls: [2], throttle: true }],
 * };
 * ```
 */
export interface Scenario {
  /**
   * The account that credentials belong to, unless {@link credentials} or an assumed role say otherwise. @default
   * "111122223333"
   */
  readonly caller?: string;
  /**
   * The delegated administrator: it sees itself and its members, everybody else only itself. `null`: there is none.
   * @default the `caller`, which so sees every scripted account
   */
  readonly administrator?: string | null;
  /**
   * The administrator's members and the status of each relationship (`"ENABLED"`, `"ACCOUNT_SUSPENDED"`, …).
   * @default every scripted account, `"ENABLED"`
   */
  readonly members?: Readonly<Record<string, string>>;
  /**
   * The accounts that Inspector knows. The key is an account id, or `REGION/ID` for a script of that Region alone.
   * An id without a script is in neither list of an answer.
   * @default the caller's account, `"ENABLED"`
   */
  readonly accounts?: Readonly<Record<string, AccountScript>>;
  /** Access key ids that are special: expired, unknown, or of another account. @example `{ EXAMPLEKEY: "EXPIRED" }` */
  readonly credentials?: Readonly<Record<string, CredentialsScript>>;
  /**
   * The IAM policy of the callers: what it does not allow is refused with AccessDeniedException. Statements have
   * `Effect`, `Action` and `Resource`; conditions are not understood, and refused. @default everything is allowed
   */
  readonly policy?: PolicyDocument;
  /** The IAM policies of roles that are assumed, by ARN. @default everything is allowed to them */
  readonly rolePolicies?: Readonly<Record<string, PolicyDocument>>;
  /** The Regions that are opted in; any other answers UnrecognizedClientException. @default every Region */
  readonly regions?: readonly string[];
  /**
   * The scan types that a bare status and `all` stand for, by request name. `Enable` takes only those of the default.
   * @example `["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY", "AMI"]`
   * @default the five that `Enable` takes
   */
  readonly scanTypes?: readonly string[];
  /**
   * What goes wrong. Of several faults that apply to a request, the first in the list is what happens. @default none
   */
  readonly faults?: readonly Fault[];
  /** How long every answer takes, as a duration. @default `"0s"` */
  readonly latency?: string;
  /** How long a scan type stays ENABLING after `Enable`, as a duration. @default `"10s"` */
  readonly enableTakes?: string;
  /** How long a scan type stays DISABLING after `Disable`, as a duration. @default `"10s"` */
  readonly disableTakes?: string;
  /**
   * Eventual consistency: for this long after `Enable`, `Disable` or `set`, half of the reads of a changed account
   * (by the seed) answer what was true before. A duration. @default `"0s"`
   */
  readonly staleFor?: string;
  /** Seed of everything random (fault rates, stale reads): the same seed and calls give the same answers. @default 1 */
  readonly seed?: number;
}

/**
 * One state, or several one after the other: every state but the last says how long it holds (`for`), the last one
 * holds for ever.
 *
 * @since 0.1.0
 */
export type AccountScript = AccountState | readonly AccountState[];

/**
 * What an answer says of an account. A bare status stands for the account and all scan types; `"MISSING"` means
 * in neither list of the answer.
 *
 * @since 0.1.0
 */
export type AccountState = string | ReportedState | FailedState | RawState;

interface Held {
  /** How long this state holds before the next one, as a duration. @example `"8s"` */
  readonly for?: string;
}

/**
 * An account in `accounts[]`. Scan types go by their request names, newer ones included.
 * @example Everything is ENABLED, except that EC2 is under way and Lambda code scanning is not offered:
 * ```ts
 * { EC2: "ENABLING", LAMBDA_CODE: null, for: "8s" }
 * ```
 * @since 0.1.0
 */
export interface ReportedState extends Held {
  /**
   * Status of the account and of each scan type that is not named; `"MISSING"` for an account in neither list. @default
   * `"ENABLED"`
   */
  readonly all?: StatusScript;
  /** Status of the account itself. @default that of `all` */
  readonly account?: StatusScript;
  /**
   * Status of a scan type, by its name in requests (`LAMBDA_CODE`), also of a newer one; `null` leaves it out of the
   * answer.
   */
  readonly [scanType: Uppercase<string>]: StatusScript | null;
}

/**
 * A status alone, or with the reason that Inspector gives.
 *
 * @example `{ status: "DISABLED", errorCode: "SSM_THROTTLED" }`
 * @since 0.1.0
 */
export type StatusScript =
  | string
  | {
      /** The status, such as `"DISABLED"`. */
      readonly status: string;
      /** The code of the reason. @default left out */
      readonly errorCode?: string;
      /** What Inspector says of it. @default left out */
      readonly errorMessage?: string;
    };

/**
 * An account in `failedAccounts[]`.
 *
 * @example `{ failed: "ACCESS_DENIED" }`
 * @since 0.1.0
 */
export interface FailedState extends Held {
  /** The error code alone, or with what else is answered. */
  readonly failed: string | FailedScript;
  /** What `accounts[]` of the same answer says of it: a contradiction. @default it is in one list only */
  readonly also?: string | ReportedState;
}

/**
 * What an answer says of an account that failed.
 *
 * @since 0.1.0
 */
export interface FailedScript {
  /** @example "ACCESS_DENIED" */
  readonly errorCode: string;
  /** @default a sentence for the code */
  readonly errorMessage?: string;
  /** Status of the account. @default left out */
  readonly status?: string;
  /** Status per scan type, by request name. @default left out */
  readonly resourceStatus?: Readonly<Record<string, string>>;
}

/**
 * An entry that is sent as it is, to test answers that the service never promised.
 *
 * @since 0.1.0
 */
export interface RawState extends Held {
  /** The entry, `accountId` included. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The list it is put in. @default `"accounts"` */
  readonly list?: "accounts" | "failedAccounts";
}

/**
 * Expired (ExpiredTokenException), unknown (UnrecognizedClientException), or the owner of the key.
 *
 * @since 0.1.0
 */
export type CredentialsScript =
  | "EXPIRED"
  | "UNKNOWN"
  | {
      /** The account of the caller. */
      readonly accountId: string;
      /** Who the caller is. @default an IAM user of the account */
      readonly arn?: string;
    };
