import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { CommandError, ExitCode, type Host } from "./host";

/** How long a command has to end by itself, before it is killed. */
const PATIENCE_MS = 10_000;
const SIGNAL_BASE = 128;

/**
 * Runs a command with this process's own input and output, passes on what this process is told to stop by, and returns
 * the command's exit code; 128 and the number of the signal where one has ended it, as a shell does.
 */
export function runChild(command: readonly string[], env: NodeJS.ProcessEnv, host: Host): Promise<number> {
  const [program = "", ...args] = command;
  // Without a terminal the command gets its own process group, so that signals reach what it has started, too.
  const detached = !process.stdin.isTTY && process.platform !== "win32";
  const child = spawn(program, args, { stdio: "inherit", env, detached, shell: process.platform === "win32" });
  const send = (signal: NodeJS.Signals): void => sendTo(child, detached, signal);
  host.onStop((signal) => {
    // A terminal sends Ctrl-C to the command itself. Passed on it would count twice, and two end Pulumi at once.
    if (signal !== "SIGINT" || !process.stdin.isTTY) send(signal);
    if (signal !== "SIGINT") setTimeout(send, PATIENCE_MS, "SIGKILL").unref();
  });
  // The command may not outlive this process.
  const killIt = (): void => send("SIGKILL");
  process.once("exit", killIt);
  return new Promise<number>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => reject(startError(program, error)));
    child.once("exit", (code, signal) => resolve(code ?? SIGNAL_BASE + (signal ? constants.signals[signal] : 0)));
  }).finally(() => process.off("exit", killIt));
}

function sendTo(child: ChildProcess, isGroup: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(isGroup ? -child.pid : child.pid, signal);
  } catch {
    // The command has ended meanwhile.
  }
}

const START_ERRORS: Readonly<Record<string, readonly [reason: string, code: number]>> = {
  ENOENT: ["was not found: check the name, and that its folder is on PATH", ExitCode.notFound],
  EACCES: ["may not be executed: check its permissions", 126],
};

function startError(program: string, error: NodeJS.ErrnoException): CommandError {
  const [reason, code] = START_ERRORS[error.code ?? ""] ?? [`could not be started: ${error.message}`, 126];
  return new CommandError(`${JSON.stringify(program)} ${reason}.`, code);
}
