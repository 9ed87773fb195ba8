import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { atExit } from "../../../tools/atExit";
import { killTree } from "../../../tools/processTree";
import { PLAIN, stackEnvironment } from "../../../tools/stackEnvironment";
import { temporaryFolder } from "../../../tools/temporaryFolder";
import { installedPackages, NAME } from "./package";

/** Texts that must never be in an output or in the state. */
export const SECRETS = {
  AWS_SECRET_ACCESS_KEY: "canary-of-the-secret-key",
  AWS_SESSION_TOKEN: "canary-of-the-session-token",
};

/** How a command of the CLI has ended. */
export interface Ended {
  readonly exitCode: number | null;
  /** Standard output and standard error. */
  readonly output: string;
}

/** A running command. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A resource in the state. */
export interface Recorded {
  readonly id: string;
  readonly inputs: Readonly<Record<string, any>>;
  readonly outputs: Readonly<Record<string, any>>;
  readonly initErrors?: readonly string[];
}

/**
 * A stack with a program, a state and a home of its own, run by the real CLI. Of every output it is asserted that it
 * holds no secret, no stack trace and no warning of Node.js or the AWS SDK.
 */
export class Stack {
  readonly #folder = temporaryFolder();
  /** The folder of the program. */
  readonly project = join(this.#folder.path, "project");
  readonly #state = join(this.#folder.path, "state");
  /** The environment of its commands. */
  readonly env: NodeJS.ProcessEnv;

  /** `awsConfig` is the shared configuration of AWS; there is none of the user's. */
  constructor(env: NodeJS.ProcessEnv, awsConfig: string) {
    const cli = process.env["PULUMI_CLI_DIR"];
    this.env = {
      ...stackEnvironment({
        state: this.#state,
        home: join(this.#folder.path, "home"),
        path: cli === undefined ? [] : [cli],
      }),
      AWS_CONFIG_FILE: join(this.#folder.path, "aws-config"),
      AWS_SHARED_CREDENTIALS_FILE: join(this.#folder.path, "none"),
      AWS_EC2_METADATA_DISABLED: "true",
      ...env,
    };
    writeFileSync(this.env["AWS_CONFIG_FILE"]!, awsConfig);
    mkdirSync(this.#state);
    cpSync(join(__dirname, "project"), this.project, { recursive: true });
    symlinkSync(installedPackages(), join(this.project, "node_modules"), "junction");
  }

  /** Writes what the stack is to have: statements of JavaScript, for which what a gate needs is imported. */
  write(statements: string): void {
    const imports = [
      'const pulumi = require("@pulumi/pulumi");',
      'const { InspectorAccountStatus } = require("pulumi-inspector-status");',
      'const { Account, Change, Dependent } = require("./resources");',
    ];
    writeFileSync(join(this.project, "index.js"), [...imports, statements].join("\n"));
  }

  /** Writes a program of TypeScript, whole, in the place of one of JavaScript. */
  writeTypeScript(source: string): void {
    rmSync(join(this.project, "index.js"));
    writeFileSync(join(this.project, "index.ts"), source);
  }

  /** Creates the stack, with configuration. */
  async init(config: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.#succeed("stack", "init", "dev");
    for (const [key, value] of Object.entries(config)) await this.#succeed("config", "set", key, value);
  }

  /** `pulumi up`, without the preview that would make it twice as long. */
  up(...options: readonly string[]): Promise<Ended> {
    return this.pulumi("up", "--yes", "--skip-preview", ...options);
  }

  preview(...options: readonly string[]): Promise<Ended> {
    return this.pulumi("preview", ...options);
  }

  /** `pulumi refresh` that records what it finds. */
  refresh(...options: readonly string[]): Promise<Ended> {
    return this.pulumi("refresh", "--yes", "--skip-preview", ...options);
  }

  destroy(...options: readonly string[]): Promise<Ended> {
    return this.pulumi("destroy", "--yes", "--skip-preview", ...options);
  }

  pulumi(...args: readonly string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  /** Starts a command of the CLI. */
  start(...args: readonly string[]): Running {
    const child = spawn("pulumi", [...args, ...PLAIN], {
      cwd: this.project,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
    });
    const done = atExit(() => child.pid !== undefined && killTree(child.pid));
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (exitCode) => resolve({ exitCode, output }));
    });
    return { process: child, ended: ended.finally(done).then(decent) };
  }

  /** What is recorded under a name, if anything is. */
  recorded(name: string): Recorded | undefined {
    return this.#resources().find(({ urn }) => urn.endsWith(`::${name}`));
  }

  /** The names of all that is recorded, sorted, without what Pulumi adds itself. */
  get names(): string[] {
    return this.#resources()
      .filter(({ type }) => !/^pulumi:(?:pulumi|providers):/.test(type))
      .map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2))
      .sort();
  }

  /** The stack's outputs. */
  get outputs(): Readonly<Record<string, any>> {
    return this.#resources().find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
  }

  /** Puts a folder of packages into the place of the program's `node_modules`. */
  usePackages(folder: string): void {
    const nodeModules = join(this.project, "node_modules");
    unlinkSync(nodeModules);
    symlinkSync(folder, nodeModules, "junction");
  }

  /** Takes our package out of the program's `node_modules`. */
  uninstall(): void {
    const nodeModules = join(this.project, "node_modules");
    unlinkSync(nodeModules);
    mkdirSync(nodeModules);
    for (const name of readdirSync(installedPackages()).filter((entry) => entry !== NAME)) {
      symlinkSync(join(installedPackages(), name), join(nodeModules, name), "junction");
    }
    rmSync(join(this.project, "index.js"));
  }

  remove(): void {
    this.#folder.remove();
  }

  #resources(): readonly (Recorded & { readonly urn: string; readonly type: string })[] {
    const text = readFileSync(join(this.#state, ".pulumi", "stacks", "engine", "dev.json"), "utf8");
    assertNoSecret(text);
    return JSON.parse(text).checkpoint.latest.resources ?? [];
  }

  async #succeed(...args: readonly string[]): Promise<void> {
    const { exitCode, output } = await this.pulumi(...args);
    assert.equal(exitCode, 0, output);
  }
}

/** Asserts that what a command has printed is fit for people. */
export function decent(ended: Ended): Ended {
  const { output } = ended;
  assertNoSecret(output);
  assert.doesNotMatch(output, /^\s+at .*[:(]/m, `the output has a stack trace:\n${output}`);
  assert.doesNotMatch(
    output,
    /Warning:|NodeDeprecation|NodeVersion/,
    `the output has a warning that is not ours:\n${output}`,
  );
  return ended;
}

function assertNoSecret(text: string): void {
  for (const secret of Object.values(SECRETS)) assert.ok(!text.includes(secret), `a secret is in:\n${text}`);
}
