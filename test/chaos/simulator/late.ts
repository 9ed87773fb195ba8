import type { Course, GateRun, Look } from "./course";
import { firstDoubt, isAsExpected, type Asked, type History } from "./history";
import { onlyLooks } from "./scenario";
import { isInTransition, type State } from "./states";
import { ATTEMPT_MS, CALLER_MS, FRESH_MS } from "./limits";

/** Whether a gate went on after its time was up, apart from one attempt; or after its end was clear. */
export function isLate(run: GateRun, histories: readonly History[], looks: readonly Look[], course: Course): boolean {
  return isUnbounded(run, course) || (course.jumps.length === 0 && isSlow(run, histories, looks));
}

/** After a jump of the clock it may look once more. */
function isUnbounded({ gate, begun, ended, outcome }: GateRun, { jumps }: Course): boolean {
  const reason = outcome.kind === "refused" || outcome.kind === "failed" ? CALLER_MS : 0;
  return ended > begun + gate.timeout + ATTEMPT_MS * (1 + jumps.length) + reason;
}

function isSlow({ gate, begun, ended }: GateRun, histories: readonly History[], looks: readonly Look[]): boolean {
  const isDone = (said: State): boolean => (onlyLooks(gate) ? !isInTransition(said) : isAsExpected(said));
  const saidIn = (look: Look, { asked, accountId }: History): State | undefined => {
    const last = lastIn(look, asked);
    return last && look.ended - last.attempt.ended <= FRESH_MS ? last.attempt.answer?.get(accountId) : undefined;
  };
  const isOver = (look: Look): boolean =>
    histories.every((history) => {
      const said = saidIn(look, history);
      return said !== undefined && isDone(said);
    });
  const timesOut = (look: Look): boolean =>
    look.begun >= begun + gate.timeout &&
    look.attempts.length > 0 &&
    !histories.every((each) => {
      const said = lastIn(look, each.asked)?.attempt.answer?.get(each.accountId);
      return said !== undefined && isDone(said);
    });
  const over = looks.filter((look) => isOver(look) || timesOut(look)).map((look) => look.ended);
  return [...over, ...(onlyLooks(gate) ? [] : histories.flatMap((each) => failsAt(each, gate.grace)))].some(
    (at) => ended > at + CALLER_MS,
  );
}

/** The time at which it was clear that waiting does not help. */
function failsAt(history: History, grace: number): number[] {
  return history.answers.flatMap(({ look, state }, index) => {
    const isClear = Object.entries(state.wrong).some(([cell, wrong]) => {
      if (wrong !== "doubtful") return wrong === "hopeless";
      return firstDoubt(history, index, cell).look.ended + grace < look.begun;
    });
    return isClear ? [look.ended] : [];
  });
}

/** The last question about an account in a look, if there is one. */
function lastIn(look: Look, asked: readonly Asked[]): Asked | undefined {
  return asked.findLast((each) => each.look === look);
}
