import type { Attempt, Look } from "./course";
import type { State } from "./states";

/** The questions of a gate about an account, and the answers, in order. */
export interface History {
  readonly accountId: string;
  readonly asked: readonly Asked[];
  readonly answers: readonly Answer[];
  /** The last of the answers. */
  readonly last: Answer | undefined;
  /** The last question was not answered. */
  readonly isUnread: boolean;
}

export interface Asked {
  readonly attempt: Attempt;
  readonly look: Look;
}

export interface Answer extends Asked {
  readonly state: State;
}

export function historyOf(accountId: string, looks: readonly Look[]): History {
  const asked = looks.flatMap((look) =>
    look.attempts.flatMap((attempt) => (attempt.accountIds.includes(accountId) ? [{ attempt, look }] : [])),
  );
  const answers = asked.flatMap(({ attempt, look }) => {
    const state = attempt.answer?.get(accountId);
    return state ? [{ attempt, look, state }] : [];
  });
  const last = answers.at(-1);
  return { accountId, asked, answers, last, isUnread: asked.length === 0 || last?.attempt !== asked.at(-1)!.attempt };
}

export function isGood({ last }: History): boolean {
  return last !== undefined && isAsExpected(last.state);
}

export function isAsExpected({ wrong }: State): boolean {
  return Object.keys(wrong).length === 0;
}

/** The first answer since which a cell has been doubtful, as it is in the answer number `index`. */
export function firstDoubt({ answers }: History, index: number, cell: string): Answer {
  return answers[answers.slice(0, index).findLastIndex(({ state }) => state.wrong[cell] !== "doubtful") + 1]!;
}
