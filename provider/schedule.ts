/**
 * How long to wait before the next look.
 *
 * Nobody knows how long settling takes, seconds or half an hour. An interval that grows with the time already waited
 * keeps the lag in proportion to the wait.
 */

const FIRST_MS = 3_500;
const SHORTEST_MS = 2_000;
const LONGEST_MS = 13_000;
const GROWTH = 0.175;
/** Many stacks that began together must not ask together: each delay is up to this much shorter or longer. */
const JITTER = 0.1;

/** The delay before the next look, in milliseconds, after having waited for `waited`. `random` is in [0, 1). */
export function nextDelay(waited: number, random: number): number {
  const delay = waited < FIRST_MS ? FIRST_MS : Math.min(Math.max(GROWTH * waited, SHORTEST_MS), LONGEST_MS);
  return delay * (1 + JITTER * (2 * random - 1));
}
