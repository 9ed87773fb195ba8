/** What the oracle holds the provider to, in milliseconds. */

/** The most that one attempt of a call takes, and the time in which what has come by then is put together. */
export const ATTEMPT_MS = 20_500;
/** Who the caller is, which only adds to a reason, is asked for so long. */
export const CALLER_MS = 3_000;
/** What was not read longer ago than this may be passed on. */
export const FRESH_MS = 10_000;
