import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { childEnvironment } from "../childEnvironment";
import { outputOf } from "../outputOf";
import { must, QUIETLY } from "./commands";
import type { Manager } from "./rows";

/** The npm packages that contain the programs, and the paths of the programs in them. */
const PROGRAMS = {
  pnpm: { spec: "pnpm", bin: "pnpm/pnpm" },
  yarn: { spec: "@yarnpkg/cli-dist", bin: "@yarnpkg/cli-dist/bin/yarn.js" },
} as const;

/** Fetches versions of Node.js and package managers, each once, from the npm registry. */
export class Toolbox {
  readonly #folder: string;
  readonly #brought = new Map<string, Promise<string>>();
  #env: Promise<NodeJS.ProcessEnv> | undefined;

  /** `folder` is where it keeps them. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The path of Node.js of a major version. */
  node(major: number): Promise<string> {
    return this.#bring(`node@${major}`, "node/bin/node");
  }

  /** Puts the program of a package manager into a folder that is on PATH. npm is there already. */
  async manager(manager: Manager, folder: string): Promise<void> {
    if (manager === "npm") return;
    const { spec, bin } = PROGRAMS[manager];
    symlinkSync(await this.#bring(spec, bin), join(folder, manager));
  }

  /**
   * The environment of installs: nothing of the npm that runs us but its registry, which the other managers use too.
   */
  env(): Promise<NodeJS.ProcessEnv> {
    this.#env ??= outputOf("npm", ["config", "get", "registry"]).then((printed) => {
      const registry = printed.toString().trim();
      return {
        ...childEnvironment(),
        npm_config_registry: registry,
        YARN_NPM_REGISTRY_SERVER: registry,
        ...(registry.startsWith("http:") && { YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname }),
        YARN_ENABLE_TELEMETRY: "false",
        // The install makes the lock files.
        YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
      };
    });
    return this.#env;
  }

  #bring(spec: string, path: string): Promise<string> {
    const brought = this.#brought.get(spec) ?? this.#install(spec, path);
    this.#brought.set(spec, brought);
    return brought;
  }

  async #install(spec: string, path: string): Promise<string> {
    const cwd = join(this.#folder, spec.replaceAll(/\W/g, "-"));
    mkdirSync(cwd);
    writeFileSync(join(cwd, "package.json"), '{ "private": true }');
    await must("npm", ["install", spec, ...QUIETLY], { cwd, env: await this.env() });
    const program = join(cwd, "node_modules", path);
    if (existsSync(program)) return program;
    throw new Error(
      `The npm package ${spec} has brought no ${path}: its install scripts have to run (npm config get ignore-scripts).`,
    );
  }
}
