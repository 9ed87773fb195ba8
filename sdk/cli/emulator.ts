import { readFileSync } from "node:fs";
import { formatDuration } from "../../provider/values/duration";
import type { Call } from "../testing/aws";
import { startEmulator, type Emulator } from "../testing/emulator";
import { runChild } from "./child";
import type { Values } from "./commandLine";
import { messageOf } from "../../provider/values/messageOf";
import { CommandError, ExitCode, type Host } from "./host";

/** Runs the emulator until it is told to stop, or as long as a command runs. Returns the exit code. */
export async function emulator(values: Values, command: readonly string[] | undefined, host: Host): Promise<number> {
  const running = await start(values, (call) => {
    if (!command) host.out(lineOf(call));
  });
  try {
    if (command) return await runChild(command, environment(running, host.env), host);
    const stopped = new Promise((resolve) => host.onStop(resolve));
    // The emulator keeps no process alive.
    const alive = setInterval(() => undefined, 2 ** 30);
    host.out(`Amazon Inspector emulator at ${running.url} (Ctrl-C ends it)\n`);
    for (const [name, value] of Object.entries(running.env)) host.out(`export ${name}=${value}`);
    host.out("");
    await stopped;
    clearInterval(alive);
    return ExitCode.ok;
  } finally {
    await running.close();
    if (command) host.error(summary(running.calls));
  }
}

async function start(values: Values, onCall: (call: Call) => void): Promise<Emulator> {
  const port = values.text("port") ?? "0";
  if (!/^\d+$/.test(port) || Number(port) > 65_535) {
    throw new CommandError(`--port: expected a number from 0 to 65535, found ${JSON.stringify(port)}.`, ExitCode.usage);
  }
  const file = values.text("scenario");
  const scenario = file === undefined ? {} : readScenario(file);
  try {
    // The emulator checks the scenario itself and says all that is wrong with it.
    return await startEmulator(scenario as object, { port: Number(port), onCall });
  } catch (error) {
    if (error instanceof TypeError) throw new CommandError(error.message, ExitCode.usage);
    const isTaken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    const sentence = isTaken ? "--port: this port is in use already; leave it out for a free one." : messageOf(error);
    throw new CommandError(sentence, ExitCode.failed);
  }
}

function readScenario(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new CommandError(`--scenario: ${file} could not be read as JSON: ${messageOf(error)}`, ExitCode.usage);
  }
}

/** Variables that would lead past the emulator, or add a session token to the dummy keys. */
const FOREIGN = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"];

function environment({ env }: Emulator, own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !FOREIGN.includes(name));
  return { ...Object.fromEntries(kept), ...env };
}

function lineOf({ at, httpStatus, operation, region, accountId, accountIds }: Call): string {
  const asked =
    accountIds.length > 0 ? `, ${accountIds.length} account${accountIds.length === 1 ? "" : "s"} asked` : "";
  return `+${formatDuration(at)}  ${httpStatus || "---"}  ${operation}  ${region || "not signed"}  by ${accountId || "unknown"}${asked}`;
}

function summary(calls: readonly Call[]): string {
  const counts = new Map<string, number>();
  for (const { operation } of calls) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const named = [...counts].map(([operation, count]) => `${count} ${operation}`).join(", ");
  return `The emulator answered ${calls.length} call${calls.length === 1 ? "" : "s"}${named && `: ${named}`}.`;
}
