import { describeProgram } from "../programs/replay";
import { simulateProgram } from "../programs/simulate";
import type { WrongOutcome } from "./course";
import { describe } from "./replay";
import { simulate } from "./simulate";

/** The outcome of a run. */
export interface Result {
  readonly seed: number;
  readonly wrong: readonly WrongOutcome[];
  readonly size: number;
  readonly outcomes: readonly string[];
  readonly requests: number;
}

/** Every third run is a stack over several commands; the others are gates that wait at the same time. */
export function isProgram(seed: number): boolean {
  return seed % 3 === 0;
}

export async function runSeed(seed: number): Promise<Result> {
  if (!isProgram(seed)) {
    const { runs, wrong, size, attempts } = await simulate(seed);
    return { seed, wrong, size, outcomes: runs.map(({ outcome }) => outcome.kind), requests: attempts.length };
  }
  const { plan, events, wrong, requests } = await simulateProgram(seed);
  const size = plan.statuses.length + requests + 10 * plan.faults.length;
  return {
    seed,
    wrong: wrong.map((each) => each.wrong),
    size,
    outcomes: events.map(({ verdict }) => verdict),
    requests,
  };
}

/** The story of a run, and whether something was wrong with it. */
export async function story(seed: number): Promise<{ text: string; isRight: boolean }> {
  if (!isProgram(seed)) {
    const simulation = await simulate(seed);
    return { text: describe(simulation), isRight: simulation.wrong.length === 0 };
  }
  const run = await simulateProgram(seed);
  return { text: describeProgram(run), isRight: run.wrong.length === 0 };
}
