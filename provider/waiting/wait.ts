import { isFinal, type Fault } from "../status/fault";
import type { Reading, ReadResult, Report } from "../status/report";
import {
  assess,
  inTransition,
  judge,
  verdictsOf,
  type Assessment,
  type Expectation,
  type Verdict,
  type Verdicts,
} from "../status/verdict";
import type { ScanType } from "../status/vocabulary";

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
  /** How long a doubt may last. */
  readonly grace: number;
  /**
   * For previews, not for waits: readings will do that a look for neighbours has brought, while they are fresh. The
   * accounts of all of them, each once for every one of them that asks for it.
   */
  readonly together?: readonly string[];
  /** Called after every look that did not end the wait. */
  readonly onProgress?: (seen: Seen) => void;
}

/** What is known at one moment. */
export interface Seen extends Verdicts {
  readonly readings: ReadonlyMap<string, Reading>;
  /** The accounts without a reading since the last look, and why. */
  readonly unread: ReadonlyMap<string, Fault>;
  /** Time waited, without the time in which this computer slept. */
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

/** A look, as all waits of a watcher share it. */
export interface Look extends ReadResult {
  /** When its calls began, by the clock. */
  readonly at: number;
  /** When its calls began, in time that this computer was awake. */
  readonly awakeAt: number;
  /** When its calls had ended, by the clock. */
  readonly endedAt: number;
}

/** Before a pass, what was read longer ago than this is read once more. */
export const FRESH_MS = 10_000;
/** A service that was never reached is given up at the first look that ends after this: the reason is there within 15 s. */
export const UNREACHABLE_MS = 10_500;

/** A look that the service turned down because of too many calls is repeated for so long, also where nothing is waited for. */
const THROTTLED_MS = 30_000;

/** A look that took so much longer by the clock than in awake time: the computer slept meanwhile, or its calls took very long. */
const SLEPT_MS = 60_000;

/** One wait: what it has read, what it doubts, what it has to read next, and whether it has ended. No I/O, no timers. */
export class Wait {
  readonly #ids: ReadonlySet<string>;
  readonly #known = new Map<string, Known>();
  /** Since when scan types of an account, or itself, have been in doubt, in awake time. */
  readonly #doubtedSince = new Map<string, ReadonlyMap<ScanType | undefined, number>>();
  #unread: ReadonlyMap<string, Fault> = new Map();
  #looks = 0;
  /** Looks in a row after which nobody was pending, and something was not fresh. */
  #confirmations = 0;
  /** Looks in a row in which the computer seems to have slept. */
  #sleptLooks = 0;

