import pRetry from "p-retry";
import type { MembershipResult } from "../aws/organization";
import { isFinal, type Fault } from "../status/fault";
import type { Clock } from "./clock";
import { nextDelay } from "./schedule";
import { UNREACHABLE_MS } from "./wait";

/** For how long the members of an organization may be listed. */
export interface ListingRequest {
  /** In milliseconds, trouble of the service included; 0: once, which may take a minute. */
  readonly timeout: number;
  /** When the time began to count, on the monotonic clock, where that was before. */
  readonly begun?: number;
}

/** What it may take to list the members once: an organization has up to 200 pages of them. */
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

  const attempt = async (): Promise<MembershipResult> => {
    const result = await inTime(list, Math.max(0, (timeout || LISTING_MS) - waited()), clock);
    const mayPass = result.outcome === "fault" && !isFinal(result.fault) && left(result.fault) > 0;
    if (mayPass) throw new PassingFault(result.fault);
    return result;
  };
  const pause = async (error: Error): Promise<void> => {
    if (!(error instanceof PassingFault)) throw error;
    await clock.sleep(Math.max(0, Math.min(nextDelay(waited(), Math.random()), left(error.fault))));
  };
  // The delays are ours: p-retry adds none.
  return pRetry(attempt, { forever: true, retries: 0, minTimeout: 0, maxTimeout: 0, onFailedAttempt: pause });
}

/** Ends after `milliseconds`, whatever the service does. */
async function inTime(
  list: (signal: AbortSignal) => Promise<MembershipResult>,
  milliseconds: number,
  clock: Clock,
): Promise<MembershipResult> {
  const late = new AbortController();
  const isOver = new AbortController();
  const timer = clock.alarm(milliseconds, isOver.signal).then((): MembershipResult => {
    late.abort();
    return { outcome: "fault", operation: "ListMembers", fault: notListed(milliseconds) };
  });
  return Promise.race([list(late.signal), timer]).finally(() => isOver.abort());
}

function notListed(milliseconds: number): Fault {
  const message = `the members were not listed within ${Math.round(milliseconds / 1_000)} s`;
  return { kind: "unavailable", code: "TimeoutError", message };
}

/** Makes p-retry list again. */
class PassingFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super();
    this.fault = fault;
  }
}
