/**
 * The door for programs: what a data source calls, in the process of the program.
 */
import type { StackConfig } from "./connection";
import { ConnectionProblem } from "./connection";
import { parseDuration } from "./duration";
import { normalize, problemsOf } from "./inputs";
import type { Outputs } from "./outputs";
import type { Say } from "./progress";
import { READ_ARGUMENTS } from "./properties";
import { Provider, Refusal, type Properties } from "./provider";

/** How long a data source follows a transition if nothing is given. */
const DEFAULT_TIMEOUT = "2m";

/** The data source, with one connection for all calls of a program. */
export class StatusReader {
  readonly #provider: Provider;

  constructor(say: Say, config: StackConfig) {
    this.#provider = new Provider({ say });
    this.#provider.configure(config);
  }

  /** Reads the status that arguments ask for. A `Refusal` says what is wrong with them, or why it can't be read. */
  async read(args: Properties): Promise<Outputs> {
    const problems = problemsOf(args, false, "getInspectorAccountStatus", READ_ARGUMENTS);
    if (problems.length > 0) throw new Refusal(problems.map(({ reason }) => reason).join("\n"));
    const inputs = normalize(args);
    try {
      return await this.#provider.lookUp(inputs, parseDuration(inputs.timeout ?? DEFAULT_TIMEOUT)!);
    } catch (error) {
      throw error instanceof ConnectionProblem ? new Refusal(error.message) : error;
    }
  }
}

export { Refusal };
