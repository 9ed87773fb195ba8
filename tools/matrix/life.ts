import type { Scenario } from "pulumi-inspector-status/testing";
import type { Ended } from "../command";
import type { Stack } from "../example/stack";
import { reasonIn } from "./commands";

const ACCOUNT = "111122223333";
/** Scanning is ENABLING, and ENABLED a second later. */
export const ENABLING: Scenario = { accounts: { [ACCOUNT]: [{ all: "ENABLING", for: "1s" }, "ENABLED"] } };
const SWITCHED_OFF: Scenario = { accounts: { [ACCOUNT]: { all: "ENABLED", ECR: "DISABLED" } } };
const DRIFT = /Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED/;
/** The exit code of the CLI for unexpected changes. Older CLIs have 255 for all failures. */
const CHANGES = [7, 255];

/**
 * Lives the whole life of a stack with a gate: up, a quiet preview, drift in preview and refresh, destroy. Throws the
 * reason where something is not as it has to be.
 */
export async function live(stack: Stack, set: (scenario: Scenario) => void): Promise<void> {
  const ended = (command: string): Promise<Ended> => stack.command(`pulumi ${command}`, () => undefined);
  const well = async (step: string, command: string): Promise<string> => {
    const { code, output } = await ended(command);
    if (code === 0) return output;
    throw new Error(`${step} ended with ${code ?? "a signal"}: ${reasonIn(output)}`);
  };
  await stack.init();
  const printed = await well("up", "up --yes --skip-preview");
  if (!/^ +status: "ENABLED"$/m.test(printed)) throw new Error("up does not print the output status: ENABLED");
  await well("the quiet preview", "preview --expect-no-changes");

  set(SWITCHED_OFF);
  drifted("preview", await ended("preview --diff --expect-no-changes"), DRIFT);
  drifted("refresh", await ended("refresh --preview-only --diff --expect-no-changes"), /"ENABLED" => "DISABLED"/);
  const gone = await well("destroy", "destroy --yes --skip-preview");
  if (!/- \d+ deleted/.test(gone)) throw new Error(`destroy has deleted nothing: ${reasonIn(gone)}`);
}

function drifted(step: string, { code, output }: Ended, sentence: RegExp): void {
  if (code === undefined || !CHANGES.includes(code))
    throw new Error(`${step} after drift ended with ${code ?? "a signal"}: ${reasonIn(output)}`);
  if (!sentence.test(output)) throw new Error(`${step} does not show the drift: ${reasonIn(output)}`);
}
