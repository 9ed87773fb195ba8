import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runForOutput, type Ended } from "../command";
import { PLAIN, stackEnvironment } from "../stackEnvironment";

interface Props {
  /** Where everything of the stack is kept, its configuration included. What is on PATH may lie there, too. */
  readonly folder: string;
  /** The folder with Pulumi.yaml and the program. Nothing is written there. */
  readonly project: string;
  /** The folder of the Pulumi CLI. */
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A stack of a program that keeps everything in one folder. */
export class Stack {
  readonly #folder: string;
  readonly #project: string;
  /** The environment of its commands. */
  readonly env: NodeJS.ProcessEnv;
  /** What a command of Pulumi's needs to find its configuration. */
  readonly flags: readonly string[];

  constructor({ folder, project, cli, env }: Props) {
    this.#folder = folder;
    this.#project = project;
    this.flags = ["--config-file", join(folder, "Pulumi.dev.yaml")];
    const state = join(folder, "state");
    mkdirSync(state);
    this.env = {
      ...stackEnvironment({ state, home: join(folder, "home"), path: [cli, folder] }),
      // `npm test` checks the types; to check them in each command as well would take two seconds each time.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_STACK: "dev",
      // For Pulumi where a command calls it.
      PULUMI_OPTION_CONFIG_FILE: this.flags[1]!,
      TMPDIR: folder,
      ...env,
    };
  }

  /** Creates the stack. That writes its configuration beside Pulumi.yaml, so beside a copy of it. */
  async init(): Promise<void> {
    copyFileSync(join(this.#project, "Pulumi.yaml"), join(this.#folder, "Pulumi.yaml"));
    const init = ["stack", "init", "dev", ...PLAIN];
    const { code, output } = await runForOutput("pulumi", init, { cwd: this.#folder, env: this.env });
    if (code !== 0) throw new Error(`The stack could not be created:\n${output}`);
  }

  /** Runs a command in the folder of the program, Pulumi's on the stack; `onLine` gets its output while it runs. */
  async command(command: string, onLine: (line: string) => void): Promise<Ended> {
    const [program = "", ...args] = this.#installed(command.split(" "));
    const flags = program === "pulumi" ? [...this.flags, "--suppress-progress", ...PLAIN] : [];
    return runForOutput(program, [...args, ...flags], { cwd: this.#project, env: this.env, onLine });
  }

  /** The package is linked into the project, not installed: npm has not put its command where npx finds it. */
  #installed([program = "", ...args]: readonly string[]): readonly string[] {
    if (program !== "npx") return [program, ...args];
    const [name = "", ...rest] = args;
    const manifest = createRequire(join(this.#project, "index.ts")).resolve(`${name}/package.json`);
    const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: Record<string, string> };
    return [process.execPath, join(dirname(manifest), bin[name]!), ...rest];
  }
}
