/** What the oracles hold the provider to, in milliseconds. */

/** The most that one attempt of a call takes, and the time in which what has come by then is put together. */
export const ATTEMPT_MS = 20_500;
/** Who the caller is, which only adds to a reason, is asked for so long. */
export const CALLER_MS = 3_000;
/** What was not read longer ago than this may be passed on. */
export const FRESH_MS = 10_000;
/** A look lists the members of an organization for so long. */
export const LISTING_MS = 60_000;
/** Whoever is turned down because of too many calls is asked again for so long at least. */
const ASKED_AGAIN_MS = 30_000;
/** Once it has been throttled, the AWS SDK may hold a call back for so long before it sends the first request. */
const HELD_BACK_MS = 15_000;
export const THROTTLED_MS = ASKED_AGAIN_MS + HELD_BACK_MS;
