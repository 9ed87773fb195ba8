import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { atExit } from "./atExit";
import { killTree } from "./processTree";

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets each line of standard output and standard error at once. Without it they go where ours go. */
  readonly onLine?: (line: string) => void;
}

/** What a program has ended with. */
export interface Ended {
  /** `undefined` if it could not start or was killed. */
  readonly code: number | undefined;
  /** The lines of standard output and standard error. */
  readonly output: string;
}

/** Runs a program to its end and returns its exit code, or `undefined` if it could not start or was killed. */
export function run(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<number | undefined> {
  const { cwd, env, onLine } = options;
  const child = spawn(command, args, {
    ...(cwd !== undefined && { cwd }),
    ...(env !== undefined && { env }),
    stdio: ["ignore", onLine ? "pipe" : "inherit", onLine ? "pipe" : "inherit"],
    // Ctrl-C in a terminal goes to its whole process group. The child is not in it: it is ended from here, with
    // everything that it has started.
    detached: process.platform !== "win32",
  });
  const done = atExit(() => child.pid !== undefined && killTree(child.pid));
  if (onLine) {
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream! }).on("line", onLine);
  }
  const ended = new Promise<number | undefined>((resolve) => {
    child.on("error", () => resolve(undefined));
    child.on("close", (code) => resolve(code ?? undefined));
  });
  return ended.finally(done);
}

/** Runs a program to its end and returns what it has printed, too. */
export async function runForOutput(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    options.onLine?.(line);
  };
  const code = await run(command, args, { ...options, onLine });
  return { code, output: lines.join("\n") };
}
