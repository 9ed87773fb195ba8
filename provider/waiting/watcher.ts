import type { Fault } from "../status/fault";
import type { ReadResult } from "../status/report";
import { formatDuration } from "../values/duration";
import { ageOf, momentOf, type Clock, type Moment } from "./clock";
import { nextDelay } from "./schedule";
import { withoutSecretsOfOthers } from "./othersSecrets";
import { SharedReadings } from "./sharedReadings";
import { FRESH_MS } from "./bounds";
import { Wait, type Ending, type Look, type WaitRequest } from "./wait";

/** Reads the status of accounts; what it could not read until `signal` aborts, it returns as unread. */
export type ReadStatuses = (accountIds: readonly string[], signal: AbortSignal) => Promise<ReadResult>;

/** How often a wait shows that it is alive during a long look, and checks whether the computer slept. */
const BEAT_MS = 2_000;
/** The time that an aborted read may take to return. */
const ABORT_MS = 500;

/**
 * The waits of one connection. Each looks, pauses and ends on its own; those that look at the same moment share one
 * read, and those that pause wake together, so that 500 gates on 500 accounts cost 5 calls a look, not 500.
 *
 * The only place where waits take time.
 */
export class Watcher {
  readonly #read: ReadStatuses;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #shared = new SharedReadings();
  /** The read that the looks of this turn of the event loop share. */
  #next: Read | undefined;
  /** The end of the pause that all waits share. */
  #tick: Tick | undefined;

  constructor(read: ReadStatuses, clock: Clock, random: () => number = Math.random) {
    this.#read = read;
    this.#clock = clock;
    this.#random = random;
  }

