/**
 * The words of Amazon Inspector: statuses, scan types and error codes. Tables and look-ups, no behaviour.
 *
 * Source: https://docs.aws.amazon.com/inspector/v2/APIReference/API_BatchGetAccountStatus.html
 */

/**
 * The status of Amazon Inspector for an account or for one scan type.
 *
 * @since 0.1.0
 */
export const InspectorStatus = {
  /** On the way to ENABLED. */
  ENABLING: "ENABLING",
  /** Scanning is on. */
  ENABLED: "ENABLED",
  /** On the way to DISABLED. */
  DISABLING: "DISABLING",
  /** Scanning is off. */
  DISABLED: "DISABLED",
  /** On the way to SUSPENDED. */
  SUSPENDING: "SUSPENDING",
  /** Scanning is suspended, with its findings kept. */
  SUSPENDED: "SUSPENDED",
} as const;
/** A known status, or the text that a newer service sends. */
export type InspectorStatus = (typeof InspectorStatus)[keyof typeof InspectorStatus] | (string & {});

/**
 * A status in which an account or scan type can stay.
 *
 * @since 0.1.0
 */
export type SettledStatus = "ENABLED" | "DISABLED" | "SUSPENDED";
export const SETTLED_STATUSES: readonly SettledStatus[] = ["ENABLED", "DISABLED", "SUSPENDED"];

const TRANSITIONAL: ReadonlySet<string> = new Set(["ENABLING", "DISABLING", "SUSPENDING"]);

/** Whether the service is still working towards another status. Unknown statuses are not transitional. */
export function isTransitional(status: InspectorStatus | undefined): boolean {
  return status !== undefined && TRANSITIONAL.has(status);
}

/**
 * What Amazon Inspector scans, by the names of requests: the type of a resource.
 *
 * @since 0.1.0
 */
export const ScanType = {
  /** Amazon EC2 instances. */
  EC2: "EC2",
  /** Container images in Amazon ECR. */
  ECR: "ECR",
  /** AWS Lambda functions and what they depend on. */
  LAMBDA: "LAMBDA",
  /** The code of AWS Lambda functions. */
  LAMBDA_CODE: "LAMBDA_CODE",
  /** Repositories of source code. */
  CODE_REPOSITORY: "CODE_REPOSITORY",
  /** Amazon machine images. The service answers with it; `Enable` does not take it yet. */
  AMI: "AMI",
} as const;
export type ScanType = (typeof ScanType)[keyof typeof ScanType];
export const SCAN_TYPES = Object.values(ScanType);

/** The name in answers of what has this name in requests: `LAMBDA_CODE` is `lambdaCode`. */
export type ResponseName<Name extends string> = Name extends `${infer Word}_${infer Rest}`
  ? `${Lowercase<Word>}${Capitalize<ResponseName<Rest>>}`
  : Lowercase<Name>;

