import { isDeepStrictEqual } from "node:util";
import { faultOf, UnreadableAnswer, type Fault } from "../status/fault";
import {
  IDS_PER_CALL,
  SELF,
  type AccountState,
  type FailedAccount,
  type InspectorState,
  type Reading,
  type ReadResult,
} from "../status/report";

/** Calls of one read that run at the same time. */
const PARALLEL_CALLS = 4;

/** One call of BatchGetAccountStatus: resolves to the answer as it came, rejects with the error of the AWS SDK. */
export type BatchGetAccountStatus = (
  accountIds: readonly string[] | undefined,
  signal?: AbortSignal,
) => Promise<unknown>;

/**
 * Asks for the status of accounts, at most 100 a call, calls side by side. Never rejects for a fault of the service.
 * `onAnswer` is called whenever a call has ended; `signal` aborts all calls.
 */
export async function readStatuses(
  call: BatchGetAccountStatus,
  accountIds: readonly string[],
  onAnswer: () => void = () => undefined,
  signal?: AbortSignal,
): Promise<ReadResult> {
  const readings = new Map<string, Reading>();
  const unread = new Map<string, Fault>();

  const ids = [...new Set(accountIds)];
  const others = ids.filter((id) => id !== SELF);
  const chunks: (readonly string[])[] = ids.length > others.length ? [[SELF]] : [];
  for (let i = 0; i < others.length; i += IDS_PER_CALL) chunks.push(others.slice(i, i + IDS_PER_CALL));

  const readChunk = async (chunk: readonly string[]): Promise<void> => {
    try {
      const own = chunk[0] === SELF;
      const answer = asRecord(await call(own ? undefined : chunk, signal).finally(onAnswer));
      if (!isAboutAccounts(answer))
        throw new UnreadableAnswer("the answer has neither a list of accounts nor one of failedAccounts");
      for (const [id, reading] of collate(answer, chunk, own)) {
        if (reading === "contradictory") unread.set(id, CONTRADICTION);
        else readings.set(id, reading);
      }
    } catch (error) {
      const fault = faultOf(error);
      if (fault.kind !== "invalid" || chunk[0] === SELF) {
        for (const id of chunk) unread.set(id, fault);
      } else if (chunk.length === 1) {
        readings.set(chunk[0]!, refused(chunk[0]!, fault));
      } else {
        // One refused id fails the call for all: halving finds it, and copes with a lower limit of ids as well.
        const half = Math.ceil(chunk.length / 2);
        chunks.push(chunk.slice(0, half), chunk.slice(half));
      }
    }
  };

  const worker = async (): Promise<void> => {
    for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) await readChunk(chunk);
  };
  await Promise.all(Array.from({ length: PARALLEL_CALLS }, worker));
  return { readings, unread };
}

const CONTRADICTION: Fault = {
  kind: "unavailable",
  code: "ContradictoryAnswer",
  message: "the answer has different entries for the same account",
};

function refused(accountId: string, { code, message }: Fault): Reading {
  return { kind: "failed", failedAccount: { accountId, errorCode: code, errorMessage: message } };
}

/** Something between here and the service may answer in its place, with an object that says nothing of any account. */
function isAboutAccounts({ accounts, failedAccounts }: Record<string, unknown>): boolean {
  return Array.isArray(accounts) || Array.isArray(failedAccounts);
}

/** Sorts an answer by the ids that were asked for; what was not asked for is left out. */
function collate(
  { accounts, failedAccounts }: Record<string, unknown>,
  asked: readonly string[],
  own: boolean,
): Map<string, Reading | "contradictory"> {
  const sorted = new Map<string, Reading | "contradictory">();
  const wanted = new Set(asked);
  const put = (accountId: string, reading: Reading): void => {
    const key = own ? SELF : accountId;
    if (!wanted.has(key)) return;
    const earlier = sorted.get(key);
    // Where an account is in both lists, the failure wins: it must not pass.
    const comparable = earlier !== undefined && (earlier === "contradictory" || earlier.kind === reading.kind);
    sorted.set(key, comparable && !isDeepStrictEqual(earlier, reading) ? "contradictory" : reading);
  };
  for (const account of asList(accounts).map(asAccountState)) {
    if (account) put(account.accountId, { kind: "account", account });
  }
  for (const failedAccount of asList(failedAccounts).map(asFailedAccount)) {
    if (failedAccount) put(failedAccount.accountId, { kind: "failed", failedAccount });
  }
  for (const id of asked) if (!sorted.has(id)) sorted.set(id, { kind: "missing" });
  return sorted;
}

// The answer is not trusted: what has the wrong type counts as absent, and what is new is kept.

const ACCOUNT_ID = /^\d{12}$/;

function asAccountState(entry: unknown): AccountState | undefined {
  const record = asRecord(entry);
  const accountId = asText(record["accountId"]);
  if (accountId === undefined || !ACCOUNT_ID.test(accountId)) return undefined;
  const state = asState(record["state"]);
  const resourceState = asStates(asRecord(record["resourceState"]));
  // For thousands of accounts, copies of what is well-formed anyway add up.
  const isWellFormed = state === record["state"] && resourceState === record["resourceState"];
  return isWellFormed ? (record as unknown as AccountState) : { ...record, accountId, state, resourceState };
}

function asStates(states: Record<string, unknown>): Record<string, InspectorState> {
  for (const key in states) {
    if (asState(states[key]) === states[key]) continue;
    return Object.fromEntries(Object.entries(states).map(([key, each]) => [key, asState(each)]));
  }
  return states as Record<string, InspectorState>;
}

function asFailedAccount(entry: unknown): FailedAccount | undefined {
  const record = asRecord(entry);
  const accountId = asText(record["accountId"]);
  if (accountId === undefined || !ACCOUNT_ID.test(accountId)) return undefined;
  const { resourceStatus, ...rest } = textsOnly(record, "status", "errorCode", "errorMessage");
  return {
    ...rest,
    accountId,
    ...(resourceStatus !== undefined && {
      resourceStatus: textsOnly(asRecord(resourceStatus), ...Object.keys(asRecord(resourceStatus))),
    }),
  } as FailedAccount;
}

function asState(value: unknown): InspectorState {
  return textsOnly(asRecord(value), "status", "errorCode", "errorMessage");
}

/** The record without those of the named members that are not text. */
function textsOnly(record: Record<string, unknown>, ...names: readonly string[]): Record<string, unknown> {
  if (names.every((name) => record[name] === undefined || typeof record[name] === "string")) return record;
  return Object.fromEntries(
    Object.entries(record).filter(([name, value]) => !names.includes(name) || typeof value === "string"),
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  // A null is an absent member, as in the AWS SDK.
  const record = value as Record<string, unknown>;
  for (const key in record) {
    if (record[key] === null) return Object.fromEntries(Object.entries(record).filter(([, member]) => member !== null));
  }
  return record;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
