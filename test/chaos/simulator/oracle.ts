import type { Course, Ended, GateRun, Named, Outcome, WrongOutcome } from "./course";
import { firstDoubt, historyOf, isGood, type Answer, type History } from "./history";
import { isLate } from "./late";
import { wrongPreview } from "./preview";
import { onlyLooks, type Gate } from "./scenario";
import { isInTransition } from "./states";
import { FRESH_MS } from "./limits";

/** A service that was never reached may be given up after this. */
const UNREACHABLE_MS = 10_000;
/** The number of accounts that a message names; it only counts the rest. */
const NAMED = 10;

/**
 * What is wrong with the outcome of a gate. Knows what was asked, what the scenario had the service say, and nothing of
 * the provider but which requests were a look of which gate. Whatever the provider does:
 *
 * - It passes only if the last answer about every account was as expected, and came at most 10 s before the end or in
 *   the last look, without a sleep in between.
 * - It fails only for an account whose last answer was hopeless, or doubtful for as long as the grace, or that was
 *   asked for when the time was up and was still not as expected. It refuses only what was refused, or never reached.
 * - It ends with the look that makes one of these clear, or that begins when the time is up; and whatever the service
 *   does, one attempt after its time is up.
 * - It names the accounts whose last answer was not as expected, and none but those and the ones left without an
 *   answer.
 *
 * A gate that only looks fails for whatever is not as expected, once nothing is in transition or its time is up. It
 * is refused for an account whose last question was not answered, and whose last answer is no longer fresh.
 */
export function wrongOutcomes(run: GateRun, course: Course): WrongOutcome[] {
  const { outcome, gate } = run;
  if (outcome.kind === "running") return ["neverEnds"];
  if (outcome.kind === "crashed") return ["crash"];
  return gate.way === "preview" ? wrongPreview(run, outcome, course) : wrongWait(run, outcome, course);
}

function wrongWait(run: GateRun, outcome: Ended, course: Course): WrongOutcome[] {
  const { gate, looks } = run;
  const histories = gate.accountIds.map((id) => historyOf(id, looks));
  const late = isLate(run, histories, looks, course) ? ["late" as const] : [];
  const excuses = excusesOf(run, slackOf(course));
  switch (outcome.kind) {
    case "passed": {
      const isTrue = histories.every((history) => isGood(history) && isFresh(history, run, course));
      return isTrue ? late : [...late, "falsePass"];
    }
    case "refused": {
      const mayRefuse =
        gate.way !== "advisory" && gate.way !== "disabled" && wasRefused(run, histories, excuses, course);
      const bad = onlyLooks(gate) ? [] : histories.filter((history) => history.last && !isGood(history));
      const isQuiet = isSilent(outcome.text, bad, histories, gate);
      return [...late, ...(mayRefuse ? [] : ["falseFailure" as const]), ...(isQuiet ? ["silentPending" as const] : [])];
    }
    case "failed": {
      const isOver =
        histories.some(excuses.isOverdue) ||
        (gate.way !== "create" && wasRefused(run, histories, excuses, course)) ||
        (onlyLooks(gate) && histories.every((history) => isSettled(history, run)));
      const isExcused = isOver || (!onlyLooks(gate) && histories.some(excuses.isClear));
      const told = histories.map((history) => ({ ...history, isUnread: history.isUnread || wasCutOff(history, run) }));
      const names = misnamed(outcome, gate, told, (history) => isOver || excuses.isClear(history));
      return [...late, ...(isExcused ? [] : ["falseFailure" as const]), ...names];
    }
  }
}

/** A monotonic clock that goes on while the computer sleeps counts that as time waited. */
function slackOf({ jumps }: Course): number {
  return jumps.reduce((sum, { kind, by }) => sum + (kind === "sleepOverdue" ? by : 0), 0);
}

function isFresh({ last }: History, { ended, endedElsewhere, looks }: GateRun, { wakeUps }: Course): boolean {
  const { attempt, look } = last!;
  const slept = wakeUps.some((at) => attempt.ended <= at && at <= ended);
  return endedElsewhere - attempt.endedElsewhere <= FRESH_MS || (!slept && look === looks.at(-1));
}

/** The reasons that excuse a failure. `isClear`: waiting does not help; `isOverdue`: the time was up. */
function excusesOf({ gate, begun, ended, looks }: GateRun, slack: number) {
  return {
    isClear: (history: History): boolean =>
      Object.entries(history.last?.state.wrong ?? {}).some(([cell, wrong]) => {
        if (wrong !== "doubtful") return wrong === "hopeless";
        const first = firstDoubt(history, history.answers.length - 1, cell);
        return history.last!.attempt.ended - first.attempt.ended + slack >= gate.grace;
      }),
    isOverdue: (history: History): boolean => {
      const timeIsUp = begun + gate.timeout - slack;
      return ended >= timeIsUp && (looks.at(-1)?.begun ?? 0) >= timeIsUp && (history.isUnread || !isGood(history));
    },
  };
}

/** Whether the last look was given up before it asked for this account, or for anybody. */
function wasCutOff({ last }: History, { looks }: GateRun): boolean {
  const look = looks.at(-1);
  if (look === undefined || look === last?.look) return false;
  const attempt = look.attempts.at(-1);
  return attempt === undefined || attempt.failure !== undefined;
}

/** Whether the last event is an answer, or there is a fresh one, and nothing unexpected in it is in transition. */
function isSettled({ last, isUnread }: History, { endedElsewhere }: GateRun): boolean {
  if (last === undefined || (isUnread && endedElsewhere - last.attempt.endedElsewhere > FRESH_MS)) return false;
  return !Object.keys(last.state.wrong).some((cell) => isInTransition(last.state, cell));
}

function wasRefused(
  { gate, begun, ended }: GateRun,
  histories: readonly History[],
  { isOverdue }: ReturnType<typeof excusesOf>,
  { areRenewed, jumps }: Course,
): boolean {
  const failures = histories.map(({ asked }) => asked.at(-1)?.attempt.failure);
  if (
    failures.some(
      (failure) =>
        failure === "denied" || (failure === "credentials" && !areRenewed) || (gate.isCaller && failure === "invalid"),
    )
  )
    return true;
  // A jump of the clock makes every reading old.
  const isOld = ({ look }: Answer): boolean => ended - look.begun > FRESH_MS || jumps.length > 0;
  const isUnknown = onlyLooks(gate)
    ? histories.some(({ last, isUnread }) => isUnread && (last === undefined || isOld(last)))
    : histories.every(({ last }) => last === undefined);
  const gaveUp = failures.includes("unreachable") && ended - begun >= UNREACHABLE_MS;
  return isUnknown && (gaveUp || histories.some(isOverdue));
}

function misnamed(
  { violations, pending, text }: Outcome & { kind: "failed" },
  gate: Gate,
  histories: readonly History[],
  isExcused: (history: History) => boolean,
): WrongOutcome[] {
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
  const isWrong =
    [...listed, ...namedIn(text, histories, gate)].some((id) => !blamable.has(id)) || violations.some(isWronglyBlamed);
  const isQuiet = bad.some(({ accountId }) => !listed.has(accountId)) || isSilent(text, bad, histories, gate);
  return [...(isWrong ? ["wrongAccount" as const] : []), ...(isQuiet ? ["silentPending" as const] : [])];
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
