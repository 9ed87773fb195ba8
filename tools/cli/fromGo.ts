import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../command";
import { messageOf } from "../../provider/values/messageOf";
import { addDynamicProvider, CLI, LANGUAGE_HOST } from "./binaries";
import { toCache } from "./fromCache";
import { say, type Answer } from "./source";
import { wantedVersions } from "./version";

const PROGRESS_MS = 20_000;
const CLI_PATH = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const HOST_PATH = "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs";

/** Builds from source, for machines that reach only package registries. Go enforces the checksums of go.sum. */
export async function fromGo(): Promise<Answer> {
  if (!(await runs(__dirname, "version"))) return { obstacle: "no Go on PATH to build it with" };
  const obstacles: string[] = [];
  for (const version of wantedVersions()) {
    const module = join(__dirname, `pulumi-${version}`);
    if (!existsSync(module)) obstacles.push(`there is no module to build ${version} with`);
    else if (!(await runs(module, "list", "-m")))
      obstacles.push(`${version} needs a newer Go: see ${join(module, "go.mod")}`);
    else return withNotes(await fromModule(version, module), obstacles);
  }
  return { obstacle: obstacles.join("; ") };
}

/** Go does not even list a module whose `go.mod` needs a newer Go than it has or can download. */
async function runs(folder: string, ...args: readonly string[]): Promise<boolean> {
  return (await run("go", args, { cwd: folder, env: goEnvironment(), onLine: () => undefined })) === 0;
}

function withNotes(answer: Answer, notes: readonly string[]): Answer {
  if (notes.length === 0) return answer;
  if ("obstacle" in answer) return { obstacle: [...notes, answer.obstacle].join("; ") };
  return { ...answer, origin: `${answer.origin} (${notes.join("; ")})` };
}

async function fromModule(version: string, module: string): Promise<Answer> {
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1_000)} s`;
  say(`building ${version} with Go; this takes a few minutes, once …`);
  const progress = setInterval(() => say(`still building, ${elapsed()}`), PROGRESS_MS);
  try {
    const folder = await toCache(version, async (root) => {
      const bin = join(root, "bin");
      await mkdir(bin);
      await build(version, module, CLI_PATH, join(bin, CLI));
      await build(version, join(__dirname, "nodehost"), HOST_PATH, join(bin, LANGUAGE_HOST));
      await addDynamicProvider(bin);
    });
    return { folder, origin: `${version}, built with Go in ${elapsed()}` };
  } catch (error) {
    return { obstacle: `the build with Go failed (${messageOf(error)})` };
  } finally {
    clearInterval(progress);
  }
}

async function build(version: string, module: string, path: string, output: string): Promise<void> {
  const flag = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${version}`;
  const lines: string[] = [];
  const code = await run("go", ["build", "-mod=readonly", "-ldflags", `-s -w -X ${flag}`, "-o", output, path], {
    cwd: module,
    env: goEnvironment(),
    onLine: (line) => lines.push(line),
  });
  if (code === 0) return;
  const told = lines.filter((line) => !line.startsWith("go: downloading"));
  throw new Error(told.slice(-5).join("; "));
}

/** A workspace file in a folder above would impose its own versions. */
function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOWORK: "off" };
}
