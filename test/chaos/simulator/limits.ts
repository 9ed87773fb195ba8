/** The bounds that the oracles check, in milliseconds. */

/** The longest time of one attempt of a call, with the time for putting its result together. */
export const ATTEMPT_MS = 20_500;
/** The longest time of the call that asks who the caller is. It only adds the name to a reason. */
export const CALLER_MS = 3_000;
/** A reading that is not older may still be used. */
export const FRESH_MS = 10_000;
/** The longest time for which a look lists the members of an organization. */
export const LISTING_MS = 60_000;
/** A throttled call is repeated at least for this time. */
const ASKED_AGAIN_MS = 30_000;
/** After throttling, the AWS SDK may hold a call back for this time before it sends the first request. */
const HELD_BACK_MS = 15_000;
export const THROTTLED_MS = ASKED_AGAIN_MS + HELD_BACK_MS;
