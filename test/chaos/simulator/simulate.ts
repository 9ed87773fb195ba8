import { Provider, Refusal, type Settlement } from "../../../provider/provider";
import { wrongOutcomes, type GateRun, type Named, type Outcome, type WrongOutcome } from "./oracle";
import { scenarioOf, type Gate, type Scenario } from "./scenario";
import { Dice } from "./dice";
import { SimulatedService, type Attempt } from "./service";
import { NeverEnds, SimulatedTime } from "./time";

/** Beyond its timeout, a gate may take as long as the calls do that are under way then, and a last look. */
const LATEST_MS = 900_000;

export interface Simulation {
  readonly scenario: Scenario;
  readonly runs: readonly GateRun[];
  readonly attempts: readonly Attempt[];
  readonly lines: readonly string[];
  readonly wrong: readonly WrongOutcome[];
  /** The size of it all: of two failures the smaller one is easier to understand. */
  readonly size: number;
}

/** Runs the scenario of a seed: the provider as it is, the AWS SDK as it is, and no time. */
export async function simulate(seed: number): Promise<Simulation> {
  const scenario = scenarioOf(seed);
  const time = new SimulatedTime(scenario.jumps);
  const { random } = Math;
  Math.random = new Dice(~seed).random;
  try {
    const service = new SimulatedService(scenario, time);
    const lines: string[] = [];
    const provider = new Provider({ say: (line) => lines.push(line), requestHandler: service.requestHandler });
    const runs = await runGates(scenario, provider, time);
    const wrong = runs.flatMap((run) => wrongOutcomes(run, { attempts: service.attempts, wakeUps: time.wakeUps, jumps: scenario.jumps.length }));
    const size = scenario.stories.size + service.attempts.length + 10 * scenario.faults.length;
    return { scenario, runs, attempts: service.attempts, lines, wrong, size };
  } finally {
    Math.random = random;
    time.end();
  }
}

async function runGates(scenario: Scenario, provider: Provider, time: SimulatedTime): Promise<GateRun[]> {
  const runs = scenario.gates.map((gate): { -readonly [K in keyof GateRun]: GateRun[K] } => ({
    gate,
    outcome: { kind: "running" },
    ended: Infinity,
    endedElsewhere: Infinity,
  }));
  const create = async (run: (typeof runs)[number]): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, run.gate.begins));
    const outcome = await outcomeOf(provider.create(inputsOf(run.gate)), run.gate);
    Object.assign(run, { outcome, ended: time.awake, endedElsewhere: time.elsewhere });
  };
  const limit = Math.max(...scenario.gates.map(({ begins, timeout }) => begins + timeout)) + LATEST_MS;
  await time.pass(Promise.all(runs.map(create)), limit).catch((error: unknown) => {
    if (!(error instanceof NeverEnds)) throw error;
  });
  return runs;
}

function inputsOf({ accountIds, isCaller, expected, timeout, grace }: Gate): Record<string, unknown> {
  return {
    region: "us-east-1",
    ...(!isCaller && { accountIds }),
    ...(expected.types && { resourceTypes: expected.types }),
    expectedStatus: expected.status,
    timeout: `${timeout}ms`,
    mismatchGrace: `${grace}ms`,
  };
}

async function outcomeOf(created: Promise<Settlement>, gate: Gate): Promise<Outcome> {
  try {
    const { outputs, reasons } = await created;
    if (reasons.length === 0) return { kind: "passed" };
    const named = ({ accountId, resourceType }: Named): Named => ({
      accountId: accountId === "self" ? gate.accountIds[0]! : accountId,
      ...(resourceType !== undefined && { resourceType }),
    });
    return { kind: "failed", violations: outputs.violations.map(named), pending: outputs.pending.map(named), text: reasons.join("\n") };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", text: error.message };
    return { kind: "crashed", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
