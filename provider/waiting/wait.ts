import { isDeepStrictEqual } from "node:util";
import { whereOffered } from "../status/offered";
import { isFinal, type Fault } from "../status/fault";
import { accountIdOf, type ReadResult, type Reading } from "../status/report";
import { assess, inTransition, type Assessment, type Expectation } from "../status/assessment";
import { judge, verdictsOf, type Verdict, type Verdicts } from "../status/verdict";
import type { ScanType } from "../status/vocabulary";
import { FRESH_MS, lastLookOf, THROTTLED_MS, UNREACHABLE_MS } from "./bounds";
import { ageOf, type Moment } from "./clock";

/** What a wait is for. Durations are in milliseconds. */
export interface WaitRequest {
  /** Account ids, or `SELF`. */
  readonly accountIds: readonly string[];
  readonly expectation: Expectation;
  /**
   * - `gate`: until everything is as expected, or something is not and waiting does not help.
   * - `read`: until no status is in transition, whatever it is.
   */
  readonly purpose: "gate" | "read";
  readonly timeout: number;
  /** When the time began to count, on the monotonic clock, if that was before the wait. */
  readonly begun?: number;
  /** What the last look may take, in milliseconds. @default {@link lastLookOf} its accounts */
  readonly lastLookMs?: number;
  /** How long a doubt may last before it is a violation. */
  readonly grace: number;
  /** Whether the accounts are secrets, which must not stand in what other waits tell. */
  readonly areSecret?: boolean;
  /**
   * For previews, in which nothing changes: the accounts of this gate and of its neighbours. One look reads for all of
   * them, and its readings serve the neighbours while they are fresh.
   */
  readonly together?: readonly string[];
  /** Called after every look that did not end the wait, and now and then while a look takes long. */
  readonly onProgress?: (seen: Seen) => void;
}

/** What is known at one moment. */
export interface Seen extends Verdicts {
  readonly readings: ReadonlyMap<string, Reading>;
  /** The accounts that the last look could not read, and why. */
  readonly unread: ReadonlyMap<string, Fault>;
  /** Time waited, by the monotonic clock. */
  readonly waited: number;
  readonly looks: number;
}

/**
 * How a wait ended:
 *
 * - `passed`: everything was read and is as expected; for a read: everything has settled.
 * - `violated`: at least one account is not as expected, and waiting does not help.
 * - `timedOut`: something was still pending, or not readable, at the last look.
 * - `unverifiable`: the service refused or could not be reached.
 */
export type Ending = { readonly seen: Seen } & (
  { readonly ending: "passed" | "violated" | "timedOut" } | { readonly ending: "unverifiable"; readonly fault: Fault }
);

/** What a look has brought. */
export interface Look extends ReadResult {
  /** When its calls began. */
  readonly began: Moment;
  /** When the last of them had ended. */
  readonly ended: Moment;
  /** Whether the computer slept during the look, because its answers may be from before the sleep. */
  readonly slept: boolean;
}

/** One wait: what it has read, what it doubts, what is due, and whether it has ended. No I/O, no timers. */
export class Wait {
  readonly #request: WaitRequest;
  readonly #begun: number;
  readonly #ids: ReadonlySet<string>;
  /** What is expected, without the scan types that are not offered. */
  #compared: Expectation;
  readonly #known = new Map<string, Known>();
  /** Per account: since when each scan type, or the account itself, has been in doubt, on the monotonic clock. */
  readonly #doubtedSince = new Map<string, ReadonlyMap<ScanType | undefined, number>>();
  #unread: ReadonlyMap<string, Fault> = new Map();
  #verdicts: Verdicts = { violations: [], pending: [] };
  #looks = 0;
  /** How many looks in a row found nothing pending, while some reading was not fresh. */
  #confirmations = 0;

