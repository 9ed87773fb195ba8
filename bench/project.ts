import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runForOutput } from "../tools/command";
import { PLAIN, stackEnvironment } from "../tools/stackEnvironment";

const ROOT = join(__dirname, "..");

/** A program of `programs/` with a stack of its own, run by the real CLI. */
export class Project {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** A new folder in `parent`; the stack is not there yet. */
  constructor(parent: string, program: string, cli: string, env: NodeJS.ProcessEnv) {
    this.#folder = join(parent, program);
    const modules = join(this.#folder, "node_modules");
    mkdirSync(modules, { recursive: true });
    mkdirSync(this.#state);
    symlinkSync(join(ROOT, "node_modules", "@pulumi"), join(modules, "@pulumi"), "junction");
    symlinkSync(ROOT, join(modules, "pulumi-inspector-status"), "junction");
    cpSync(join(__dirname, "programs", `${program}.js`), join(this.#folder, "index.js"));
    writeFileSync(join(this.#folder, "package.json"), JSON.stringify({ main: "index.js" }));
    writeFileSync(
      join(this.#folder, "Pulumi.yaml"),
      "name: bench\nruntime: {name: nodejs, options: {typescript: false}}\n",
    );
    this.#env = {
      ...stackEnvironment({ state: this.#state, home: join(parent, "home"), path: [cli] }),
      ...env,
      PULUMI_STACK: "bench",
    };
  }

  get #state(): string {
    return join(this.#folder, "state");
  }

  /** Makes the stack: an empty one. */
  async init(): Promise<void> {
    await this.#pulumi(["stack", "init", "bench"], 0);
    this.keep("empty");
  }

  /** Keeps the state under a name, and takes it back. */
  keep(name: string): void {
    cpSync(this.#state, `${this.#state}-${name}`, { recursive: true });
  }
  restore(name: string): void {
    rmSync(this.#state, { recursive: true, force: true });
    cpSync(`${this.#state}-${name}`, this.#state, { recursive: true });
  }

  /** Runs a command and returns how many milliseconds it took. */
  up(count: number): Promise<number> {
    return this.#pulumi(["up", "--yes", "--skip-preview", "--suppress-progress"], count);
  }
  preview(count: number, env: NodeJS.ProcessEnv = {}): Promise<number> {
    return this.#pulumi(["preview", "--expect-no-changes", "--suppress-progress"], count, env);
  }

  async #pulumi(args: readonly string[], count: number, env: NodeJS.ProcessEnv = {}): Promise<number> {
    const begun = performance.now();
    const { code, output } = await runForOutput("pulumi", [...args, ...PLAIN], {
      cwd: this.#folder,
      env: { ...this.#env, ...env, COUNT: String(count) },
    });
    const took = performance.now() - begun;
    if (code !== 0)
      throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${output.split("\n").slice(-40).join("\n")}`);
    return took;
  }
}
