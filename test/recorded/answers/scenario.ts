import type { AccountScript, Scenario } from "../../../sdk/testing";

/*
 * 180 accounts that have between them every combination of status, code and message, in either list, and what a newer
 * service may add. `tools/recordAnswers.ts` records beside this file what boto3 reads of them.
 */

export const REGION = "eu-west-1";

/** Members that no service has today. A client that was made from today's model leaves them out. */
export const NEWER = { status: "HIBERNATING", code: "OUT_OF_LUCK", scanType: "toaster", field: "since" } as const;

// Written out, because the recording holds for the words that were known when it was made.
export const STATUSES = ["ENABLING", "ENABLED", "DISABLING", "DISABLED", "SUSPENDING", "SUSPENDED", NEWER.status];
export const CODES = [
  "ALREADY_ENABLED",
  "ENABLE_IN_PROGRESS",
  "DISABLE_IN_PROGRESS",
  "SUSPEND_IN_PROGRESS",
  "RESOURCE_NOT_FOUND",
  "ACCESS_DENIED",
  "INTERNAL_ERROR",
  "SSM_UNAVAILABLE",
  "SSM_THROTTLED",
  "EVENTBRIDGE_UNAVAILABLE",
  "EVENTBRIDGE_THROTTLED",
  "RESOURCE_SCAN_NOT_DISABLED",
  "DISASSOCIATE_ALL_MEMBERS",
  "ACCOUNT_IS_ISOLATED",
  "EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED",
  "EC2_SSM_ASSOCIATION_VERSION_LIMIT_EXCEEDED",
  "BLOCKED_BY_ORGANIZATION_POLICY",
  NEWER.code,
  undefined,
];
export const MESSAGES = ['Rate exceeded: „zu viele“ \u2028 "Anfragen" <b>&amp;</b> 日本 🔒', undefined, ""];

const REPORTED = 100;
const FAILED = 76;
const MISSING = 4;

let states = 0;

export const ACCOUNT_IDS = Array.from({ length: REPORTED + FAILED + MISSING }, (_, i) =>
  String(700_000_000_000 + i * 7),
);

/** The entries of the answer as they are sent, by account. */
export const ACCOUNTS: Readonly<Record<string, Record<string, any>>> = Object.fromEntries(
  ACCOUNT_IDS.slice(0, REPORTED).map((accountId, i) => [accountId, reportedAccount(accountId, i)]),
);
export const FAILED_ACCOUNTS: Readonly<Record<string, Record<string, any>>> = Object.fromEntries(
  ACCOUNT_IDS.slice(REPORTED, REPORTED + FAILED).map((accountId, i) => [accountId, failedAccount(accountId, i)]),
);
export const MISSING_IDS = ACCOUNT_IDS.slice(REPORTED + FAILED);

export const SCENARIO: Scenario = {
  accounts: Object.fromEntries<AccountScript>([
    ...Object.entries(ACCOUNTS).map(([id, raw]) => [id, { raw }] as const),
    ...Object.entries(FAILED_ACCOUNTS).map(([id, raw]) => [id, { raw, list: "failedAccounts" }] as const),
  ]),
};

/** The next state: the first 399 are all combinations of status, code and message. */
function nextState(): Record<string, unknown> {
  const number = states++;
  const status = STATUSES[number % STATUSES.length];
  const errorCode = CODES[Math.floor(number / STATUSES.length) % CODES.length];
  const errorMessage = MESSAGES[Math.floor(number / STATUSES.length / CODES.length) % MESSAGES.length];
  return {
    status,
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
    // Clients treat null as absent.
    ...(errorMessage === undefined && number % 4 === 0 && { errorMessage: null }),
    ...(number % 5 === 0 && { [NEWER.field]: { seconds: number } }),
  };
}

function reportedAccount(accountId: string, i: number): Record<string, unknown> {
  const optional = ["lambda", "lambdaCode", "codeRepository", NEWER.scanType];
  // All 16 subsets of the scan types that may be absent.
  const keys = ["ec2", "ecr", ...optional.filter((_, bit) => (i >> bit) % 2 === 0)];
  const resourceState = Object.fromEntries(keys.map((key) => [key, nextState()]));
  return { accountId, state: nextState(), resourceState, ...(i % 7 === 0 && { [NEWER.field]: [i] }) };
}

function failedAccount(accountId: string, i: number): Record<string, unknown> {
  const errorCode = CODES[i % CODES.length];
  const errorMessage = MESSAGES[Math.floor(i / CODES.length) % MESSAGES.length];
  const status = [...STATUSES, undefined][i % (STATUSES.length + 1)];
  const keys = ["ec2", "ecr", "lambda", "lambdaCode", "codeRepository", NEWER.scanType].slice(0, i % 7);
  const statuses = keys.map((key, j) => [key, STATUSES[(i + j) % STATUSES.length]] as const);
  return {
    accountId,
    ...(status !== undefined && { status }),
    ...(keys.length > 0 && { resourceStatus: Object.fromEntries(statuses) }),
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(i % 7 === 0 && { [NEWER.field]: "yesterday" }),
  };
}
