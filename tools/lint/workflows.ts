import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { cacheFolder, publish } from "../cli/cacheFolder";
import { run, runForOutput } from "../command";
import { messageOf } from "../../provider/values/messageOf";
import { python } from "../python";

const ROOT = resolve(__dirname, "..", "..");
const WORKFLOWS = ".github/workflows";
const EXAMPLE = "examples/ci/github.yml";
const IS_WINDOWS = process.platform === "win32";
const EXE = IS_WINDOWS ? ".exe" : "";

/** A linter that is not on npm. It is fetched once, into the cache of this project. */
interface Linter {
  readonly name: string;
  readonly version: string;
  /** Where its program is, in its folder. */
  readonly program: string;
  /** Puts it into a folder. */
  readonly fetch: (folder: string) => Promise<void>;
  readonly args: readonly string[];
}

const ACTIONLINT: Linter = {
  name: "actionlint",
  version: "1.7.12",
  program: join("bin", `actionlint${EXE}`),
  fetch: async (folder) => {
    if (!(await runs("go", "version")))
      throw new Error("there is no Go on PATH to build it with; install it (https://go.dev/dl/)");
    const path = `github.com/rhysd/actionlint/cmd/actionlint@v${ACTIONLINT.version}`;
    const env = { ...process.env, GOBIN: join(folder, "bin"), GOWORK: "off", GOFLAGS: "" };
    await must("go", ["install", path], env);
  },
  args: [...readdirSync(join(ROOT, WORKFLOWS)).map((name) => join(WORKFLOWS, name)), EXAMPLE],
};

const ZIZMOR: Linter = {
  name: "zizmor",
  version: "1.32.0",
  program: join(IS_WINDOWS ? "Scripts" : "bin", `zizmor${EXE}`),
  fetch: async (folder) => {
    await must(await python(), ["-m", "venv", folder]);
    const own = join(folder, IS_WINDOWS ? "Scripts" : "bin", `python${EXE}`);
    await must(own, ["-m", "pip", "install", "--quiet", `zizmor==${ZIZMOR.version}`]);
  },
  // Offline, so that the result for a workflow does not change from hour to hour.
  args: ["--offline", "--quiet", "--strict-collection", "--color=never", ".github", EXAMPLE],
};

/**
 * Looks at the workflows, ours and the one to copy, and returns the names of the linters that are not content.
 * Workflows that nobody has looked at are not clean, unless `mayBeMissing` excuses a linter that can't be had here.
 */
export async function lintWorkflows({ mayBeMissing = false } = {}): Promise<string[]> {
  return (await Promise.all([ACTIONLINT, ZIZMOR].map((linter) => look(linter, mayBeMissing)))).flat();
}

async function look(linter: Linter, mayBeMissing: boolean): Promise<string[]> {
  const { name, version, args } = linter;
  const program = await programOf(linter).catch((error: unknown) => {
    console.error(`${name} ${version} has not looked at the workflows: ${messageOf(error)}.`);
  });
  if (program === undefined) return mayBeMissing ? [] : [name];
  const { code, output } = await runForOutput(program, args, { cwd: ROOT });
  if (code === 0) return [];
  console.error(output);
  return [name];
}

async function programOf({ name, version, program, fetch }: Linter): Promise<string> {
  const works = (folder: string): Promise<boolean> => runs(join(folder, program), "--version");
  const folder = join(cacheFolder(), `${name}-${version}`);
  if (await works(folder)) return join(folder, program);
  console.error(`Fetching ${name} ${version}, once …`);
  return join(await publish(`${name}-${version}`, works, fetch), program);
}

async function runs(command: string, ...args: readonly string[]): Promise<boolean> {
  return (await run(command, args, { onLine: () => undefined })) === 0;
}

async function must(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await runForOutput(command, args, env && { env });
  if (code === 0) return;
  const told = output.split("\n").filter((line) => !line.startsWith("go: downloading"));
  throw new Error(`\`${[command, ...args].join(" ")}\` failed (${told.slice(-3).join("; ") || `exit code ${code}`})`);
}
