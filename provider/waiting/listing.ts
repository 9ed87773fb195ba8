import pRetry from "p-retry";
import type { MembershipResult } from "../aws/organization";
import { isFinal, type Fault } from "../status/fault";
import { formatDuration } from "../values/duration";
import type { Clock } from "./clock";
import { nextDelay } from "./schedule";
import { UNREACHABLE_MS } from "./bounds";

/** For how long the members of an organization may be listed. */
export interface ListingRequest {
  /** In milliseconds, retries included. 0 means one try, which may take a minute. */
  readonly timeout: number;
  /** When the time began to count, on the monotonic clock, if that was before. */
  readonly begun?: number;
}

/** The limit of one listing: an organization has up to 200 pages of members. */
const LISTING_MS = 60_000;

/** Lists the members; asks again, on the schedule of all waits, while the service has trouble that may pass. */
export async function listPatiently(
  list: (signal: AbortSignal) => Promise<MembershipResult>,
  { timeout, begun }: ListingRequest,
  clock: Clock,
): Promise<MembershipResult> {
  const start = begun ?? clock.monotonic();
  const waited = (): number => clock.monotonic() - start;
  const left = ({ kind }: Fault): number =>
    (kind === "unreachable" ? Math.min(timeout, UNREACHABLE_MS) : timeout) - waited();

  const limit = timeout || LISTING_MS;
  // What is returned at the time limit: the last fault of the service, if there was one, because it says more.
  let late = notListed(limit);
  const attempt = async (): Promise<MembershipResult> => {
    const result = await inTime(list, late, Math.max(0, limit - waited()), clock);
    const mayPass = result.outcome === "fault" && !isFinal(result.fault) && left(result.fault) > 0;
    if (!mayPass) return result;
    late = result;
    throw new PassingFault(result.fault);
  };
  const pause = async (error: Error): Promise<void> => {
    if (!(error instanceof PassingFault)) throw error;
    const delay = Math.min(nextDelay(waited(), Math.random()), left(error.fault));
    await clock.sleep(Math.max(0, Math.round(delay)));
  };
  // The delays are ours: p-retry adds none.
  return pRetry(attempt, { forever: true, retries: 0, minTimeout: 0, maxTimeout: 0, onFailedAttempt: pause });
}

/** Ends after `milliseconds`, whatever the service does. */
async function inTime(
  list: (signal: AbortSignal) => Promise<MembershipResult>,
  late: MembershipResult,
  milliseconds: number,
  clock: Clock,
): Promise<MembershipResult> {
  const isLate = new AbortController();
  const isOver = new AbortController();
  const timer = clock.alarm(milliseconds, isOver.signal).then(() => {
    if (!isOver.signal.aborted) isLate.abort();
    return late;
  });
  return Promise.race([list(isLate.signal), timer]).finally(() => isOver.abort());
}

function notListed(milliseconds: number): MembershipResult {
  const message = `the members were not listed within ${formatDuration(milliseconds)}`;
  const fault = { kind: "unavailable", code: "TimeoutError", message } as const;
  return { outcome: "fault", operation: "ListMembers", fault };
}

/** Makes p-retry list again. */
class PassingFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super();
    this.fault = fault;
  }
}
