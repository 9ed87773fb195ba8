import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { startEmulator } from "pulumi-inspector-status/testing";
import { Stack } from "../example/stack";
import { messageOf } from "../../provider/values/messageOf";
import { temporaryFolder } from "../temporaryFolder";
import { must, QUIETLY } from "./commands";
import { ENABLING, live } from "./life";
import { TARBALL } from "./programs";
import type { Outcome } from "./outcome";
import type { Row } from "./rows";
import type { Toolbox } from "./toolbox";

export interface Props {
  /** The path of the package, packed. */
  readonly tarball: string;
  /** The folder of the Pulumi CLI. */
  readonly cli: string;
  readonly toolbox: Toolbox;
  /** The Node.js that runs it. @default the one of the row */
  readonly node?: string;
}

const INSTALL = {
  npm: ["install", ...QUIETLY],
  pnpm: ["install", "--no-frozen-lockfile"],
  yarn: ["install"],
} as const;

/** Makes the project of a row in an empty folder, and deploys, changes and destroys it. */
export async function runRow(row: Row, props: Props): Promise<Outcome> {
  const { subject, name, node, fails } = row;
  const outcome = { subject, name, node, ...(fails && { wayOut: fails.wayOut }) };
  const temporary = temporaryFolder();
  const emulator = await startEmulator(ENABLING);
  try {
    const project = join(temporary.path, "project");
    const own = join(temporary.path, "own");
    mkdirSync(own);
    symlinkSync(props.node ?? (await props.toolbox.node(row.node)), join(own, "node"));
    await props.toolbox.manager(row.manager, own);
    const base = await props.toolbox.env();
    const env = { ...base, PATH: [own, base["PATH"] ?? ""].join(delimiter) };
    await make(row, project, props.tarball, env);
    const stack = new Stack({
      folder: own,
      project: join(project, row.folder ?? ""),
      cli: props.cli,
      env: {
        ...emulator.env,
        // The types of a user's program are checked.
        PULUMI_NODEJS_TRANSPILE_ONLY: "false",
        ...(row.pnp && { NODE_OPTIONS: `--require ${join(project, ".pnp.cjs")}` }),
      },
    });
    const pulumi = versionOfPulumi(join(project, row.folder ?? ""));
    const reason = await live(stack, (scenario) => emulator.set(scenario)).then(() => undefined, messageOf);
    return { ...outcome, ...(pulumi !== undefined && { pulumi }), ...unexpected(reason, fails) };
  } catch (error) {
    return { ...outcome, reason: messageOf(error) };
  } finally {
    await emulator.close();
    temporary.remove();
  }
}

/** The problem of an outcome: it failed; or it had to fail and did not, or failed with another sentence. */
function unexpected(reason: string | undefined, fails: Row["fails"]): { readonly reason?: string } {
  if (fails === undefined) return reason === undefined ? {} : { reason };
  if (reason === undefined) return { reason: "it works now: take `fails` out of its row" };
  return fails.says.test(reason) ? {} : { reason: `expected to read ${String(fails.says)}, found: ${reason}` };
}

/** Searched as Node.js searches; with Plug'n'Play the package is in no folder. */
function versionOfPulumi(folder: string): string | undefined {
  const file = join(folder, "node_modules", "@pulumi", "pulumi", "package.json");
  if (existsSync(file)) return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  return dirname(folder) === folder ? undefined : versionOfPulumi(dirname(folder));
}

async function make(row: Row, project: string, tarball: string, env: NodeJS.ProcessEnv): Promise<void> {
  for (const [path, text] of Object.entries(row.files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  copyFileSync(tarball, join(project, TARBALL));
  await must(row.manager, INSTALL[row.manager], { cwd: project, env });
  const [program, ...args] = row.build ?? [];
  if (program === undefined) return;
  const path = join(project, "node_modules", program);
  const isScript = readFileSync(path, "utf8").startsWith("#!");
  await must(isScript ? "node" : path, isScript ? [path, ...args] : args, { cwd: project, env });
}
