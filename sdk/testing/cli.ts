#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { formatDuration } from "../../provider/values/duration";
import type { Call } from "./aws";
import { type Emulator, startEmulator } from "./emulator";

const HELP = `Usage: npx pulumi-inspector-status emulator [--port N] [--scenario FILE.json]

Starts an emulator of Amazon Inspector on the loopback interface and shows each call, until Ctrl-C.

  --port N              the port to listen on (default: any free one)
  --scenario FILE.json  what it answers (default: one account, 111122223333, ENABLED)
  --help                this text

While it runs:
  POST URL/_emulator/set     changes the scenario; the body is JSON
  GET  URL/_emulator/calls   the calls so far
`;

/** Where the command writes, and how it is stopped. */
export interface CliHost {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
  /** Resolves when the command shall end. */
  readonly stopped: Promise<unknown>;
}

/** Runs the command and returns its exit code: 0, 1 if it could not start, 2 if it was called wrongly. */
export async function run(args: readonly string[], host: CliHost): Promise<number> {
  let port: number;
  let scenario: unknown;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        port: { type: "string", default: "0" },
        scenario: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
      allowPositionals: true,
    });
    if (values.help) {
      host.out(HELP);
      return 0;
    }
    if (positionals.length !== 1 || positionals[0] !== "emulator") {
      throw new Error(`Expected the command "emulator", found ${JSON.stringify(positionals.join(" "))}.`);
    }
    port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535)
      throw new Error(`--port: expected a number from 0 to 65535, found ${JSON.stringify(values.port)}.`);
    scenario = values.scenario === undefined ? {} : readScenario(values.scenario);
  } catch (error) {
    host.error(`${messageOf(error)}\n\nSee npx pulumi-inspector-status --help.`);
    return 2;
  }
  let emulator: Emulator;
  try {
    // The emulator checks the scenario itself and says all that is wrong with it.
    emulator = await startEmulator(scenario as object, { port, onCall: (call) => host.out(describe(call)) });
  } catch (error) {
    host.error(messageOf(error));
    return error instanceof TypeError ? 2 : 1;
  }
  host.out(`Amazon Inspector emulator at ${emulator.url} (Ctrl-C ends it)\n`);
  for (const [name, value] of Object.entries(emulator.env)) host.out(`export ${name}=${value}`);
  host.out("");
  await host.stopped;
  await emulator.close();
  return 0;
}

function readScenario(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`--scenario: ${file} could not be read as JSON: ${messageOf(error)}`);
  }
}

function describe({ at, httpStatus, operation, region, accountId, accountIds }: Call): string {
  const asked =
    accountIds.length > 0 ? `, ${accountIds.length} account${accountIds.length === 1 ? "" : "s"} asked` : "";
  return `+${formatDuration(at)}  ${httpStatus || "---"}  ${operation}  ${region || "not signed"}  by ${accountId || "unknown"}${asked}`;
}

function messageOf(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    return "--port: this port is in use already; leave it out for a free one.";
  return error instanceof Error ? error.message : String(error);
}

if (require.main === module) {
  const stopped = new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  // The emulator keeps no process alive.
  const alive = setInterval(() => undefined, 2 ** 30);
  const host: CliHost = { out: (line) => console.log(line), error: (line) => console.error(line), stopped };
  void run(process.argv.slice(2), host).then((code) => {
    process.exitCode = code;
    clearInterval(alive);
  });
}
