import { ATTEMPT_MS } from "../aws/limit";
import { IDS_PER_CALL } from "../status/report";

/** Before a pass, what was read longer ago than this is read once more. */
export const FRESH_MS = 10_000;
/** A wait that never reached the service gives up at the first look that ends after this, so within about 15 s. */
export const UNREACHABLE_MS = 10_500;
/** A single look is repeated for so long while the service throttles it. */
export const THROTTLED_MS = 30_000;
/** The time for each call of the last look at more than 2,000 accounts. */
const LAST_CALL_MS = 1_000;

/** The limit of the last look at so many accounts, in milliseconds: one attempt, or longer for very many. */
export function lastLookOf(accounts: number): number {
  return Math.max(ATTEMPT_MS, Math.ceil(accounts / IDS_PER_CALL) * LAST_CALL_MS);
}
