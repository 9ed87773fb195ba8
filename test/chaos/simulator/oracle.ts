import {
  attemptsWithin,
  firstDoubt,
  HELD_BACK_MS,
  historyOf,
  lookAt,
  looksOf,
  startsOf,
  throttledAt,
  type History,
  type Look,
} from "./history";
import type { Gate } from "./scenario";
import type { Attempt } from "./service";
import { isInTransition, type State } from "./states";

/** How a gate ended, as the engine would be told. */
export type Outcome =
  | { readonly kind: "passed" }
  | {
      readonly kind: "failed";
      readonly violations: readonly Named[];
      readonly pending: readonly Named[];
      readonly text: string;
    }
  /** It could not be verified. */
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "crashed"; readonly text: string }
  | { readonly kind: "running" };

export interface Named {
  readonly accountId: string;
  readonly resourceType?: string;
}

export interface GateRun {
  readonly gate: Gate;
  readonly outcome: Outcome;
  /** In time awake. */
  readonly begun: number;
  readonly ended: number;
  /** In the time of everybody else. */
  readonly endedElsewhere: number;
}

/** What came to pass besides. */
export interface Course {
  readonly attempts: readonly Attempt[];
  /** When the computer woke from a sleep, in time awake. */
  readonly wakeUps: readonly number[];
  readonly jumps: number;
  /** When the other gates began, in time awake. */
  readonly others: readonly number[];
}

export const WRONG_OUTCOMES = [
  /** It passed, though an account was not as expected, or nobody knew. */
  "falsePass",
  /** It failed without a reason to. */
  "falseFailure",
  "neverEnds",
  /** It went on when it was clear how it ends. */
  "late",
  "wrongAccount",
  /** It ended without saying who was not as expected. */
  "silentPending",
  "crash",
] as const;
export type WrongOutcome = (typeof WRONG_OUTCOMES)[number];

/** What was not read longer ago than this may be passed on. */
const FRESH_MS = 10_000;
/** A service that was never reached may be given up after this. */
const UNREACHABLE_MS = 10_000;
/**
 * A sleep, or a clock that is set, may cost the provider so much of its sense of time: a pause between two looks, and a
 * minute if it comes in the middle of a call.
 */
const LOST_PER_JUMP_MS = 75_000;
/** A look that took longer than this looks like a sleep. */
const TAKEN_FOR_SLEEP_MS = 120_000;
/** Whoever is turned down because of too many calls is asked again for so long at least. */
const THROTTLED_MS = 30_000;
/** A message names so many accounts before it counts. */
const NAMED = 10;

/**
 * What is wrong with the outcome of a gate. Knows what was asked, what the scenario had the service say, and nothing of
 * the provider. Whatever the provider does:
 *
 * - It passes only if the last answer about every account was as expected, and came at most 10 s before the end or in
 *   the last look, without a sleep in between.
 * - It fails only for an account whose last answer was hopeless, or doubtful for as long as the grace, or that was asked
 *   for when the time was up and was still not as expected. It refuses only what was refused, or never reached.
 * - It ends with the look that makes one of these clear, or that begins when the time is up.
 * - It names the accounts whose last answer was not as expected, and none but those and the ones left without an answer.
 *
 * A gate that only looks fails for whatever is not as expected, once nothing is in transition or its time is up.
 */
export function wrongOutcomes(run: GateRun, course: Course): WrongOutcome[] {
  const { outcome, gate } = run;
  if (outcome.kind === "running") return ["neverEnds"];
  if (outcome.kind === "crashed") return ["crash"];
  const looks = looksOf(course.attempts);
  if (gate.way === "preview") {
    // It is one look, unless calls are turned down; it begins when the one that is under way has ended.
    const isLong =
      course.jumps === 0 &&
      throttledAt(course.attempts) > run.ended &&
      run.ended > (lookAt(looks, run.begun)?.ended ?? run.begun);
    return [...wrongPreview(run, outcome, course, looks), ...(isLong ? ["late" as const] : [])];
  }
  // It is wrong only if it is so from whichever moment on it was looked after.
  const isFirst = course.others.every((begun) => begun > run.begun);
  const later = isFirst
    ? []
    : startsOf(course.attempts, looks, run.begun).filter((start) => asksForAll(gate, course.attempts, start));
  const verdicts = [run.begun, ...later].map((start) => wrongSince(start, run, outcome, course, looks));
  return verdicts.find((wrong) => wrong.length === 0) ?? verdicts[0]!;
}

/** Whether each of its accounts is asked for later: its first look asks for all. */
function asksForAll({ accountIds }: Gate, attempts: readonly Attempt[], start: number): boolean {
  const later = attempts.filter(({ begun }) => begun >= start);
  return accountIds.every((id) => later.some((attempt) => attempt.accountIds.includes(id)));
}

type Ended = Extract<Outcome, { kind: "passed" | "failed" | "refused" }>;

