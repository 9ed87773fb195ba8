import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Call, Scenario } from "../../sdk/testing";
import { atExit } from "../../tools/atExit";
import { temporaryFolder } from "../../tools/temporaryFolder";

/** An emulator in a process of its own, so that nothing of it is measured. */
export interface EmulatorProcess {
  readonly env: Readonly<Record<string, string>>;
  set(changes: Scenario): Promise<void>;
  calls(): Promise<readonly Call[]>;
  end(): Promise<void>;
}

export async function startEmulatorProcess(scenario: Scenario): Promise<EmulatorProcess> {
  const folder = temporaryFolder();
  const file = join(folder.path, "scenario.json");
  writeFileSync(file, JSON.stringify(scenario));
  const script = join(__dirname, "..", "..", "dist", "sdk", "cli", "main.js");
  const child = spawn(process.execPath, [script, "emulator", "--scenario", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const done = atExit(() => child.kill());
  const env: Record<string, string> = {};
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("the emulator did not start")));
    lines.on("line", (line) => {
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) env[name] = value;
      else if (Object.keys(env).length > 0) resolve();
    });
  });
  const url = env["AWS_ENDPOINT_URL_INSPECTOR2"]!;
  return {
    env,
    set: async (changes) => {
      const response = await fetch(`${url}/_emulator/set`, {
        method: "POST",
        body: JSON.stringify(changes),
        headers: { connection: "close" },
      });
      if (!response.ok) throw new Error(await response.text());
    },
    calls: async () =>
      (await (await fetch(`${url}/_emulator/calls`, { headers: { connection: "close" } })).json()) as readonly Call[],
    end: async () => {
      child.kill();
      if (child.exitCode === null) await once(child, "exit");
      done();
      folder.remove();
    },
  };
}
