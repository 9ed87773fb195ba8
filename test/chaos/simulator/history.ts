import type { Attempt } from "./service";
import type { State } from "./states";

/** What was asked about an account, and what was said, in order. */
export interface History {
  readonly accountId: string;
  readonly asked: readonly Attempt[];
  readonly answers: readonly Answer[];
  /** The last of the answers. */
  readonly last: Answer | undefined;
  /** The last question was not answered. */
  readonly isUnread: boolean;
}

export interface Answer {
  readonly attempt: Attempt;
  readonly state: State;
}

export function historyOf(accountId: string, attempts: readonly Attempt[]): History {
  const asked = attempts.filter(({ accountIds }) => accountIds.includes(accountId));
  const answers = asked.flatMap((attempt) => {
    const state = attempt.answer?.get(accountId);
    return state ? [{ attempt, state }] : [];
  });
  const last = answers.at(-1);
  return { accountId, asked, answers, last, isUnread: asked.length === 0 || last?.attempt !== asked.at(-1) };
}

/** What was asked from a moment on, by calls that began then or later, and answered until another. */
export function attemptsWithin(attempts: readonly Attempt[], begun: number, ended: number): readonly Attempt[] {
  const earlier = new Set(attempts.filter((attempt) => attempt.begun < begun).map(({ call }) => call));
  return attempts.filter((attempt) => !earlier.has(attempt.call) && attempt.ended <= ended);
}

/** Since which of its answers a cell has been doubtful, as it is in the answer number `index`. */
export function firstDoubt({ answers }: History, index: number, cell: string): Answer {
  return answers[answers.slice(0, index).findLastIndex(({ state }) => state.wrong[cell] !== "doubtful") + 1]!;
}

/** Once it has been throttled, the AWS SDK may hold a call back for so long before it sends the first request. */
export const HELD_BACK_MS = 15_000;

/** Since when the AWS SDK may hold calls back. */
export function throttledAt(attempts: readonly Attempt[]): number {
  return attempts.find(({ failure }) => failure === "throttled")?.begun ?? Infinity;
}

/** A time in which some call was always under way: a look, or several without a pause. In time awake. */
export interface Look {
  readonly begun: number;
  readonly ended: number;
}

/** The calls, in order. Between the attempts of a call the AWS SDK pauses, but the call is still under way. */
function callsOf(attempts: readonly Attempt[]): Look[] {
  const calls = new Map<string, Look>();
  for (const { call, begun, ended } of attempts) {
    const known = calls.get(call) ?? { begun, ended };
    calls.set(call, { begun: known.begun, ended: Math.max(known.ended, ended) });
  }
  return [...calls.values()].sort((a, b) => a.begun - b.begun);
}

/**
 * From when on a gate that began at `begun` may have been looked after instead. If a look was under way, it was so from the
 * next one on: somewhere in this unbroken row of calls, where every earlier call had ended.
 */
export function startsOf(attempts: readonly Attempt[], looks: readonly Look[], begun: number): number[] {
  const row = lookAt(looks, begun);
  if (!row) return [];
  const calls = callsOf(attempts);
  const later = calls.filter((call) => call.begun > begun && call.begun <= row.ended).map((call) => call.begun);
  return [...new Set(later)].filter((at) => calls.every((call) => call.begun >= at || call.ended <= at));
}

export function looksOf(attempts: readonly Attempt[]): Look[] {
  const heldBackFrom = throttledAt(attempts);
  const looks: { begun: number; ended: number }[] = [];
  for (const { begun, ended } of callsOf(attempts)) {
    const last = looks.at(-1);
    if (last && begun <= last.ended + (begun < heldBackFrom ? 0 : HELD_BACK_MS))
      last.ended = Math.max(last.ended, ended);
    else looks.push({ begun, ended });
  }
  return looks;
}

/** The look that was under way at a time. */
export function lookAt(looks: readonly Look[], time: number): Look | undefined {
  return looks.findLast(({ begun, ended }) => begun <= time && time <= ended);
}
