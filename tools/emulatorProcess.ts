import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Call, Scenario } from "../sdk/testing";
import { atExit } from "./atExit";
import { temporaryFolder } from "./temporaryFolder";

/** The emulator in a process of its own, so that nothing of it is measured. */
export interface EmulatorProcess {
  readonly env: Readonly<Record<string, string>>;
  set(changes: Scenario): Promise<void>;
  calls(): Promise<readonly Call[]>;
  end(): Promise<void>;
}

const COMMAND = join(__dirname, "..", "dist", "sdk", "cli", "main.js");

export async function startEmulatorProcess(scenario: Scenario): Promise<EmulatorProcess> {
  const folder = temporaryFolder();
  const file = join(folder.path, "scenario.json");
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
      const [, name, value] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) env[name] = value;
      else if (Object.keys(env).length > 0) resolve();
    });
  });
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    // The soak counts connections, so this one must not stay open.
    const headers = { connection: "close" };
    const response = await fetch(`${env["AWS_ENDPOINT_URL_INSPECTOR2"]}/_emulator/${path}`, { ...init, headers });
    if (!response.ok) throw new Error(await response.text());
    return response;
  };
  return {
    env,
    set: async (changes) => {
      await ask("set", { method: "POST", body: JSON.stringify(changes) });
    },
    calls: async () => (await (await ask("calls")).json()) as readonly Call[],
    end: async () => {
      child.kill();
      if (child.exitCode === null) await once(child, "exit");
      done();
      folder.remove();
    },
  };
}
