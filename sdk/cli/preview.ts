import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatDuration } from "../../provider/values/duration";
import { FACTS_FILE } from "../../provider/gate/facts";
import { ExitCode, type Host } from "./host";

/** What a preview of one stack has come to. */
export interface Preview {
  readonly exitCode: number;
  /** Standard output: a document of JSON, if all went well. */
  readonly output: string;
  /** Standard error. */
  readonly errors: string;
  /** What the gates have told, a line of JSON each. */
  readonly facts: string;
}

/** Which stack to preview. */
export interface StackPlace {
  readonly folder: string;
  /** Absent: the one that is selected there. */
  readonly stack: string | undefined;
}

const LIMIT_MS = 3_600_000;
const SIGN_OF_LIFE_MS = 30_000;

/** Previews a stack with the `pulumi` on PATH. It changes nothing. */
export async function preview(place: StackPlace, refresh: boolean, host: Host, label: string): Promise<Preview> {
  const temporary = mkdtempSync(join(tmpdir(), "pulumi-inspector-status-"));
  const facts = join(temporary, "facts");
  const cleanUp = (): void => rmSync(temporary, { recursive: true, force: true });
  process.once("exit", cleanUp);
  const started = Date.now();
  const sign = setInterval(
    () => host.error(`${label}: previewing for ${formatDuration(Date.now() - started)} so far`),
    SIGN_OF_LIFE_MS,
  );
  try {
    return { ...(await run(place, refresh, environment(host.env, facts), host)), facts: readIfThere(facts) };
  } finally {
    clearInterval(sign);
    process.off("exit", cleanUp);
    cleanUp();
  }
}

function environment(own: NodeJS.ProcessEnv, facts: string): NodeJS.ProcessEnv {
  // Events instead of one document: another form than the one that is read here.
  const { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: _, ...env } = own;
  return { ...env, PULUMI_SKIP_UPDATE_CHECK: "true", [FACTS_FILE]: facts };
}

function run(
  { folder, stack }: StackPlace,
  refresh: boolean,
  env: NodeJS.ProcessEnv,
  host: Host,
): Promise<Omit<Preview, "facts">> {
  const options = ["--json", "--show-sames", "--non-interactive", "--color", "never"];
  const args = ["preview", ...options, ...(refresh ? ["--refresh"] : []), ...(stack ? ["--stack", stack] : [])];
  return new Promise((resolve) => {
    const child = spawn("pulumi", args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    host.onStop((signal) => child.kill(signal));
    const killIt = (): void => void child.kill("SIGKILL");
    process.once("exit", killIt);
    const limit = setTimeout(() => child.kill(), LIMIT_MS);
    const texts = { output: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.errors += text));
    const end = (exitCode: number, errors = texts.errors): void => {
      clearTimeout(limit);
      process.off("exit", killIt);
      resolve({ exitCode, output: texts.output, errors });
    };
    child.once("error", (error: NodeJS.ErrnoException) => end(ExitCode.notFound, startError(error)));
    child.once("close", (code, signal) =>
      end(code ?? ExitCode.timeout, signal ? `The preview was ended by ${signal}.` : texts.errors),
    );
  });
}

function startError(error: NodeJS.ErrnoException): string {
  return error.code === "ENOENT"
    ? "pulumi was not found on PATH: install the Pulumi CLI (https://www.pulumi.com/docs/install/), or add its folder to PATH."
    : `pulumi could not be started: ${error.message}.`;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
