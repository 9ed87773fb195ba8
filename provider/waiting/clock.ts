/** Time, handed in, so that tests take none. */
export interface Clock {
  /** Milliseconds on a clock that nobody can set. During a sleep of the computer it stands still on some platforms. */
  monotonic(): number;
  /** Milliseconds since the epoch. May jump: somebody sets it, or the computer has slept. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when `signal` is aborted. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Like `sleep`, for the limit of a call. It takes real time in tests too, because the call does. */
  alarm(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  monotonic: () => performance.now(),
  now: () => Date.now(),
  sleep,
  alarm: sleep,
};

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done, { once: true });
  });
}

/** A moment, as both clocks tell it. */
export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

export function momentOf(clock: Clock): Moment {
  return { monotonic: clock.monotonic(), wall: clock.now() };
}

/**
 * How old something is that was true at `then`: the larger of what the two clocks say. So a sleep of the computer makes
 * everything old, whether or not the monotonic clock stood still, and a wall clock that is put back makes nothing new.
 */
export function ageOf(then: Moment, now: Moment): number {
  return Math.max(now.monotonic - then.monotonic, now.wall - then.wall);
}
