import { copyFileSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "../command";

/** What a command has ended with. */
export interface Ended {
  readonly code: number | undefined;
  readonly output: string;
}

interface Props {
  /** Where everything of the stack is kept, its configuration included. What is on PATH may lie there, too. */
  readonly folder: string;
  /** The folder with Pulumi.yaml and the program. Nothing is written there. */
  readonly project: string;
  /** The folder of the Pulumi CLI. */
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;
}

const FLAGS = ["--non-interactive", "--color", "never"];

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
      ...withoutSettings(process.env),
      ...env,
      PATH: [cli, folder, process.env["PATH"] ?? ""].join(delimiter),
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_HOME: join(folder, "home"),
      // `npm test` checks the types, so each command need not take two seconds for it.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_STACK: "dev",
      TMPDIR: folder,
    };
  }

  /** Creates the stack. That writes its configuration beside Pulumi.yaml, so beside a copy of it. */
  async init(): Promise<void> {
    copyFileSync(join(this.#project, "Pulumi.yaml"), join(this.#folder, "Pulumi.yaml"));
    const { code, output } = await this.#run(this.#folder, "pulumi", ["stack", "init", "dev", ...FLAGS]);
    if (code !== 0) throw new Error(`The stack could not be created:\n${output}`);
  }

  /** Runs a command in the folder of the program, Pulumi's on the stack; `onLine` gets its output while it runs. */
  async command(command: string, onLine: (line: string) => void): Promise<Ended> {
    const [program = "", ...args] = command.split(" ");
    const flags = program === "pulumi" ? [...this.flags, "--suppress-progress", ...FLAGS] : [];
    return this.#run(this.#project, program, [...args, ...flags], onLine);
  }

  async #run(cwd: string, program: string, args: readonly string[], onLine?: (line: string) => void): Promise<Ended> {
    const lines: string[] = [];
    const code = await run(program, args, {
      cwd,
      env: this.env,
      onLine: (line) => {
        lines.push(line);
        onLine?.(line);
      },
    });
    return { code, output: lines.join("\n") };
  }
}

/**
 * The story is the same for everybody: no accounts, profiles or backends of the user, nothing of the npm that runs it, and
 * no colours, which machines of CI ask for.
 */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !/^(?:AWS_|PULUMI_|npm_|FORCE_COLOR$)/i.test(name));
  return { ...Object.fromEntries(others), NO_COLOR: "1" };
}
