import { performance } from "node:perf_hooks";
import type { Clock } from "../provider/waiting/clock";

/**
 * Time that moves when nothing else is left to do, for the whole process: whoever asks Node.js for the time, or for a
 * timer, gets it as well. So the AWS SDK's own pauses take no time either. Of I/O, it waits for files that are read.
 */
export class VirtualTime implements Clock {
  readonly #timers: { readonly at: number; readonly wake: () => void }[] = [];
  // Whole milliseconds, as a clock has them, are no finer than what is measured; so this is small enough for fractions.
  #now = 1_000_000;

  now = (): number => this.#now;

  monotonic = this.now;

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const wake = () => {
        cancel();
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const cancel = this.#at(milliseconds, wake);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  alarm = (milliseconds: number, signal: AbortSignal): Promise<void> => this.sleep(milliseconds, signal);

  /** Lets time pass until the promise has settled. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const restore = this.#install();
    try {
      let settled = false;
      const result = work().finally(() => (settled = true));
      result.catch(() => {});
      for (let idleSince = process.hrtime.bigint(); ;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (settled) return await result;
        if (isReadingFiles()) continue;
        if (this.#wakeEarliest()) idleSince = process.hrtime.bigint();
        // Modules may be loaded meanwhile.
        if (process.hrtime.bigint() - idleSince > 10_000_000_000n)
          throw new Error("nobody is waiting for anything, and the work is not done");
      }
    } finally {
      restore();
    }
  }

  #wakeEarliest(): boolean {
    const next = this.#timers[0];
    if (!next) return false;
    this.#now = Math.max(this.#now, next.at);
    while (this.#timers[0] && this.#timers[0].at <= next.at) this.#timers.shift()!.wake();
    return true;
  }

  #at(milliseconds: number, wake: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, milliseconds), wake };
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#timers[middle]!.at <= timer.at) low = middle + 1;
      else high = middle;
    }
    this.#timers.splice(low, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  #install(): () => void {
    const real = {
      setTimeout: globalThis.setTimeout,
      clearTimeout: globalThis.clearTimeout,
      dateNow: Date.now,
      // eslint-disable-next-line @typescript-eslint/unbound-method -- it is put back as it was
      performanceNow: performance.now,
    };
    const cancels = new WeakMap<object, () => void>();
    const setVirtual = (wake: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) => {
      const handle = { unref: () => handle, ref: () => handle, hasRef: () => false };
      // As in Node.js, no timer is shorter than a millisecond: time has to move.
      cancels.set(
        handle,
        this.#at(Math.max(1, milliseconds), () => wake(...args)),
      );
      return handle;
    };
    globalThis.setTimeout = setVirtual as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((handle: object | undefined) =>
      handle && cancels.get(handle)?.()) as typeof clearTimeout;
    Date.now = this.now;
    performance.now = this.now;
    return () => {
      globalThis.setTimeout = real.setTimeout;
      globalThis.clearTimeout = real.clearTimeout;
      Date.now = real.dateNow;
      performance.now = real.performanceNow;
    };
  }
}

function isReadingFiles(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith("FSReq"));
}
