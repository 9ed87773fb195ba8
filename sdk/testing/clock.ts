/**
 * The clock of an emulator. With {@link VirtualClock}, or a clock of your own, tests take no time.
 *
 * @since 0.1.0
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when `signal` is aborted. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The computer's clock. Its timers keep no process alive. */
export const computerClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds).unref();
      signal?.addEventListener("abort", done, { once: true });
    }),
};
