import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../command";
import { messageOf } from "../messageOf";
import { addDynamicProvider, CLI, LANGUAGE_HOST } from "./binaries";
import { toCache } from "./fromCache";
import { say, type Answer } from "./source";
import { VERSION } from "./version";

const PROGRESS_MS = 20_000;
const BINARIES = [
  { file: CLI, module: "pulumi", path: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi" },
  {
    file: LANGUAGE_HOST,
    module: "nodehost",
    path: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  },
];

/** A build from source, for machines that reach only package registries. The checksums of go.sum are enforced. */
export async function fromGo(): Promise<Answer> {
  if ((await run("go", ["version"], { onLine: () => undefined })) !== 0)
    return { obstacle: "no Go on PATH to build it with" };
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1_000)} s`;
  say(`building ${VERSION} with Go; this takes a few minutes, once …`);
  const progress = setInterval(() => say(`still building, ${elapsed()}`), PROGRESS_MS);
  try {
    const folder = await toCache(async (root) => {
      const bin = join(root, "bin");
      await mkdir(bin);
      for (const binary of BINARIES) await build(binary, join(bin, binary.file));
      await addDynamicProvider(bin);
    });
    return { folder, origin: `${VERSION}, built with Go in ${elapsed()}` };
  } catch (error) {
    return { obstacle: `the build with Go failed (${messageOf(error)})` };
  } finally {
    clearInterval(progress);
  }
}

async function build({ module, path }: { module: string; path: string }, output: string): Promise<void> {
  const version = `github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${VERSION}`;
  const lines: string[] = [];
  const code = await run("go", ["build", "-mod=readonly", "-ldflags", `-s -w -X ${version}`, "-o", output, path], {
    cwd: join(__dirname, module),
    // A workspace file in a folder above would bring in its own versions.
    env: { ...process.env, GOWORK: "off" },
    onLine: (line) => lines.push(line),
  });
  if (code !== 0)
    throw new Error(
      lines
        .filter((line) => !line.startsWith("go: downloading"))
        .slice(-5)
        .join("; "),
    );
}
