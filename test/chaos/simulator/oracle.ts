import type { Gate } from "./scenario";
import type { Attempt } from "./service";
import type { State } from "./states";

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
  readonly ended: number;
  /** In the time of everybody else. */
  readonly endedElsewhere: number;
}

export const WRONG_OUTCOMES = ["falsePass", "falseFailure", "neverEnds", "wrongAccount", "silentPending", "crash"] as const;
export type WrongOutcome = (typeof WRONG_OUTCOMES)[number];

/** What was not read longer ago than this may be passed on. */
const FRESH_MS = 10_000;
/** A service that was never reached may be given up after this. */
const UNREACHABLE_MS = 12_000;
/** A sleep or a clock that is set may cost the provider so much of its sense of time: a pause between two looks. */
const LOST_PER_JUMP_MS = 15_000;
/** A message names so many accounts before it counts. */
const NAMED = 10;

/**
 * What is wrong with the outcome of a gate. Knows the requests and what the scenario had the service say to them, and
 * nothing of the provider. Must hold for whatever the provider does:
 *
 * - It passes only if the last answer about every account was as expected, and that answer came at most 10 s before
 *   the end, or in the last look, without a sleep in between.
 * - It fails only for an account of which the last answer was hopeless, or doubtful for as long as the grace, or which
 *   was asked for after the timeout and was still not as expected; it refuses only what was refused, or never reached.
 * - It names the accounts whose last answer was not as expected, and no others but those without an answer to the
 *   last question.
 */
export function wrongOutcomes(run: GateRun, attempts: readonly Attempt[], wakeUps: readonly number[], jumps: number): WrongOutcome[] {
  const { gate, outcome, ended, endedElsewhere } = run;
  if (outcome.kind === "running") return ["neverEnds"];
  if (outcome.kind === "crashed") return ["crash"];

  const slack = jumps * LOST_PER_JUMP_MS;
  const waited = ended - gate.begins + slack;
  const histories = new Map(gate.accountIds.map((id) => [id, historyOf(id, attempts)]));
  const everyHistory = [...histories.values()];

  const isBad = ({ answers }: History): boolean => answers.length === 0 || Object.keys(answers.at(-1)!.state.wrong).length > 0;

  if (outcome.kind === "passed") {
    const lookBegan = lastLook(attempts, ended);
    const isFresh = ({ answers }: History): boolean => {
      const { attempt } = answers.at(-1)!;
      const inLastLook = attempt.begun >= lookBegan && !wakeUps.some((at) => attempt.ended <= at && at <= ended);
      return endedElsewhere - attempt.endedElsewhere <= FRESH_MS || inLastLook;
    };
    return everyHistory.every((history) => !isBad(history) && isFresh(history)) ? [] : ["falsePass"];
  }

  const doubtedFor = ({ answers }: History): number => Math.max(...cellsDoubted(answers));
  const isHopeless = ({ answers }: History): boolean => Object.values(answers.at(-1)?.state.wrong ?? {}).includes("hopeless");
  const isOverdue = (history: History): boolean =>
    waited >= gate.timeout && (history.asked.at(-1)?.begun ?? 0) + slack >= gate.begins + gate.timeout && (isBad(history) || history.wasUnread);
  const isDoubtedTooLong = (history: History): boolean => doubtedFor(history) + slack >= gate.grace;

  const bad = gate.accountIds.filter((id) => isBad(histories.get(id)!));
  const blamable = new Set(gate.accountIds.filter((id) => isBad(histories.get(id)!) || histories.get(id)!.wasUnread));
  const inText = gate.accountIds.filter((id) => outcome.text.includes(id) || (gate.isCaller && outcome.text.includes("caller")));

  if (outcome.kind === "refused") {
    const failures = everyHistory.map(({ asked }) => asked.at(-1)?.failure);
    const wasRefused = failures.some((failure) => failure === "denied" || failure === "credentials" || (gate.isCaller && failure === "invalid"));
    const neverRead = everyHistory.every(({ answers }) => answers.length === 0);
    const gaveUp = neverRead && ((failures.includes("unreachable") && waited >= UNREACHABLE_MS) || everyHistory.some(isOverdue));
    const wasRead = bad.filter((id) => histories.get(id)!.answers.length > 0);
    const named = inText.filter((id) => wasRead.includes(id));
    return [
      ...(wasRefused || gaveUp ? [] : ["falseFailure" as const]),
      ...(gate.isCaller || named.length >= Math.min(NAMED, wasRead.length) ? [] : ["silentPending" as const]),
    ];
  }

  const wrong = new Set<WrongOutcome>();
  const isOver = everyHistory.some(isOverdue);
  if (!everyHistory.some((history) => isHopeless(history) || isDoubtedTooLong(history)) && !isOver) wrong.add("falseFailure");
  const listed = new Set([...outcome.violations, ...outcome.pending].map(({ accountId }) => accountId));
  for (const id of [...listed, ...inText]) if (!blamable.has(id)) wrong.add("wrongAccount");
  for (const { accountId, resourceType = "" } of outcome.violations) {
    const history = histories.get(accountId);
    if (!history || history.wasUnread) continue;
    const state = history.answers.at(-1)!.state;
    if (!state.wrong[resourceType]) wrong.add("wrongAccount");
    if (!isOver && !isHopeless(history) && !isDoubtedTooLong(history)) wrong.add("wrongAccount");
  }
  if (bad.some((id) => !listed.has(id)) || inText.length < Math.min(NAMED, bad.length)) wrong.add("silentPending");
  return [...wrong];
}

/** What was asked about an account, and what was said. */
interface History {
  readonly asked: readonly Attempt[];
  readonly answers: readonly { readonly attempt: Attempt; readonly state: State }[];
  /** The last question was not answered. */
  readonly wasUnread: boolean;
}

function historyOf(id: string, attempts: readonly Attempt[]): History {
  const asked = attempts.filter(({ accountIds, ended }) => accountIds.includes(id) && ended < Infinity);
  const answers = asked.flatMap((attempt) => {
    const state = attempt.answer?.get(id);
    return state ? [{ attempt, state }] : [];
  });
  return { asked, answers, wasUnread: asked.length === 0 || answers.at(-1)?.attempt !== asked.at(-1) };
}

/** For how long each cell that is doubtful in the last answer has been so, from answer to answer. */
function cellsDoubted(answers: History["answers"]): number[] {
  const last = answers.at(-1);
  return Object.entries(last?.state.wrong ?? {}).flatMap(([cell, wrong]) => {
    if (wrong !== "doubtful") return [];
    const before = answers.findLastIndex(({ state }) => state.wrong[cell] !== "doubtful");
    return [last!.attempt.ended - answers[before + 1]!.attempt.ended];
  });
}

/** When the last look before `end` began: since then, some call was always under way. In time awake. */
function lastLook(attempts: readonly Attempt[], end: number): number {
  const calls = new Map<string, { begun: number; ended: number }>();
  for (const { call, begun, ended } of attempts) {
    const known = calls.get(call);
    calls.set(call, { begun: Math.min(begun, known?.begun ?? begun), ended: Math.max(ended, known?.ended ?? ended) });
  }
  let began = end;
  for (const { begun, ended } of [...calls.values()].sort((a, b) => b.ended - a.ended)) {
    if (begun > end) continue;
    if (ended < began) break;
    began = Math.min(began, begun);
  }
  return began;
}