/** The name in answers of what has this name in requests. */
export function responseNameOf(requestName: string): string {
  return requestName.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

const RESPONSE_KEYS = new Map(SCAN_TYPES.map((type) => [type, responseNameOf(type)]));
const BY_RESPONSE_KEY = new Map(SCAN_TYPES.map((type) => [responseNameOf(type), type]));

/** The key under which an answer (`resourceState`, `resourceStatus`) carries a scan type. */
export function responseKeyOf(scanType: ScanType): string {
  return RESPONSE_KEYS.get(scanType)!;
}

/** Whether `Enable` and `Disable` take a scan type: the model of the service has AMI in its answers only. */
export function canBeEnabled(scanType: ScanType): boolean {
  return scanType !== "AMI";
}

/** The name of a scan type of an answer; a key that this version does not know is its own name. */
export function scanTypeNameOf(responseKey: string): string {
  return BY_RESPONSE_KEY.get(responseKey) ?? responseKey;
}

/** What follows from an error code on a state or on a failed account. */
export type Treatment =
  /** In progress, or a fault of the service that passes: pending until the timeout. */
  | "wait"
  /** Also seen for a while right after enabling: pending for the mismatch grace, then a violation. */
  | "doubt"
  /** Waiting does not help: a violation at once. */
  | "fail"
  /** Says nothing by itself: the status decides. */
  | "status";

export interface ErrorCodeEntry {
  readonly treatment: Treatment;
  /** What the code means, as the end of a sentence that begins with the code. */
  readonly meaning: string;
  /** What a person can do about it. */
  readonly remedy: string;
}

const SSM_LIMITS = "https://docs.aws.amazon.com/general/latest/gr/ssm.html";

/** Keeps only the codes in the type, because programs load the types, and would load all texts with them. */
function tableOf<Code extends string>(table: Readonly<Record<Code, ErrorCodeEntry>>): typeof table {
  return table;
}

const ERROR_CODE_TABLE = tableOf({
  ALREADY_ENABLED: {
    treatment: "status",
    meaning: "Amazon Inspector is already enabled",
    remedy: "Nothing is needed if the status is the expected one.",
  },
  ENABLE_IN_PROGRESS: {
    treatment: "wait",
    meaning: "enabling is in progress",
    remedy: "Wait; raise `timeout` if enabling takes longer in this account.",
  },
  DISABLE_IN_PROGRESS: {
    treatment: "wait",
    meaning: "disabling is in progress",
    remedy: "Wait until it has ended, then enable scanning again.",
  },
  SUSPEND_IN_PROGRESS: {
    treatment: "wait",
    meaning: "suspending is in progress",
    remedy: "Wait until it has ended; find out why the account is being suspended.",
  },
  RESOURCE_NOT_FOUND: {
    treatment: "doubt",
    meaning: "Amazon Inspector does not know the account in this Region",
    remedy: "Check the account id, and enable Amazon Inspector for it in this Region.",
  },
  ACCESS_DENIED: {
    treatment: "doubt",
    meaning: "the caller may not see this account",
    remedy:
      "Run as the delegated administrator of Amazon Inspector in this Region, or assume a role into the account; a new member can take some minutes to become visible.",
  },
  INTERNAL_ERROR: {
    treatment: "wait",
    meaning: "Amazon Inspector had an internal error",
    remedy: "Try again; contact AWS Support if it lasts.",
  },
  SSM_UNAVAILABLE: {
    treatment: "wait",
    meaning: "AWS Systems Manager was unavailable",
    remedy: "Try again; see the AWS Health Dashboard if it lasts.",
  },
  SSM_THROTTLED: {
    treatment: "wait",
    meaning: "AWS Systems Manager throttled Amazon Inspector",
    remedy: "Try again later, or raise the AWS Systems Manager quotas of the account.",
  },
  EVENTBRIDGE_UNAVAILABLE: {
    treatment: "wait",
    meaning: "Amazon EventBridge was unavailable",
    remedy: "Try again; see the AWS Health Dashboard if it lasts.",
  },
  EVENTBRIDGE_THROTTLED: {
    treatment: "wait",
    meaning: "Amazon EventBridge throttled Amazon Inspector",
    remedy: "Try again later, or raise the Amazon EventBridge quotas of the account.",
  },
  RESOURCE_SCAN_NOT_DISABLED: {
    treatment: "fail",
    meaning: "a scan type is still enabled",
    remedy: "Disable all scan types of the account first.",
  },
  DISASSOCIATE_ALL_MEMBERS: {
    treatment: "fail",
    meaning: "the account still has member accounts",
    remedy: "Disassociate all members of the delegated administrator first.",
  },
  ACCOUNT_IS_ISOLATED: {
    treatment: "fail",
    meaning: "AWS has isolated the account",
    remedy: "Contact AWS Support for the account.",
  },
  EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED: {
    treatment: "fail",
    meaning: "the account has reached its quota of resource data syncs of AWS Systems Manager",
    remedy: `Delete a resource data sync or raise the quota (${SSM_LIMITS}), then enable EC2 scanning again.`,
  },
  EC2_SSM_ASSOCIATION_VERSION_LIMIT_EXCEEDED: {
    treatment: "fail",
    meaning: "an association of AWS Systems Manager has reached its quota of versions",
    remedy: `Delete old association versions or raise the quota (${SSM_LIMITS}), then enable EC2 scanning again.`,
  },
  BLOCKED_BY_ORGANIZATION_POLICY: {
    treatment: "fail",
    meaning: "a policy of the organization forbids it",
    remedy: "Change the Amazon Inspector policy in AWS Organizations, or leave this account out.",
  },
});

/**
 * An error code of a state or of a failed account: a known one, or the text that a newer service sends.
 *
 * @since 0.1.0
 */
export type InspectorErrorCode = keyof typeof ERROR_CODE_TABLE | (string & {});
/** The known error codes. */
export const ERROR_CODES = Object.keys(ERROR_CODE_TABLE) as readonly (keyof typeof ERROR_CODE_TABLE)[];

const UNKNOWN_CODE: ErrorCodeEntry = {
  treatment: "doubt",
  meaning: "a code that this version does not know",
  remedy: "See the Amazon Inspector API reference for the code, or upgrade this package.",
};

// The service refuses a single id; the reader turns that into a failed account.
const REFUSED_ID: ErrorCodeEntry = {
  treatment: "fail",
  meaning: "Amazon Inspector refuses this account id",
  remedy: "Check the account id, or leave it out.",
};

/** What is known of an error code; codes of a newer service are treated with doubt. */
export function errorCodeEntry(code: InspectorErrorCode): ErrorCodeEntry {
  if (code === "ValidationException") return REFUSED_ID;
  return Object.hasOwn(ERROR_CODE_TABLE, code) ? ERROR_CODE_TABLE[code as keyof typeof ERROR_CODE_TABLE] : UNKNOWN_CODE;
}
