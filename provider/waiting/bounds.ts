import { ATTEMPT_MS } from "../aws/limit";
import { IDS_PER_CALL } from "../status/report";

/** Before a pass, what was read longer ago than this is read once more. */
export const FRESH_MS = 10_000;
/** A service that was never reached is given up at the first look that ends after this: the reason is there within 15 s. */
export const UNREACHABLE_MS = 10_500;
/** Where one look is all there is, it is repeated for so long while the service turns it down because of too many calls. */
export const THROTTLED_MS = 30_000;
/** Of the last look at more than 2,000 accounts, each call may take so much. */
const LAST_CALL_MS = 1_000;

/** What the last look at so many accounts may take, in milliseconds: as long as one attempt, or longer for very many. */
export function lastLookOf(accounts: number): number {
  return Math.max(ATTEMPT_MS, Math.ceil(accounts / IDS_PER_CALL) * LAST_CALL_MS);
}
