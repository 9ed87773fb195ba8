import { copyFileSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "../command";

const ROOT = join(__dirname, "..", "..");

/** What a command of the CLI has ended with. */
export interface Ended {
  readonly code: number | undefined;
  readonly output: string;
}

/** A stack of the program of Pulumi.yaml that keeps everything in one folder, its configuration included. */
export class Stack {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor(folder: string, cli: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    const state = join(folder, "state");
    mkdirSync(state);
    this.#env = {
      ...withoutSettings(process.env),
      ...env,
      PATH: `${cli}${delimiter}${process.env["PATH"] ?? ""}`,
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_HOME: join(folder, "home"),
      // `npm test` checks the types, so each command need not take two seconds for it.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_STACK: "quickstart",
      TMPDIR: folder,
    };
  }

  /** Creates the stack. That writes its configuration beside Pulumi.yaml, so beside a copy of it. */
  async init(): Promise<Ended> {
    copyFileSync(join(ROOT, "Pulumi.yaml"), join(this.#folder, "Pulumi.yaml"));
    return this.#pulumi(this.#folder, ["stack", "init", "quickstart"]);
  }

  /** Runs a command on the stack; `onLine` gets its output while it runs. */
  async command(args: readonly string[], onLine: (line: string) => void): Promise<Ended> {
    const config = join(this.#folder, "Pulumi.quickstart.yaml");
    return this.#pulumi(ROOT, [...args, "--config-file", config, "--suppress-progress"], onLine);
  }

  async #pulumi(cwd: string, args: readonly string[], onLine?: (line: string) => void): Promise<Ended> {
    const lines: string[] = [];
    const code = await run("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd,
      env: this.#env,
      onLine: (line) => {
        lines.push(line);
        onLine?.(line);
      },
    });
    return { code, output: lines.join("\n") };
  }
}

/** The story is the same for everybody: no accounts, profiles or backends of the user. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:AWS|PULUMI)_/.test(name)));
}
