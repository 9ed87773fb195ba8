import type { Host } from "../../sdk/cli/host";
import { run } from "../../sdk/cli/run";

/** What a command of `pulumi-inspector-status` has printed, and its exit code. */
export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

const CREATED_AT = "2026-11-26T12:00:00.000Z";

/** A command in this process. */
export interface RunningCli {
  readonly out: readonly string[];
  readonly ended: Promise<CliResult>;
  stop(signal?: NodeJS.Signals): void;
}

export function startCli(args: readonly string[], env: NodeJS.ProcessEnv = process.env): RunningCli {
  const out: string[] = [];
  const error: string[] = [];
  const listeners: ((signal: NodeJS.Signals) => void)[] = [];
  const host: Host = {
    env,
    out: (line) => void out.push(line),
    error: (line) => void error.push(line),
    onStop: (listener) => void listeners.push(listener),
    now: () => new Date(CREATED_AT),
  };
  const ended = run(args, host).then((code) => ({ code, out: out.join("\n"), error: error.join("\n") }));
  return { out, ended, stop: (signal = "SIGTERM") => listeners.forEach((listener) => listener(signal)) };
}

export function runCli(...args: readonly string[]): Promise<CliResult> {
  return startCli(args).ended;
}
