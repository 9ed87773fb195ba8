import { readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes that have a setting in their environment, as Linux tells it: whoever is started by a command has the
 * environment of the command, also when its parent has ended and nothing else says where it comes from.
 */
export function processesWith(setting: string): Process[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      if (!readFileSync(`/proc/${entry}/environ`, "utf8").split("\0").includes(setting)) return [];
      const command = readFileSync(`/proc/${entry}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      // A process that has ended, but was not waited for yet, has no command line.
      return command === "" ? [] : [{ pid: Number(entry), command }];
    } catch {
      return []; // It has ended meanwhile, or belongs to another user.
    }
  });
}

/** The process in which gates are created and read. */
export function isProvider({ command }: Process): boolean {
  return /^\S*\bnode\b.*cmd\/dynamic-provider\b/.test(command);
}

/** The process of the program, in which data sources read. */
export function isProgram({ command }: Process): boolean {
  return /^\S*\bnode\b.*cmd\/run\b/.test(command);
}

/** Ends processes that we started, if they still run. */
export function end(processes: readonly Process[]): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
