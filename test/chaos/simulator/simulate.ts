import type { Outputs } from "../../../provider/gate/outputs";
import { TOGETHER } from "../../../provider/gate/names";
import { Provider, UserError, type Properties } from "../../../provider/provider";
import type { Attempt, GateRun, Named, Outcome, WrongOutcome } from "./course";
import { wrongOutcomes } from "./oracle";
import { scenarioOf, type Gate, type Scenario } from "./scenario";
import { Dice } from "./dice";
import { LookBook } from "./looks";
import { SimulatedService } from "./service";
import { NeverEnds, SimulatedTime } from "./time";

/** After its timeout, a gate may take the time of the calls that are under way, and of a last look. */
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

/** Runs the scenario of a seed: the real provider and the real AWS SDK, in simulated time. */
export async function simulate(seed: number): Promise<Simulation> {
  const scenario = scenarioOf(seed);
  const time = new SimulatedTime(scenario.jumps);
  const { random } = Math;
  Math.random = new Dice(~seed).random;
  try {
    const book = new LookBook(() => time.awake);
    const service = new SimulatedService(scenario, time, book);
    const lines: string[] = [];
    const provider = new Provider({ say: (line) => lines.push(line), requestHandler: service.requestHandler });
    const runs = await runGates(scenario, provider, time, book);
    const looksOf = book.looks(service.attempts);
    runs.forEach((run, index) => Object.assign(run, { looks: looksOf(index) }));
    const areRenewed = scenario.credentials?.then === "renewed";
    const course = { attempts: service.attempts, wakeUps: time.wakeUps, jumps: scenario.jumps, areRenewed };
    const wrong = runs.flatMap((run) => wrongOutcomes(run, course));
    const size = scenario.stories.size + service.attempts.length + 10 * scenario.faults.length;
    return { scenario, runs, attempts: service.attempts, lines, wrong, size };
  } finally {
    Math.random = random;
    time.end();
  }
}

async function runGates(
  scenario: Scenario,
  provider: Provider,
  time: SimulatedTime,
  book: LookBook,
): Promise<GateRun[]> {
  const runs = scenario.gates.map((gate): { -readonly [K in keyof GateRun]: GateRun[K] } => ({
    gate,
    outcome: { kind: "running" },
    begun: Infinity,
    ended: Infinity,
    endedElsewhere: Infinity,
    looks: [],
  }));
  const together = scenario.gates.filter(({ way }) => way === "preview").flatMap(idsOf);
  const ask = async (run: (typeof runs)[number], index: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, run.gate.begins));
    run.begun = time.awake;
    const outcome = await book.run(index, () => outcomeOf(provider, run.gate, together));
    Object.assign(run, { outcome, ended: time.awake, endedElsewhere: time.elsewhere });
  };
  const limit = Math.max(...scenario.gates.map(({ begins, timeout }) => begins + timeout)) + LATEST_MS;
  await time.pass(Promise.all(runs.map(ask)), limit).catch((error: unknown) => {
    if (!(error instanceof NeverEnds)) throw error;
  });
  return runs;
}

function idsOf({ accountIds, isCaller }: Gate): readonly string[] {
  return isCaller ? ["self"] : accountIds;
}

function inputsOf(gate: Gate): Record<string, unknown> {
  const { isCaller, accountIds, expected, timeout, grace, way } = gate;
  return {
    region: "us-east-1",
    ...(!isCaller && { accountIds }),
    ...(expected.types && { resourceTypes: expected.types }),
    expectedStatus: expected.status,
    timeout: `${timeout}ms`,
    mismatchGrace: `${grace}ms`,
    readTimeout: `${timeout}ms`,
    ...((way === "advisory" || way === "disabled") && { enforcementLevel: way }),
  };
}

async function outcomeOf(provider: Provider, gate: Gate, together: readonly string[]): Promise<Outcome> {
  const inputs = inputsOf(gate);
  try {
    switch (gate.way) {
      case "create": {
        const { outputs, reasons } = await provider.create(inputs);
        return reasons.length === 0 ? { kind: "passed" } : failed(gate, outputs, reasons.join("\n"));
      }
      case "advisory":
      case "disabled": {
        const { outputs, reasons } = await provider.create(inputs);
        if (reasons.length > 0) return { kind: "refused", text: reasons.join("\n") };
        return outputs.satisfied ? { kind: "passed" } : failed(gate, outputs);
      }
      case "read": {
        const outputs = await provider.lookUp(inputs, gate.timeout);
        return outputs.satisfied ? { kind: "passed" } : failed(gate, outputs);
      }
      case "preview":
        return await preview(provider, gate, inputs, together);
    }
  } catch (error) {
    if (error instanceof UserError) return { kind: "refused", text: error.message };
    return { kind: "crashed", text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function failed(
  gate: Gate,
  { violations, pending }: Pick<Outputs, "violations" | "pending">,
  text = JSON.stringify([violations, pending]),
): Outcome {
  const named = ({ accountId, resourceType }: Named): Named => ({
    accountId: accountId === "self" ? gate.accountIds[0]! : accountId,
    ...(resourceType !== undefined && { resourceType }),
  });
  return { kind: "failed", violations: violations.map(named), pending: pending.map(named), text };
}

/** The engine's part for a gate that was deployed when everything was as expected. */
async function preview(
  provider: Provider,
  gate: Gate,
  given: Record<string, unknown>,
  together: readonly string[],
): Promise<Outcome> {
  const { inputs: deployed } = await provider.check({}, given);
  const { inputs, problems } = await provider.check(
    { ...deployed },
    { ...given, [TOGETHER]: together.slice(0, 100).join(",") },
  );
  if (problems.length > 0) return { kind: "refused", text: problems.map(({ reason }) => reason).join("\n") };
  const { observed: _observed, ...declared } = deployed;
  const recorded = { ...declared, satisfied: true, accounts: {}, failedAccounts: {}, missingAccountIds: [] };
  if (!provider.diff(recorded, inputs as Properties).changes) return { kind: "passed" };
  const drifted = Object.entries(inputs.observed ?? {}).flatMap(([id, cells]) =>
    Object.entries(cells).flatMap(([cell, found]) =>
      // If the account itself is compared, scan types of the future are shown, but decide nothing.
      found === gate.expected.status || (!gate.expected.types && cell !== "account")
        ? []
        : { accountId: id === "self" ? gate.accountIds[0]! : id, ...(cell !== "account" && { resourceType: cell }) },
    ),
  );
  return { kind: "failed", violations: drifted, pending: [], text: JSON.stringify(drifted) };
}
