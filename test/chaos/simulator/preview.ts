import type { Attempt, Course, Ended, GateRun, Named, WrongOutcome } from "./course";
import { isAsExpected } from "./history";
import type { State } from "./states";
import { ATTEMPT_MS, CALLER_MS, FRESH_MS, THROTTLED_MS } from "./limits";

/**
 * A preview may use any answer of the last 10 s, or of the look that it makes: it is quiet about an account only if one
 * of them was as expected, and shows one only if one of them was not. It is one look, unless calls are turned down.
 */
export function wrongPreview(run: GateRun, outcome: Ended, course: Course): WrongOutcome[] {
  const { gate, begun, ended, endedElsewhere } = run;
  const { attempts, jumps } = course;
  const usable = attempts.filter(
    (attempt) =>
      attempt.ended <= ended && (attempt.begun >= begun || endedElsewhere - attempt.endedElsewhere <= FRESH_MS),
  );
  const answers = (accountId: string): readonly State[] =>
    usable.flatMap((attempt) => attempt.answer?.get(accountId) ?? []);
  const wasGood = (accountId: string): boolean => answers(accountId).some(isAsExpected);
  const wereWrong = ({ accountId, resourceType = "" }: Named): boolean =>
    answers(accountId).some(({ wrong }) => wrong[resourceType]);
  const isThrottled = attempts.some(({ failure, begun: at }) => failure === "throttled" && at <= ended);
  const limit = ATTEMPT_MS + CALLER_MS + (isThrottled ? THROTTLED_MS : 0);
  const late = jumps.length === 0 && ended > begun + limit ? ["late" as const] : [];
  switch (outcome.kind) {
    case "passed":
      return [...late, ...(gate.accountIds.every(wasGood) ? [] : ["falsePass" as const])];
    case "failed": {
      const shown = new Set(outcome.violations.map(({ accountId }) => accountId));
      const isSilent = gate.accountIds.some((id) => !shown.has(id) && !wasGood(id));
      return [
        ...late,
        ...(outcome.violations.every(wereWrong) ? [] : ["wrongAccount" as const]),
        ...(isSilent ? ["silentPending" as const] : []),
      ];
    }
    case "refused":
      return [...late, ...(gate.accountIds.some((id) => isUnread(id, usable)) ? [] : ["falseFailure" as const])];
  }
}

/** Other gates may have got newer answers meanwhile, which this one need not know. */
function isUnread(accountId: string, usable: readonly Attempt[]): boolean {
  const asked = usable.filter(({ accountIds }) => accountIds.includes(accountId));
  return asked.length === 0 || asked.some(({ answer }) => !answer?.has(accountId));
}
