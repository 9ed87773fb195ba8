import { Provider } from "../../../provider/provider";
import { EmulatedAws } from "../../../sdk/testing/aws";
import { Dice } from "../simulator/dice";
import { NeverEnds, SimulatedTime } from "../simulator/time";
import type { WrongOutcome } from "../simulator/course";
import { Engine, type Event } from "./engine";
import { configOf, openIdentity } from "./keys";
import { networkTo } from "./network";
import { wrongEvents, type World } from "./oracle";
import { planOf, type Change, type Plan, type StatusChange } from "./plan";
import { Truth } from "./truth";

/** Longer than any plan takes. */
const LATEST_MS = 3_600_000;
const BETWEEN_COMMANDS_MS = 60_000;

export interface ProgramRun {
  readonly plan: Plan;
  readonly events: readonly Event[];
  readonly wrong: readonly { readonly event?: Event; readonly wrong: WrongOutcome }[];
  readonly lines: readonly string[];
  readonly requests: number;
  readonly world: World;
}

/** Runs the commands on the stack of a seed: the real provider and the real AWS SDK, in simulated time. */
export async function simulateProgram(seed: number): Promise<ProgramRun> {
  const plan = planOf(seed);
  const time = new SimulatedTime([]);
  const { random } = Math;
  Math.random = new Dice(~seed).random;
  const world = { caller: plan.caller, statuses: new Truth<string>(), relationships: new Truth<string>() };
  const aws = emulated(plan);
  const close = openIdentity(plan.identity, plan.caller, aws, () => time.awake);
  const config = configOf(plan.identity, plan.caller);
  const run = { plan, world, lines: [] as string[], events: [] as Event[] };
  const ended = (wrong: ProgramRun["wrong"]): ProgramRun => ({ ...run, wrong, requests: aws.calls.length });
  const apply = (change: Change): void => changed(change, aws, world, time.awake);
  try {
    for (const [id, relationship] of Object.entries(plan.members ?? {})) world.relationships.set(id, 0, relationship);
    for (const status of plan.statuses) apply(status);
    const engine = new Engine(
      () => time.awake,
      async ({ takes, change }) => {
        await new Promise((resolve) => setTimeout(resolve, takes));
        apply(change);
      },
    );
    const commands = async (): Promise<void> => {
      for (const command of plan.commands) {
        for (const change of command.before) apply(change);
        // Each command has a process of its own.
        const provider = new Provider({ say: (line) => run.lines.push(line), requestHandler: networkTo(aws) });
        provider.configure((key) => config[key]);
        run.events.push(...(await engine.run(command, provider)));
        await new Promise((resolve) => setTimeout(resolve, BETWEEN_COMMANDS_MS));
      }
    };
    await time.pass(commands(), LATEST_MS);
    return ended(wrongEvents(run.events, plan, world));
  } catch (error) {
    if (!(error instanceof NeverEnds)) throw error;
    return ended([{ wrong: "neverEnds" }]);
  } finally {
    close();
    aws.close();
    Math.random = random;
    time.end();
  }
}

function emulated({ seed, caller, members, latency, faults }: Plan): EmulatedAws {
  const clock = {
    now: () => Date.now(),
    sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
  };
  const scenario = {
    caller,
    seed,
    latency: `${latency}ms`,
    faults,
    scanTypes: ["EC2", "ECR"],
    ...(members && { members }),
  };
  return new EmulatedAws(scenario, clock);
}

function changed(change: Change, aws: EmulatedAws, { statuses, relationships }: World, now: number): void {
  if ("relationship" in change) {
    aws.set({ members: { [change.accountId]: change.relationship } });
    relationships.set(change.accountId, now, change.relationship);
    return;
  }
  aws.set({ accounts: { [change.accountId]: scriptOf(change) } });
  statuses.set(change.accountId, now, change.status);
  if (change.status === "ENABLING") statuses.set(change.accountId, now + change.takes, "ENABLED");
}

function scriptOf({ status, takes }: StatusChange) {
  return status === "ENABLING" ? [{ all: status, for: `${takes}ms` }, "ENABLED"] : status;
}
