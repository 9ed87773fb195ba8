import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Call, Scenario } from "../sdk/testing";
import { atExit } from "../tools/atExit";

/** The emulator in a process of its own, so that it does not take time from what is measured. */
export interface EmulatorProcess {
  readonly env: Readonly<Record<string, string>>;
  calls(): Promise<readonly Call[]>;
  close(): void;
}

const COMMAND = join(__dirname, "..", "dist", "sdk", "cli", "main.js");

/** Starts it with a scenario, which it gets as a file in `folder`. */
export async function emulatorProcess(folder: string, name: string, scenario: Scenario): Promise<EmulatorProcess> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(scenario));
  const child = spawn(process.execPath, [COMMAND, "emulator", "--scenario", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const done = atExit(() => child.kill("SIGKILL"));
  const env: Record<string, string> = {};
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the emulator ended with ${code}`)));
    lines.on("line", (line) => {
      const [, variable, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      if (variable && value !== undefined) env[variable] = value;
      else if (line === "" && Object.keys(env).length > 0) resolve();
    });
  });
  return {
    env,
    async calls() {
      const response = await fetch(`${env["AWS_ENDPOINT_URL_INSPECTOR2"]}/_emulator/calls`);
      return (await response.json()) as Call[];
    },
    close() {
      child.removeAllListeners("exit");
      child.kill();
      done();
    },
  };
}