  constructor(
    readonly request: WaitRequest,
    /** Awake time. */
    private readonly begun: number,
  ) {
    this.#ids = new Set(request.accountIds);
    if (this.#ids.size === 0) throw new Error("a wait for no account would pass at once");
  }

  get deadline(): number {
    const isThrottled = [...this.#unread.values()].some(({ kind }) => kind === "throttled");
    return this.begun + Math.max(this.request.timeout, isThrottled ? THROTTLED_MS : 0);
  }

  /** Time waited at a moment in awake time. */
  waited(awake: number): number {
    return awake - this.begun;
  }

  /**
   * The ids to read in a look that begins now: what is pending; then, before a pass, what is no longer fresh; and all of
   * them when the time is up, so that nothing old is told however long that look takes.
   */
  due(at: number, awake: number): readonly string[] {
    if (awake >= this.deadline) return [...this.#ids];
    const pending = [...this.#ids].filter((id) => this.#isPending(id));
    if (pending.length > 0) return pending;
    // A confirmation that took so long that the rest has gone stale would go on for ever, one part after the other.
    return this.#confirmations > 1 ? [...this.#ids] : [...this.#ids].filter((id) => !this.#isFresh(id, at));
  }

  /** Whether any of its accounts has been read. */
  isAbout(readings: Report): boolean {
    for (const id of this.#ids) if (readings.has(id)) return true;
    return false;
  }

  /**
   * Takes what a look brought, and tells how the wait ended, if it has. A look that was not its `own` may have left out
   * whom it would have asked for.
   */
  take(look: Look, awake: number, own = true): Ending | undefined {
    this.#looks++;
    const { deadline } = this;
    const unread = new Map<string, Fault>();
    for (const id of this.#ids) {
      const reading = look.readings.get(id);
      if (reading) this.#record(id, reading, look, awake);
      const fault = look.unread.get(id) ?? (own ? undefined : this.#unread.get(id));
      if (!reading && fault) unread.set(id, fault);
    }
    this.#unread = unread;
    const slept = Math.abs(look.endedAt - look.at - (awake - look.awakeAt)) > SLEPT_MS;
    this.#sleptLooks = slept ? this.#sleptLooks + 1 : 0;
    // Once nobody is throttled any more it is earlier, but this look has not asked for everybody then.
    return this.#conclude(look, awake, Math.max(deadline, this.deadline));
  }

  /** What is known, at a moment in awake time. */
  seen(awake: number): Seen {
    const readings = new Map<string, Reading>();
    for (const [id, { reading }] of this.#known) readings.set(id, reading);
    return {
      readings,
      ...this.#verdicts(),
      unread: this.#unread,
      waited: this.waited(awake),
      looks: this.#looks,
    };
  }

  /** Whether the next look need not be waited for: it is the first, the last, or only to confirm the one before. */
  isUrgent(awake: number): boolean {
    return this.#looks === 0 || awake >= this.deadline || (this.#unread.size === 0 && !this.#hasPending());
  }

  // A doubt is seen from the end of the first look to the beginning of the last: a slow answer makes it no older.
  #record(id: string, reading: Reading, { at, awakeAt }: Look, awake: number): void {
    const { expectation, purpose } = this.request;
    const assessments = assess(id, reading, expectation);
    const isPending =
      purpose === "read"
        ? inTransition(id, reading, expectation).length > 0
        : assessments.some(({ outcome }) => outcome !== "ok");
    this.#known.set(id, { reading, assessments, isPending, at, awakeAt });
    const before = this.#doubtedSince.get(id);
    const doubts = assessments.flatMap(({ outcome, resourceType }) => (outcome === "doubt" ? [resourceType] : []));
    if (doubts.length > 0)
      this.#doubtedSince.set(id, new Map(doubts.map((type) => [type, before?.get(type) ?? awake])));
    else this.#doubtedSince.delete(id);
  }

  #conclude(look: Look, awake: number, deadline: number): Ending | undefined {
    const end = (ending: "passed" | "violated" | "timedOut"): Ending => ({ ending, seen: this.seen(awake) });
    const giveUp = (fault: Fault): Ending => ({ ending: "unverifiable", fault, seen: this.seen(awake) });
    const { purpose } = this.request;

    const final = [...this.#unread.values()].find(isFinal);
    if (final) return giveUp(final);
    if (purpose === "gate" && this.#verdicts().violations.length > 0) return end("violated");
    const needsConfirmation = !this.#hasPending() && this.#unread.size === 0;
    if (needsConfirmation && this.#isAllFresh(look)) return end("passed");
    this.#confirmations = needsConfirmation ? this.#confirmations + 1 : 0;

    const [fault] = this.#unread.values();
    const nothingRead = this.#known.size === 0;
    if (fault?.kind === "unreachable" && nothingRead && this.waited(awake) >= UNREACHABLE_MS) return giveUp(fault);
    // Where nobody is pending, a time that is up is no reason: only the confirmation is missing.
    if (look.awakeAt < deadline || needsConfirmation) return undefined;
    return fault && nothingRead ? giveUp(fault) : end("timedOut");
  }

  #verdicts(): Verdicts {
    const verdicts: Verdict[] = [];
    for (const [id, { assessments, awakeAt }] of this.#known) {
      for (const assessment of assessments) {
        const since = this.#doubtedSince.get(id)?.get(assessment.resourceType) ?? awakeAt;
        const verdict = judge(assessment, Math.max(0, awakeAt - since), this.request.grace);
        if (verdict) verdicts.push(verdict);
      }
    }
    return verdictsOf(verdicts, this.#unread, this.request.expectation);
  }

  #hasPending(): boolean {
    for (const id of this.#ids) if (this.#isPending(id)) return true;
    return false;
  }

  #isPending(id: string): boolean {
    return this.#known.get(id)?.isPending ?? true;
  }

  /**
   * Whether every reading is from this look, or fresh at its end. A look in which the computer slept is not fresh itself;
   * one that takes long each time looks the same, and counts the third time.
   */
  #isAllFresh({ at, endedAt }: Look): boolean {
    const slept = this.#sleptLooks > 0 && this.#sleptLooks < 3;
    return [...this.#ids].every((id) => (this.#known.get(id)?.at === at && !slept) || this.#isFresh(id, endedAt));
  }

  // The clock may have jumped either way.
  #isFresh(id: string, at: number): boolean {
    const known = this.#known.get(id);
    return known !== undefined && Math.abs(at - known.at) <= FRESH_MS;
  }
}

interface Known {
  readonly reading: Reading;
  readonly assessments: readonly Assessment[];
  /** Whether it has to be read again. */
  readonly isPending: boolean;
  /** When its look began, by the clock and in awake time. */
  readonly at: number;
  readonly awakeAt: number;
}
