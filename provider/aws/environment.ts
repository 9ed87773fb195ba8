import * as v from "valibot";
import { isUrl, oneOf, regionName, URL_START } from "../values/schemas";

/** The environment variables of this process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment variables that choose the connection. An empty or white value counts as absent, because CI
 * systems set such variables. It collects all problems, so that they can be reported together.
 */
export class EnvironmentReader {
  readonly problems: string[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** The first of these variables that has a value. */
  text(...names: readonly string[]): string | undefined {
    return this.#first(names)?.[1];
  }

  region(...names: readonly string[]): string | undefined {
    return this.#parsed(regionName, names);
  }

  flag(name: string): boolean | undefined {
    const flag = this.#parsed(v.pipe(v.string(), v.toLowerCase(), oneOf(["true", "false"])), [name]);
    return flag === undefined ? undefined : flag === "true";
  }

  url(...names: readonly string[]): string | undefined {
    return this.#parsed(v.pipe(v.string(), v.check(isUrl, URL_START)), names);
  }

  #parsed<T>(schema: v.GenericSchema<string, T>, names: readonly string[]): T | undefined {
    const [name, text] = this.#first(names) ?? [];
    if (name === undefined) return undefined;
    const { success, output, issues } = v.safeParse(schema, text);
    if (success) return output;
    const problems = issues.map(({ message }) => `${name} in the environment ${message}`);
    // Two services may read the same variable, and its problem is reported once.
    this.problems.push(...problems.filter((problem) => !this.problems.includes(problem)));
    return undefined;
  }

  #first(names: readonly string[]): readonly [name: string, text: string] | undefined {
    for (const name of names) {
      const text = this.#env[name]?.trim();
      if (text) return [name, text];
    }
    return undefined;
  }
}
