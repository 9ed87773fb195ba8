import { isDeepStrictEqual } from "node:util";
import { faultOf, type Fault } from "../status/fault";
import { statusesIn, type StatusEntries } from "./answers";
import { IDS_PER_CALL, SELF, readingFrom, type Reading, type ReadResult } from "../status/report";

/** How many calls of one read run at the same time. */
const PARALLEL_CALLS = 4;

/** One call of BatchGetAccountStatus: resolves to the answer as it came, rejects with the error of the AWS SDK. */
export type BatchGetAccountStatus = (
  accountIds: readonly string[] | undefined,
  signal?: AbortSignal,
) => Promise<unknown>;

/**
 * Asks for the status of accounts with at most 100 ids a call and several calls at once. A fault of the service never
 * rejects the promise. `signal` aborts all calls.
 */
export async function readStatuses(
  call: BatchGetAccountStatus,
  accountIds: readonly string[],
  signal?: AbortSignal,
): Promise<ReadResult> {
  const readings = new Map<string, Reading>();
  const unread = new Map<string, Fault>();
  const chunks = chunksOf(accountIds);

  const readChunk = async (chunk: readonly string[]): Promise<void> => {
    try {
      const own = chunk[0] === SELF;
      const answer = await call(own ? undefined : chunk, signal);
      for (const [id, reading] of collate(statusesIn(answer), chunk, own)) {
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
        // One refused id fails the call for all ids. Halving finds that id, and also copes with a lower limit of ids.
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

/** Which accounts each call asks for. */
function chunksOf(accountIds: readonly string[]): (readonly string[])[] {
  const ids = [...new Set(accountIds)];
  const others = ids.filter((id) => id !== SELF);
  const chunks: (readonly string[])[] = ids.length > others.length ? [[SELF]] : [];
  for (let i = 0; i < others.length; i += IDS_PER_CALL) chunks.push(others.slice(i, i + IDS_PER_CALL));
  return chunks;
}

const CONTRADICTION: Fault = {
  kind: "unavailable",
  code: "ContradictoryAnswer",
  message: "the answer has different entries for the same account",
};

function refused(accountId: string, { code, message }: Fault): Reading {
  return { kind: "failed", failedAccount: { accountId, errorCode: code, errorMessage: message } };
}

/** Assigns the entries of an answer to the requested ids. Other entries are dropped. */
function collate(
  { accounts, failedAccounts }: StatusEntries,
  asked: readonly string[],
  own: boolean,
): Map<string, Reading | "contradictory"> {
  // A call without ids asks about the caller alone.
  const keyOf = (accountId: string): string => (own ? SELF : accountId);
  const reported = byAccount(accounts, keyOf);
  const failed = byAccount(failedAccounts, keyOf);
  return new Map(asked.map((id) => [id, readingFrom(reported.get(id), failed.get(id))]));
}

/** The entries by account. Two different entries for one account are a contradiction. */
function byAccount<T extends { readonly accountId: string }>(
  entries: readonly T[],
  keyOf: (accountId: string) => string,
): Map<string, T | "contradictory"> {
  const sorted = new Map<string, T | "contradictory">();
  for (const entry of entries) {
    const key = keyOf(entry.accountId);
    const earlier = sorted.get(key);
    sorted.set(key, earlier === undefined || isDeepStrictEqual(earlier, entry) ? entry : "contradictory");
  }
  return sorted;
}
