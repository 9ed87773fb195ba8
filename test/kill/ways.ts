import { setTimeout as sleep } from "node:timers/promises";
import type { ChildProcess } from "node:child_process";
import { isProgram, isProvider, processesWith } from "./processes";

/** A way to end a running update. */
export interface Way {
  readonly name: string;
  /** Whether the CLI lets what is running end first. Amazon Inspector then has to settle, or it would take minutes. */
  readonly isPatient: boolean;
  readonly strike: (cli: ChildProcess, setting: string) => Promise<void>;
}

const signal = (name: NodeJS.Signals, isPatient: boolean): Way => ({
  name: `${name} to the CLI`,
  isPatient,
  strike: async (cli) => void cli.kill(name),
});

export const WAYS: readonly Way[] = [
  signal("SIGINT", true),
  signal("SIGTERM", true),
  {
    name: "SIGINT twice",
    isPatient: false,
    strike: async (cli) => {
      cli.kill("SIGINT");
      await sleep(1_000);
      cli.kill("SIGINT");
    },
  },
  signal("SIGKILL", false),
  {
    // Before the first resource there is no provider; then the signal goes to the program, where data sources run.
    name: "SIGKILL to the provider",
    isPatient: false,
    strike: async (_, setting) => {
      const running = processesWith(setting);
      const target = running.find(isProvider) ?? running.find(isProgram);
      if (!target) throw new Error("there is neither a provider nor a program to kill");
      process.kill(target.pid, "SIGKILL");
    },
  },
];
