/**
 * How long to wait before the next look.
 *
 * Nobody knows how long settling takes, seconds or half an hour. If every order of magnitude is as likely as the next,
 * the fewest calls for the same lag come from an interval that grows with the square root of the time already waited:
 * after a minute it is 8 s, and the cap is reached after three. `docs/schedule.md` has the search that chose these.
 */

const FIRST_MS = 3_000;
const LONGEST_MS = 13_000;
/** A random share, at most this, lengthens or shortens each delay: stacks that begin together do not ask together. */
const JITTER = 0.1;

/** The delay before the next look, in milliseconds, after having waited for `waited`. `random` is in [0, 1). */
export function nextDelay(waited: number, random: number): number {
  // The first look is made at once, so the time waited before the second is what the answer took.
  const delay = waited < FIRST_MS / 2 ? FIRST_MS : Math.min(Math.sqrt(waited * 1_000), LONGEST_MS);
  return delay * (1 + JITTER * (2 * random - 1));
}