function wrongSince(
  start: number,
  run: GateRun,
  outcome: Ended,
  course: Course,
  looks: readonly Look[],
): WrongOutcome[] {
  const { gate } = run;
  const attempts = attemptsWithin(course.attempts, start, run.ended);
  const histories = gate.accountIds.map((id) => historyOf(id, attempts));
  const wrong: (WrongOutcome | false)[] = [isLate(run, histories, looks, course) && "late"];
  if (outcome.kind === "passed") {
    wrong.push(!histories.every((history) => isGood(history) && isFresh(history, run, course, looks)) && "falsePass");
  } else {
    const excuses = excusesOf(run, course.jumps * LOST_PER_JUMP_MS);
    const isRefused = wasRefused(run, histories, excuses);
    if (outcome.kind === "refused") {
      const mayRefuse = gate.way !== "advisory" && gate.way !== "disabled";
      wrong.push(!(isRefused && mayRefuse) && "falseFailure");
      const bad = onlyLooks(gate) ? [] : histories.filter((history) => history.last && !isGood(history));
      wrong.push(isSilent(outcome.text, bad, histories, gate) && "silentPending");
    } else {
      const isOver =
        histories.some(excuses.isOverdue) ||
        (gate.way !== "create" && isRefused) ||
        (onlyLooks(gate) && histories.every((history) => isSettled(history, run)));
      wrong.push(!isOver && (onlyLooks(gate) || !histories.some(excuses.isClear)) && "falseFailure");
      wrong.push(...misnamed(outcome, gate, histories, (history) => isOver || excuses.isClear(history)));
    }
  }
  return [...new Set(wrong.filter((each) => each !== false))];
}

/** Whether it ends as soon as nothing is in transition. */
function onlyLooks({ way }: Gate): boolean {
  return way === "disabled" || way === "read" || way === "preview";
}

/**
 * A preview may use any answer of the last 10 s, or of the look that it makes: it is quiet about an account only if one
 * of them was as expected, and shows one only if one of them was not.
 */
function wrongPreview(run: GateRun, outcome: Ended, { attempts }: Course, looks: readonly Look[]): WrongOutcome[] {
  const { gate, ended, endedElsewhere } = run;
  const since = lookAt(looks, ended)?.begun ?? ended;
  const usable = attempts.filter(
    (attempt) =>
      attempt.ended <= ended && (attempt.begun >= since || endedElsewhere - attempt.endedElsewhere <= FRESH_MS),
  );
  const wereWrong = ({ accountId, resourceType = "" }: Named): boolean =>
    historyOf(accountId, usable).answers.some(({ state }) => state.wrong[resourceType]);
  const wasGood = (accountId: string): boolean =>
    historyOf(accountId, usable).answers.some(({ state }) => isAsExpected(state));
  switch (outcome.kind) {
    case "passed":
      return gate.accountIds.every(wasGood) ? [] : ["falsePass"];
    case "failed": {
      const shown = new Set(outcome.violations.map(({ accountId }) => accountId));
      const isSilent = gate.accountIds.some((id) => !shown.has(id) && !wasGood(id));
      return [
        ...(outcome.violations.every(wereWrong) ? [] : ["wrongAccount" as const]),
        ...(isSilent ? ["silentPending" as const] : []),
      ];
    }
    case "refused":
      return gate.accountIds.some((id) => historyOf(id, usable).isUnread) ? [] : ["falseFailure"];
  }
}

function isGood({ last }: History): boolean {
  return last !== undefined && isAsExpected(last.state);
}

function isAsExpected({ wrong }: State): boolean {
  return Object.keys(wrong).length === 0;
}

function isFresh(
  { last }: History,
  { ended, endedElsewhere }: GateRun,
  { wakeUps }: Course,
  looks: readonly Look[],
): boolean {
  const { attempt } = last!;
  const slept = wakeUps.some((at) => attempt.ended <= at && at <= ended);
  return (
    endedElsewhere - attempt.endedElsewhere <= FRESH_MS || (!slept && attempt.begun >= lookAt(looks, ended)!.begun)
  );
}

/** What excuses a failure: `isClear`, waiting does not help; `isOverdue`, the time was up. */
function excusesOf({ gate, begun, ended }: GateRun, slack: number) {
  return {
    isClear: (history: History): boolean =>
      Object.entries(history.last?.state.wrong ?? {}).some(([cell, wrong]) => {
        if (wrong !== "doubtful") return wrong === "hopeless";
        const first = firstDoubt(history, history.answers.length - 1, cell);
        return history.last!.attempt.ended - first.attempt.ended + slack >= gate.grace;
      }),
    isOverdue: (history: History): boolean => {
      const timeIsUp = begun + gate.timeout - slack;
      return (
        ended >= timeIsUp && (history.asked.at(-1)?.begun ?? 0) >= timeIsUp && (history.isUnread || !isGood(history))
      );
    },
  };
}

/** Whether an answer came last, or is fresh, and nothing in it that is not as expected is in transition. */
function isSettled({ last, isUnread }: History, { endedElsewhere }: GateRun): boolean {
  if (last === undefined || (isUnread && endedElsewhere - last.attempt.endedElsewhere > FRESH_MS)) return false;
  return !Object.keys(last.state.wrong).some((cell) => isInTransition(last.state, cell));
}

