import type { Clock } from "./clock";
import type { ReadResult } from "../status/report";
import { nextDelay } from "./schedule";
import { SharedReadings } from "./sharing";
import { Wait, type Ending, type Look, type WaitRequest } from "./wait";

/** A pause that took this much longer than it should have: the computer slept, or its clock was set. */
const CLOCK_JUMP_MS = 60_000;
/** The same of a call, which has three attempts, and each of them 20 s for the head of the answer and 20 s for its body. */
const CALL_JUMP_MS = 150_000;

/**
 * The poll loop of one connection. All waits of the connection share it: one look asks for everything that any of them
 * needs, and wakes those that have ended. Only a wait that begins, that needs no more than a confirmation, or whose
 * time is up, is looked after alone, so that gates that come one by one cost a call each, not a look at all accounts.
 * The only place that knows time.
 */
export class Watcher {
  readonly #waits = new Map<Wait, { resolve: (ending: Ending) => void; reject: (reason: unknown) => void }>();
  #running = false;
  #isLooking = false;
  #joined = new AbortController();
  readonly #shared = new SharedReadings();
  /** When all waits are looked after again, in awake time. */
  #nextTick = Infinity;
  /** Time in which this computer was awake, in milliseconds, and the clock when it was last added to. */
  #awake = 0;
  #clockAt: number;

  constructor(
    /** Calls `onAnswer` whenever one of its calls has ended. */
    private readonly read: (accountIds: readonly string[], onAnswer: () => void) => Promise<ReadResult>,
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    this.#clockAt = clock.now();
  }

  /** Looks until the wait has ended. Rejects only for a mistake of ours. */
  wait(request: WaitRequest): Promise<Ending> {
    return new Promise((resolve, reject) => {
      this.#passTime(0);
      const wait = new Wait(request, this.#awake);
      const ending = request.together && this.#answerFromShared(wait);
      if (ending) return resolve(ending);
      this.#waits.set(wait, { resolve, reject });
      this.#joined.abort();
      if (!this.#running) void this.#run();
    });
  }

  #answerFromShared(wait: Wait): Ending | undefined {
    const at = this.clock.now();
    const readings = this.#shared.take(wait.request.accountIds, at);
    return readings && wait.take({ readings, unread: new Map(), at, awakeAt: this.#awake, endedAt: at }, this.#awake);
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      for (;;) {
        // Waits that begin in the same turn share the first look.
        await Promise.resolve();
        await this.#look();
        if (this.#waits.size === 0) break;
        await this.#pause();
      }
    } catch (error) {
      for (const { reject } of this.#waits.values()) reject(error);
      this.#waits.clear();
    } finally {
      this.#running = false;
      // A wait may have begun after the last look had found nobody left, and before this.
      if (this.#waits.size > 0) void this.#run();
    }
  }

  async #look(): Promise<void> {
    this.#joined = new AbortController();
    const at = this.clock.now();
    const awakeAt = this.#awake;
    const isTick = awakeAt >= this.#nextTick;
    const waits = [...this.#waits];
    const looking = new Set(waits.map(([wait]) => wait).filter((wait) => isTick || wait.isUrgent(awakeAt)));
    const due = new Set([...looking].flatMap((wait) => wait.due(at, awakeAt)));
    const together = [...looking].flatMap(({ request }) => request.together ?? []);
    this.#isLooking = true;
    // In parts, the time that calls take can be told from a sleep.
    const passTime = (): void => this.#passTime(0);
    const result = await this.read([...due, ...this.#shared.alsoAsk(due, together, at)], passTime).finally(() => {
      passTime();
      this.#isLooking = false;
    });
    this.#shared.keep(result.readings, due, together, at);
    const look: Look = { ...result, at, awakeAt, endedAt: this.#clockAt };
    for (const [wait, { resolve }] of waits) {
      const own = looking.has(wait);
      // What is read for one is news for all that began before.
      if (!own && !wait.isAbout(look.readings)) continue;
      const ending = wait.take(look, this.#awake, own);
      if (ending) {
        this.#waits.delete(wait);
        resolve(ending);
      } else {
        wait.request.onProgress?.(wait.seen(this.#awake));
      }
    }
    this.#schedule(isTick, [...looking]);
  }

  /** The next tick comes as the youngest wait needs it; a look at some of the waits does not put it off. */
  #schedule(isTick: boolean, looked: readonly Wait[]): void {
    const waiting = looked.filter((wait) => this.#waits.has(wait));
    const delay = Math.min(...waiting.map((wait) => nextDelay(wait.waited(this.#awake), this.random())));
    this.#nextTick = Math.min(isTick ? Infinity : this.#nextTick, Math.round(this.#awake + delay));
  }

  /** Pauses until the next tick, until a wait's time is up, or until somebody joins. */
  async #pause(): Promise<void> {
    const waits = [...this.#waits.keys()];
    const isUrgent = waits.some((wait) => wait.isUrgent(this.#awake));
    const next = Math.min(this.#nextTick, ...waits.map(({ deadline }) => deadline));
    const delay = isUrgent ? 0 : Math.max(0, next - this.#awake);
    const end = this.#awake + delay;
    const { signal } = this.#joined;
    await this.clock.sleep(delay, signal);
    // A preview that was answered meanwhile has counted a part of it.
    this.#passTime(signal.aborted ? 0 : Math.max(0, end - this.#awake));
  }

  /**
   * Adds to the awake time what has passed by the clock: at least `least`. Where the clock jumped, it adds no more than
   * that; in a call, which may have taken long as well, a part of what is possible, or a wait would never time out.
   */
  #passTime(least: number): void {
    const now = this.clock.now();
    const passed = now - this.#clockAt;
    const [jump, ifJumped] = this.#isLooking ? [CALL_JUMP_MS, CLOCK_JUMP_MS] : [least + CLOCK_JUMP_MS, least];
    this.#awake += passed < least ? least : passed <= jump ? passed : ifJumped;
    this.#clockAt = now;
  }
}
