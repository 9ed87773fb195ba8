import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startEmulator, type Emulator, type Scenario } from "pulumi-inspector-status/testing";
import type { Ended } from "../command";
import { temporaryFolder } from "../temporaryFolder";
import { writeAwsPlugin } from "./awsPlugin";
import { Excerpt } from "./excerpt";
import { failsAsShown, missingLines, stepsOf, type Step } from "./readme";
import { HeldClock } from "./heldClock";
import { Stack } from "./stack";

/** Gets called with what happens. */
export interface Listener {
  step(step: Step): void;
  line(line: string): void;
}

/**
 * Runs the commands of an example's README against an emulator that begins with its scenario.json, in its folder, and
 * returns the lines that each has printed, without the noise. Throws where one ends otherwise than the README says, or,
 * if told to `compare`, does not print what the README shows.
 */
export async function tell(
  folder: string,
  cli: string,
  listener: Listener,
  { compare }: { readonly compare: boolean },
): Promise<string[][]> {
  const temporary = temporaryFolder();
  const clock = new HeldClock();
  const emulator = await startEmulator(scenarioIn(folder, "scenario.json"), { clock, onCall: () => clock.go() });
  try {
    writeAwsPlugin(temporary.path);
    const stack = new Stack({ folder: temporary.path, project: folder, cli, env: emulator.env });
    await stack.init();
    const printed: string[][] = [];
    for (const step of stepsOf(readFileSync(join(folder, "README.md"), "utf8"))) {
      printed.push(await take(step, { stack, emulator, clock, folder, listener, compare }));
    }
    return printed;
  } finally {
    await emulator.close();
    temporary.remove();
  }
}

interface Stage {
  readonly stack: Stack;
  readonly emulator: Emulator;
  readonly clock: HeldClock;
  readonly folder: string;
  readonly listener: Listener;
  readonly compare: boolean;
}

async function take(step: Step, { stack, emulator, clock, folder, listener, compare }: Stage): Promise<string[]> {
  if (step.scenario !== undefined) {
    clock.hold();
    emulator.set(scenarioIn(folder, step.scenario));
  }
  listener.step(step);
  const excerpt = new Excerpt();
  const printed: string[] = [];
  const ended = await stack.command(step.command, (line) => {
    for (const shown of excerpt.next(line)) {
      printed.push(shown);
      listener.line(shown);
    }
  });
  if (!compare) return printed;
  expectEnd(step, ended);
  const missing = missingLines(step, printed);
  if (missing.length > 0)
    throw new Error(
      `\`${step.command}\` does not print these lines of the README:\n${missing.join("\n")}\n\nIt prints:\n${ended.output}`,
    );
  return printed;
}

function expectEnd(step: Step, { code, output }: Ended): void {
  const fails = failsAsShown(step);
  if ((code !== 0) === fails) return;
  throw new Error(
    `\`${step.command}\` was to end ${fails ? "badly" : "well"}. It ended with exit code ${code} and said:\n${output}`,
  );
}

function scenarioIn(folder: string, file: string): Scenario {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Scenario;
}