function wasRefused(
  { gate, begun, ended }: GateRun,
  histories: readonly History[],
  { isOverdue }: ReturnType<typeof excusesOf>,
): boolean {
  const failures = histories.map(({ asked }) => asked.at(-1)?.failure);
  if (
    failures.some(
      (failure) => failure === "denied" || failure === "credentials" || (gate.isCaller && failure === "invalid"),
    )
  )
    return true;
  const wasNeverRead = onlyLooks(gate)
    ? histories.some(({ last }) => last === undefined)
    : histories.every(({ last }) => last === undefined);
  const gaveUp = failures.includes("unreachable") && ended - begun >= UNREACHABLE_MS;
  return wasNeverRead && (gaveUp || histories.some(isOverdue));
}

function isLate(
  { gate, begun: start, ended }: GateRun,
  histories: readonly History[],
  looks: readonly Look[],
  { attempts, jumps, others }: Course,
): boolean {
  if (jumps > 0) return false;
  const lookOf = ({ begun }: Attempt): Look => lookAt(looks, begun)!;
  const failsAt = histories.flatMap((history) =>
    history.answers.flatMap(({ attempt, state }, index) => {
      if (onlyLooks(gate) || lookOf(attempt).begun < start) return [];
      const isClear = Object.entries(state.wrong).some(([cell, wrong]) => {
        if (wrong !== "doubtful") return wrong === "hopeless";
        return lookOf(firstDoubt(history, index, cell).attempt).ended + gate.grace < lookOf(attempt).begun;
      });
      return isClear ? lookOf(attempt).ended : [];
    }),
  );
  // After a look that took longer, nobody could tell whether the computer slept: it may be repeated. And where several
  // gates have one look after the other, what the first of them brought is no longer fresh.
  const longest = others.length === 0 ? TAKEN_FOR_SLEEP_MS : FRESH_MS;
  const short = looks.filter(({ begun, ended }) => begun >= start && ended - begun <= longest);
  const isDone = (said: State): boolean => (onlyLooks(gate) ? !isInTransition(said) : isAsExpected(said));
  const passesAt = short.filter((look) =>
    histories.every(({ accountId, asked }) => {
      const last = lastIn(look, asked);
      const said = last && look.ended - last.ended <= FRESH_MS && last.answer?.get(accountId);
      return said && isDone(said);
    }),
  );
  // Who is throttled gets half a minute, and a call may be sent long after its look began.
  const isThrottled = throttledAt(attempts) < ended;
  const timeIsUp = start + Math.max(gate.timeout, isThrottled ? THROTTLED_MS : 0) + (isThrottled ? HELD_BACK_MS : 0);
  const timesOutAt = looks.filter(
    (look) =>
      look.begun >= timeIsUp &&
      histories.some(({ accountId, asked }) => {
        const last = lastIn(look, asked);
        const said = last?.answer?.get(accountId);
        return last !== undefined && !(said && isDone(said));
      }),
  );
  return [...failsAt, ...[...passesAt, ...timesOutAt].map((look) => look.ended)].some((at) => ended > at);
}

/** The last question of a look about an account, if it has one. */
function lastIn(look: Look, asked: readonly Attempt[]): Attempt | undefined {
  const last = asked.findLast(({ begun }) => begun <= look.ended);
  return last && last.begun >= look.begun ? last : undefined;
}

function misnamed(
  { violations, pending, text }: Outcome & { kind: "failed" },
  gate: Gate,
  histories: readonly History[],
  isExcused: (history: History) => boolean,
): (WrongOutcome | false)[] {
  const bad = histories.filter((history) => !isGood(history));
  const isMoving = ({ last }: History): boolean => onlyLooks(gate) && last !== undefined && isInTransition(last.state);
  const blamable = new Set(
    histories
      .filter((history) => history.isUnread || !isGood(history) || isMoving(history))
      .map(({ accountId }) => accountId),
  );
  const listed = new Set([...violations, ...pending].map(({ accountId }) => accountId));
  const isWronglyBlamed = ({ accountId, resourceType = "" }: Named): boolean => {
    const history = histories.find((each) => each.accountId === accountId);
    return (
      history !== undefined && !history.isUnread && !(history.last!.state.wrong[resourceType] && isExcused(history))
    );
  };
  return [
    ([...listed, ...namedIn(text, histories, gate)].some((id) => !blamable.has(id)) ||
      violations.some(isWronglyBlamed)) &&
      "wrongAccount",
    (bad.some(({ accountId }) => !listed.has(accountId)) || isSilent(text, bad, histories, gate)) && "silentPending",
  ];
}

/** Whether the text names fewer accounts than are bad, or than it has room for. */
function isSilent(text: string, bad: readonly History[], all: readonly History[], gate: Gate): boolean {
  return namedIn(text, all, gate).length < Math.min(NAMED, bad.length);
}

function namedIn(text: string, histories: readonly History[], { isCaller }: Gate): string[] {
  return histories
    .map(({ accountId }) => accountId)
    .filter((id) => text.includes(id) || (isCaller && text.includes("caller")));
}
