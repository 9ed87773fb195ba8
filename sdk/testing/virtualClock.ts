import { systemClock, type Clock as ProviderClock } from "../../provider/waiting/clock";
import type { Clock } from "./clock";

// A call over loopback takes a few turns of the event loop, so this many turns without a new sleep count as idle.
const IDLE_TURNS = 20;

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/**
 * A clock for tests: waiting takes no real time. Once nothing but sleeping is left to do, time moves to the earliest
 * wake-up.
 *
 * @example
 * ```ts
 * const clock = new VirtualClock();
 * const emulator = await startEmulator(scenario, { clock });
 * await clock.advance(8_000);
 * ```
 * @since 0.1.0
 */
export class VirtualClock implements Clock, ProviderClock {
  readonly #sleepers = new Set<Sleeper>();
  readonly #manual: boolean;
  #start: number;
  #elapsed = 0;
  #overslept = 0;
  #idleTurns = 0;
  #watching = false;
  #advancing = 0;

  /**
   * @param options.start What `now()` says at first, in milliseconds since the epoch. Default: the present.
   * @param options.manual Time moves only by `advance`. Default: false.
   */
  constructor(options: { readonly start?: number; readonly manual?: boolean } = {}) {
    this.#start = options.start ?? Date.now();
    this.#manual = options.manual ?? false;
  }

  /** Milliseconds on a clock that nobody sets. */
  monotonic(): number {
    return this.#overslept + this.#elapsed;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#start + this.#elapsed;
  }

  /** Resolves once so many milliseconds have passed, or at once when `signal` is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const sleeper: Sleeper = {
        at: this.#elapsed + Math.max(0, milliseconds),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      this.#sleepers.add(sleeper);
      this.#idleTurns = 0;
      if (!this.#manual) this.#watch();
    });
  }

  /** Takes real time, since the calls that go over the network meanwhile do. */
  alarm(milliseconds: number, signal: AbortSignal): Promise<void> {
    return systemClock.alarm(milliseconds, signal);
  }

  /** Moves time forward by so many milliseconds. Sleepers wake in order; resolves when they have done their work. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.#elapsed + milliseconds;
    // Meanwhile time must not move by itself: it would go past `until`.
    this.#advancing++;
    for (await turns(); this.#earliest() <= until; await turns()) this.#wakeEarliest();
    this.#elapsed = Math.max(this.#elapsed, until);
    this.#advancing--;
  }

  /** Sets `now()` by so many milliseconds forward or back. Sleeps take as long as before. */
  jump(milliseconds: number): void {
    this.#start += milliseconds;
  }

  /**
   * Moves both clocks forward by so many milliseconds, as a sleep of the computer does where the monotonic one goes on.
   * Timers take as long as before.
   */
  oversleep(milliseconds: number): void {
    this.#start += milliseconds;
    this.#overslept += milliseconds;
  }

  #watch(): void {
    if (this.#watching || this.#earliest() === Infinity) return;
    this.#watching = true;
    setImmediate(() => {
      this.#watching = false;
      if (this.#advancing === 0 && !isWorking() && ++this.#idleTurns >= IDLE_TURNS) this.#wakeEarliest();
      this.#watch();
    });
  }

  #earliest(): number {
    let earliest = Infinity;
    for (const { at } of this.#sleepers) earliest = Math.min(earliest, at);
    return earliest;
  }

  #wakeEarliest(): void {
    const due = this.#earliest();
    if (due === Infinity) return;
    this.#elapsed = Math.max(this.#elapsed, due);
    this.#idleTurns = 0;
    for (const sleeper of [...this.#sleepers]) if (sleeper.at === due) sleeper.wake();
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < IDLE_TURNS; isWorking() || turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Reading files (the AWS SDK's configuration, at its first call) and connecting take any number of turns. */
function isWorking(): boolean {
  return process.getActiveResourcesInfo().some((resource) => /^(?:FSReq|ConnectWrap|GetAddrInfo)/.test(resource));
}