  /** Looks until the wait has ended: at most until its timeout, and for what the last look may take. */
  async wait(request: WaitRequest): Promise<Ending> {
    const wait = new Wait(request, this.#now());
    for (;;) {
      const look = this.#neighbourly(request) ?? (await this.#look(wait, request));
      const ending = look && wait.take(look);
      if (ending) return ending;
      if (!look) continue;
      request.onProgress?.(wait.seen(this.#now()));
      if (!wait.needsConfirmation()) await this.#pause(wait);
    }
  }

  /** Looks at the accounts that are due; `undefined` if the timeout came first: the last look is due then. */
  async #look(wait: Wait, request: WaitRequest): Promise<Look | undefined> {
    const began = this.#now();
    const isLast = wait.isTimeUp(began);
    const ids = wait.due(began);
    const read = isLast
      ? this.#begin(this.#withNeighbours(ids, request.together, began))
      : this.#join(ids, request.areSecret);
    const limit = isLast ? began.monotonic + wait.lastLookMs : wait.deadline;
    const slept = await this.#await(read, limit, () => request.onProgress?.(wait.seen(this.#now())));
    if (!read.hasEnded) {
      read.leave();
      if (!isLast) return undefined;
      await this.#sleepUnless(read.ended, ABORT_MS);
    }
    const ended = this.#now();
    const result = read.resultFor(request.accountIds) ?? unreadResult(ids, ended.monotonic - began.monotonic);
    if (request.together) this.#shared.keep(result.readings, began);
    return { ...result, began, ended, slept };
  }

  /**
   * Waits for a read to end, at most until `limit` on the monotonic clock. Tells whether the computer slept meanwhile:
   * timers do not run during a sleep, so a beat that comes late shows it.
   */
  async #await(read: Read, limit: number, onBeat: () => void): Promise<boolean> {
    let slept = false;
    for (;;) {
      const before = this.#now();
      await this.#sleepUnless(read.ended, Math.min(BEAT_MS, limit - before.monotonic));
      const now = this.#now();
      slept ||= ageOf(before, now) > FRESH_MS;
      if (read.hasEnded || now.monotonic >= limit) return slept;
      onBeat();
    }
  }

  async #sleepUnless(ended: Promise<void>, milliseconds: number): Promise<void> {
    const isOver = new AbortController();
    await Promise.race([ended, this.#clock.alarm(milliseconds, isOver.signal)]);
    isOver.abort();
  }

  /** Joins the read of this turn. */
  #join(ids: readonly string[], areSecret?: boolean): Read {
    const read = (this.#next ??= new Read(this.#read));
    read.join(ids, areSecret);
    void Promise.resolve().then(() => {
      if (this.#next === read) this.#next = undefined;
      read.begin();
    });
    return read;
  }

  #begin(ids: readonly string[]): Read {
    const read = new Read(this.#read);
    read.join(ids);
    read.begin();
    return read;
  }

  /** Pauses as the schedule says, until the timeout, or until another wait looks. */
  async #pause(wait: Wait): Promise<void> {
    const now = this.#now();
    const delay = Math.round(nextDelay(wait.waited(now), this.#random()));
    const left = Math.max(0, wait.deadline - now.monotonic);
    if (left <= delay) return this.#clock.sleep(left);
    const tick = (this.#tick ??= new Tick());
    const signal = tick.bringForward(now.monotonic + delay);
    if (signal) {
      void this.#clock.sleep(delay, signal).then(() => {
        if (signal.aborted) return;
        if (this.#tick === tick) this.#tick = undefined;
        tick.end();
      });
    }
    await tick.ended;
  }

  #neighbourly({ accountIds, together }: WaitRequest): Look | undefined {
    const now = this.#now();
    const readings = together && this.#shared.take(accountIds, now);
    return readings && { readings, unread: new Map(), began: now, ended: now, slept: false };
  }

  #withNeighbours(ids: readonly string[], together: readonly string[] | undefined, now: Moment): readonly string[] {
    return together ? [...ids, ...this.#shared.missing(ids, together, now)] : ids;
  }

  #now(): Moment {
    return momentOf(this.#clock);
  }
}

/** The moment at which all paused waits wake. */
class Tick {
  readonly ended: Promise<void>;
  end!: () => void;

  #at = Infinity;
  #sleep: AbortController | undefined;

  constructor() {
    this.ended = new Promise<void>((resolve) => (this.end = resolve));
  }

  /**
   * The signal for a sleep until then, which takes the place of the one before; `undefined` where that one ends
   * earlier.
   */
  bringForward(at: number): AbortSignal | undefined {
    if (at >= this.#at) return undefined;
    this.#at = at;
    this.#sleep?.abort();
    this.#sleep = new AbortController();
    return this.#sleep.signal;
  }
}

/** One read, and how many wait for it. */
class Read {
  /** Resolves when there is a result, or a mistake of ours. */
  readonly ended: Promise<void>;
  hasEnded = false;
  readonly #ids = new Set<string>();
  readonly #secrets = new Set<string>();
  readonly #abort = new AbortController();
  #begin!: () => void;
  #outcome: { readonly result: ReadResult } | { readonly mistake: unknown } | undefined;
  #waiting = 0;

  constructor(read: ReadStatuses) {
    this.ended = new Promise<void>((resolve) => (this.#begin = resolve))
      .then(() => read([...this.#ids], this.#abort.signal))
      .then(
        (result) => void (this.#outcome = { result }),
        (mistake: unknown) => void (this.#outcome = { mistake }),
      )
      .finally(() => (this.hasEnded = true));
  }

  join(ids: readonly string[], areSecret = false): void {
    for (const id of ids) {
      this.#ids.add(id);
      if (areSecret) this.#secrets.add(id);
    }
    this.#waiting++;
  }

  begin(): void {
    this.#begin();
  }

  /** Gives up the result for one wait. When all waits have left, the calls are aborted. */
  leave(): void {
    if (--this.#waiting === 0) this.#abort.abort();
  }

  /** The result, if the read has ended, without the secret accounts of other waits than `own`. */
  resultFor(own: readonly string[]): ReadResult | undefined {
    if (this.#outcome && "mistake" in this.#outcome) throw this.#outcome.mistake;
    const result = this.#outcome?.result;
    if (!result || this.#secrets.size === 0) return result;
    const others = new Set([...this.#secrets].filter((id) => !own.includes(id)));
    return others.size === 0 ? result : withoutSecretsOfOthers(result, own, others);
  }
}

function unreadResult(ids: readonly string[], milliseconds: number): ReadResult {
  const message = `there was no answer within ${formatDuration(milliseconds)}`;
  const fault: Fault = { kind: "unavailable", code: "TimeoutError", message };
  return { readings: new Map(), unread: new Map(ids.map((id) => [id, fault])) };
}
