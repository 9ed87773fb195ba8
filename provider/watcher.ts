import pRetry from "p-retry";
import type { Clock } from "./clock";
import type { ReadResult } from "./reader";
import { nextDelay } from "./schedule";
import { Wait, type Ending, type WaitRequest } from "./wait";

/** A pause or a call that took this much longer than it should have: the computer slept, or its clock was set. */
const CLOCK_JUMP_MS = 60_000;

/**
 * The poll loop of one connection. All waits of the connection share it: one look asks for everything that any of them
 * needs, and wakes those that have ended. The only place that knows time.
 */
export class Watcher {
  readonly #waits = new Map<Wait, { resolve: (ending: Ending) => void; reject: (reason: unknown) => void }>();
  #running = false;
  #joined = new AbortController();
  /** Time in which this computer was awake, in milliseconds, and the clock when it was last added to. */
  #awake = 0;
  #clockAt: number;

  constructor(
    private readonly read: (accountIds: readonly string[]) => Promise<ReadResult>,
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    this.#clockAt = clock.now();
  }

  /** Looks until the wait has ended. Rejects only for a mistake of ours. */
  wait(request: WaitRequest): Promise<Ending> {
    return new Promise((resolve, reject) => {
      this.#passTime(0);
      this.#waits.set(new Wait(request, this.#awake), { resolve, reject });
      this.#joined.abort();
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      await pRetry(
        async () => {
          // Waits that begin in the same turn share the first look.
          await Promise.resolve();
          await this.#look();
          if (this.#waits.size > 0) throw new StillWaiting();
        },
        {
          retries: Infinity,
          // Delays come from our own schedule, which a wait that joins can cut short.
          minTimeout: 0,
          shouldRetry: ({ error }) => error instanceof StillWaiting,
          onFailedAttempt: ({ error }) => (error instanceof StillWaiting ? this.#pause() : undefined),
        },
      );
    } catch (error) {
      for (const { reject } of this.#waits.values()) reject(error);
      this.#waits.clear();
    } finally {
      this.#running = false;
    }
  }

  async #look(): Promise<void> {
    const waits = [...this.#waits];
    this.#joined = new AbortController();
    const at = this.clock.now();
    const awakeAt = this.#awake;
    const due = new Set(waits.flatMap(([wait]) => wait.due(at, awakeAt)));
    const result = await this.read([...due]);
    this.#passTime(0);
    for (const [wait, { resolve }] of waits) {
      const ending = wait.take({ ...result, at, awakeAt }, this.#awake);
      if (ending) {
        this.#waits.delete(wait);
        resolve(ending);
      } else {
        wait.request.onProgress?.(wait.seen(this.#awake));
      }
    }
  }

  /** Pauses as the youngest wait needs it, but no longer than until the next deadline. */
  async #pause(): Promise<void> {
    const delays = [...this.#waits.keys()].map((wait) =>
      wait.needsConfirmation
        ? 0
        : Math.min(
            nextDelay(wait.waited(this.#awake), this.random()),
            Math.max(0, wait.deadline - this.#awake),
          ),
    );
    const delay = Math.min(...delays);
    const { signal } = this.#joined;
    await this.clock.sleep(delay, signal);
    this.#passTime(signal.aborted ? 0 : delay);
  }

  /** Adds to the awake time what has passed by the clock: at least `least`, and no more than that if the clock jumped. */
  #passTime(least: number): void {
    const now = this.clock.now();
    const passed = now - this.#clockAt;
    this.#awake += passed >= least && passed <= least + CLOCK_JUMP_MS ? passed : least;
    this.#clockAt = now;
  }
}

/** Makes p-retry look again. */
class StillWaiting extends Error {}