  constructor(request: WaitRequest, now: Moment) {
    this.#request = request;
    this.#begun = request.begun ?? now.monotonic;
    this.#compared = request.expectation;
    this.#ids = new Set(request.accountIds);
    if (this.#ids.size === 0) throw new Error("a wait for no account would pass at once");
  }

  /** When the time is up, on the monotonic clock: the next look is the last one. */
  get deadline(): number {
    const isThrottled = [...this.#unread.values()].some(({ kind }) => kind === "throttled");
    return this.#begun + (this.#request.timeout === 0 && isThrottled ? THROTTLED_MS : this.#request.timeout);
  }

  isTimeUp(now: Moment): boolean {
    return now.monotonic >= this.deadline;
  }

  /** What the last look may take, in milliseconds. */
  get lastLookMs(): number {
    return this.#request.lastLookMs ?? lastLookOf(this.#ids.size);
  }

  /** Time waited. */
  waited(now: Moment): number {
    return now.monotonic - this.#begun;
  }

  /** Whether the next look only confirms the one before, and so needs no pause. */
  needsConfirmation(): boolean {
    return this.#looks > 0 && this.#unread.size === 0 && !this.#hasPending();
  }

  /**
   * The ids to read in a look that begins now: those that are pending; if none is, those that are no longer fresh,
   * because a pass is next; after the timeout all of them, so that nothing old is told, however long that look takes.
   */
  due(now: Moment): readonly string[] {
    const all = [...this.#ids];
    if (this.isTimeUp(now)) return all;
    const pending = all.filter((id) => this.#isPending(id));
    if (pending.length > 0) return pending;
    // If confirmations are so slow that other readings go stale meanwhile, reading parts would never end.
    return this.#confirmations > 1 ? all : all.filter((id) => !this.#isFresh(id, now));
  }

  /** Takes the result of a look at the accounts that were due, and returns how the wait ended, if it did. */
  take(look: Look): Ending | undefined {
    this.#looks++;
    const { deadline } = this;
    const unread = new Map<string, Fault>();
    this.#compareWhatIsOffered(look);
    for (const id of this.#ids) {
      const reading = look.readings.get(id);
      const fault = look.unread.get(id);
      if (reading) this.#record(id, reading, look);
      // Under its id also for the caller's own account, if an earlier look told it, so that nothing counts it twice.
      else if (fault) unread.set(accountIdOf(this.#known.get(id)?.reading) ?? id, fault);
    }
    this.#unread = unread;
    this.#verdicts = verdictsOf([...this.#judged()], unread, this.#request.expectation);
    // If throttling has ended, the deadline is earlier now, but this look may have asked only for some accounts.
    return this.#conclude(look, look.began.monotonic >= Math.max(deadline, this.deadline));
  }

  /** What is known so far. */
  seen(now: Moment): Seen {
    const readings = new Map<string, Reading>();
    for (const [id, { reading }] of this.#known) readings.set(id, reading);
    return { ...this.#verdicts, readings, unread: this.#unread, waited: this.waited(now), looks: this.#looks };
  }

  /** With `whereOffered`, one account whose answer has a scan type decides that it is compared for all of them. */
  #compareWhatIsOffered(look: Look): void {
    const { expectation } = this.#request;
    if (!expectation.whereOffered) return;
    const readings = [...this.#ids].flatMap((id) => look.readings.get(id) ?? this.#known.get(id)?.reading ?? []);
    const compared = whereOffered(expectation, readings);
    const hasChanged = !isDeepStrictEqual(compared, this.#compared);
    this.#compared = compared;
    if (hasChanged) for (const [id, known] of this.#known) this.#record(id, known.reading, known.look);
  }

  // A doubt lasts from the end of the first look to the start of the last one, so a slow answer does not make it older.
  #record(id: string, reading: Reading, look: Look): void {
    const { purpose } = this.#request;
    const expectation = this.#compared;
    const open = assess(id, reading, expectation).filter(({ outcome }) => outcome !== "ok");
    const isPending = purpose === "read" ? inTransition(id, reading, expectation).length > 0 : open.length > 0;
    this.#known.set(id, { reading, open, isPending, look });
    const before = this.#doubtedSince.get(id);
    const doubts = open.flatMap(({ outcome, resourceType }) => (outcome === "doubt" ? [resourceType] : []));
    if (doubts.length === 0) this.#doubtedSince.delete(id);
    else this.#doubtedSince.set(id, new Map(doubts.map((type) => [type, before?.get(type) ?? look.ended.monotonic])));
  }

  *#judged(): Iterable<Verdict> {
    for (const [id, { open, look }] of this.#known) {
      const at = look.began.monotonic;
      for (const assessment of open) {
        const since = this.#doubtedSince.get(id)?.get(assessment.resourceType) ?? at;
        const verdict = judge(assessment, Math.max(0, at - since), this.#request.grace);
        if (verdict) yield verdict;
      }
    }
  }

  #conclude(look: Look, isLast: boolean): Ending | undefined {
    const seen = this.seen(look.ended);
    const faults = [...this.#unread.values()];
    const final = faults.find(isFinal);
    if (final) return { ending: "unverifiable", fault: final, seen };
    if (this.#request.purpose === "gate" && seen.violations.length > 0) return { ending: "violated", seen };
    const needsConfirmation = this.needsConfirmation();
    if (needsConfirmation && this.#isAllFresh(look)) return { ending: "passed", seen };
    this.#confirmations = needsConfirmation ? this.#confirmations + 1 : 0;

    const fault = this.#whatHides(look);
    const isGivenUp = fault?.kind === "unreachable" && seen.waited >= UNREACHABLE_MS;
    if (fault && (isLast || isGivenUp)) return { ending: "unverifiable", fault, seen };
    // If nothing is pending, the timeout does not end the wait: only the confirmation is missing.
    return isLast && !needsConfirmation ? { ending: "timedOut", seen } : undefined;
  }

  /** The fault that leaves nothing to tell: nothing was ever read or, for a read, an account was not read lately. */
  #whatHides(look: Look): Fault | undefined {
    const { purpose } = this.#request;
    const isHidden = (id: string): boolean =>
      purpose === "read" ? !this.#isFresh(id, look.ended) : this.#known.size === 0;
    return [...look.unread].find(([id]) => this.#ids.has(id) && isHidden(id))?.[1];
  }

  #hasPending(): boolean {
    for (const id of this.#ids) if (this.#isPending(id)) return true;
    return false;
  }

  #isPending(id: string): boolean {
    return this.#known.get(id)?.isPending ?? true;
  }

  /** Whether every reading is from this look, or fresh at its end. */
  #isAllFresh(look: Look): boolean {
    return [...this.#ids].every(
      (id) => (this.#known.get(id)?.look === look && !look.slept) || this.#isFresh(id, look.ended),
    );
  }

  #isFresh(id: string, now: Moment): boolean {
    const known = this.#known.get(id);
    return known !== undefined && ageOf(known.look.began, now) <= FRESH_MS;
  }
}

interface Known {
  readonly reading: Reading;
  /** What is not as expected. */
  readonly open: readonly Assessment[];
  /** Whether it has to be read again. */
  readonly isPending: boolean;
  readonly look: Look;
}
