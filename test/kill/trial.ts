import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmulator, type Emulator } from "../../sdk/testing";
import { Stack, type Ended } from "../engine/support/stack";
import { ACCOUNT, programOf, RESOURCES, WELL, type Point, type Progress } from "./points";
import { end, isProgram, isProvider, processesWith, type Process } from "./processes";
import type { Way } from "./ways";

/** How long a process of ours may live after the CLI has ended. */
const ORPHAN_MS = 5_000;
const POLL_MS = 25;
/** A point that is not reached within this time does not exist. */
const REACH_MS = 180_000;
/** The commands that only read. */
const READS = ["BatchGetAccountStatus", "ListMembers", "GetDelegatedAdminAccount", "GetCallerIdentity", "AssumeRole"];

/** The outcome of an update that was killed. */
export interface Outcome {
  /** What went wrong on the way to the right end; empty if the stack recovered. */
  readonly problems: readonly string[];
  /** What the CLI asked for before it went on. */
  readonly asked: readonly string[];
  /** Processes of ours that lived for longer than 5 s after the CLI, or called AWS then. */
  readonly orphans: readonly string[];
  /** Processes of Pulumi's own that lived on. */
  readonly leftByPulumi: readonly string[];
  /** Calls that are not reads. */
  readonly writes: readonly string[];
  /** Milliseconds from the end of the CLI to the end of the last process of ours. */
  readonly lingered: number;
}

/** Kills an update at a point in a way, and then acts as a user would until the stack is as declared. */
export async function trial(point: Point, way: Way): Promise<Outcome> {
  let answered = 0;
  const emulator = await startEmulator(WELL, { onCall: () => answered++ });
  const mark = randomUUID();
  const stack = new Stack({ ...emulator.env, KILL_TRIAL: mark }, "");
  const setting = `KILL_TRIAL=${mark}`;
  try {
    stack.write(programOf(point));
    await stack.init();
    if (point.deployed) expect(await stack.up(), 0, "the stack could not be deployed");
    emulator.set(point.scenario);
    const calls = emulator.calls.length;
    answered = 0;

    const { process: cli, ended } = stack.start("up", "--yes", "--skip-preview");
    let output = "";
    for (const stream of [cli.stdout, cli.stderr]) stream!.on("data", (text: string) => (output += text));
    const over = ended.then(
      () => undefined,
      () => undefined,
    );
    // The exit, and not the end of its streams, which other processes may have inherited.
    const exit = new Promise<"yes">((resolve) => cli.once("exit", () => resolve("yes")));
    const progress = (): Progress => ({
      output,
      answered,
      arrived: emulator.calls.slice(calls).map(({ operation }) => operation),
    });
    await reached(point, progress, () => cli.exitCode !== null);
    await way.strike(cli, setting);
    // Only after the signal has arrived. `isPatient` ways end when there is nothing left to wait for.
    if (way.isPatient) await sleep(1_000).then(() => emulator.set(WELL));
    const goneBy = sleep(120_000, "no", { ref: false });
    const problems: string[] = [];
    if ((await Promise.race([exit, goneBy])) === "no") problems.push("the CLI did not end within 2 minutes");
    // A program in which nothing of this package is at work is not ours to end.
    const isOurs = (it: Process): boolean => isProvider(it) || (point.readsInProgram === true && isProgram(it));
    const { survivors, lingered, late } = await orphans(setting, emulator, isOurs);
    end(processesWith(setting));
    await over;

    const recovery = await recover(stack, emulator);
    return {
      problems: [...problems, ...recovery.problems],
      asked: recovery.asked,
      orphans: [...survivors.filter(isOurs).map(({ command }) => command), ...late],
      leftByPulumi: survivors.filter((it) => !isOurs(it)).map(({ command }) => command),
      writes: emulator.calls.map(({ operation }) => operation).filter((operation) => !READS.includes(operation)),
      lingered,
    };
  } finally {
    end(processesWith(setting));
    await emulator.close();
    stack.remove();
  }
}

async function reached(point: Point, progress: () => Progress, hasEnded: () => boolean): Promise<void> {
  for (const until = Date.now() + REACH_MS; !point.isReached(progress()); await sleep(POLL_MS)) {
    if (hasEnded() || Date.now() > until) throw new Error(`"${point.name}" was not reached:\n${progress().output}`);
  }
}

/** Processes that outlive the CLI for longer than allowed, and their calls of AWS. */
async function orphans(setting: string, emulator: Emulator, isOurs: (it: Process) => boolean) {
  const cliEnded = Date.now();
  let lingered = 0;
  let survivors: Process[];
  do {
    survivors = processesWith(setting);
    if (survivors.some(isOurs)) lingered = Date.now() - cliEnded;
    if (survivors.length === 0) return { survivors, lingered, late: [] };
    await sleep(100);
  } while (Date.now() < cliEnded + ORPHAN_MS);
  const calls = emulator.calls.length;
  // The longest pause between two looks at this age of a wait.
  if (survivors.some((it) => isProvider(it) || isProgram(it))) await sleep(ORPHAN_MS);
  const late = emulator.calls.slice(calls).map(({ operation }) => `${operation} more than 5 s after the end`);
  return { survivors, lingered, late };
}

/** Follows the instructions of the CLI. While scanning is off, nothing passes; after it is on, everything does. */
async function recover(stack: Stack, emulator: Emulator): Promise<{ problems: string[]; asked: string[] }> {
  const problems: string[] = [];
  const asked: string[] = [];
  const had = stack.names.includes("dependent");
  emulator.set({ accounts: { [ACCOUNT]: { EC2: "DISABLED" } }, faults: [] });
  let off = await stack.up();
  if (/currently locked/.test(off.output)) {
    asked.push("cancel");
    expect(await stack.pulumi("cancel", "--yes"), 0, "`pulumi cancel` failed");
    off = await stack.up();
  }
  if (off.exitCode === 0) problems.push(`passed while scanning was off:\n${off.output}`);
  if (!/EC2: DISABLED, expected ENABLED/.test(off.output)) problems.push(`no reason was given:\n${off.output}`);
  if (!had && stack.names.includes("dependent")) problems.push("a dependent was created while scanning was off");

  emulator.set(WELL);
  if (/pending operations|pending_creates|interrupted while/i.test(off.output)) {
    asked.push("clear-pending-creates");
    const refresh = await stack.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    if (refresh.exitCode !== 0) problems.push(`\`pulumi refresh\` failed:\n${refresh.output}`);
  }
  const on = await stack.up();
  if (on.exitCode !== 0) problems.push(`failed while scanning was on:\n${on.output}`);
  if (/pending operations|interrupted while/i.test(on.output))
    problems.push(`there are pending operations still:\n${on.output}`);
  if (stack.names.join() !== RESOURCES.join()) problems.push(`the stack has ${stack.names.join(", ")}`);
  const quiet = await stack.preview("--expect-no-changes");
  if (quiet.exitCode !== 0) problems.push(`a preview is not quiet afterwards:\n${quiet.output}`);
  return { problems, asked };
}

function expect({ exitCode, output }: Ended, wanted: number, otherwise: string): void {
  if (exitCode !== wanted) throw new Error(`${otherwise}:\n${output}`);
}
