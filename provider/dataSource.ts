/**
 * The door for programs: what a data source calls, in the process of the program.
 */
import type { StackConfig } from "./waiting/connections";
import { parseDuration } from "./values/duration";
import { endWithEngine } from "./engineLink";
import { ARGUMENT_TABLE, type Argument } from "./gate/argumentTable";
import { normalize, problemsOf } from "./gate/arguments";
import { Concealment } from "./gate/concealment";
import type { Outputs } from "./gate/outputs";
import type { Say } from "./gate/say";
import { READ_ARGUMENTS, SECRET_NAMES } from "./gate/names";
import { argumentOf, secretNamesIn } from "./gate/secrets";
import { Provider, UserError, type Properties, type ProviderOptions } from "./provider";
import { hasLater } from "./values/later";

/** The data source, with one connection for all calls of a program. */
export class StatusReader {
  readonly #provider: Provider;

  constructor(say: Say, config: StackConfig, options: Pick<ProviderOptions, "clock" | "requestHandler"> = {}) {
    this.#provider = new Provider({ say, ...options });
    this.#provider.configure(config);
  }

  /**
   * Refuses arguments that are wrong, in a sentence that calls them those of `caller`. Makes no call.
   *
   * @throws {UserError}
   */
  validate(args: Properties, caller: string, names: readonly Argument[] = READ_ARGUMENTS): void {
    this.refuse(this.problems(args, caller, names), caller);
  }

  /** What is wrong with the arguments, as sentences. */
  problems(args: Properties, caller: string, names: readonly Argument[] = READ_ARGUMENTS): string[] {
    const later = Object.keys(args).filter((name) => hasLater(args[name]));
    const now = Object.fromEntries(Object.entries(args).filter(([name]) => !later.includes(name)));
    return [
      ...later.map((name) => `\`${name}\` is, or has in it, an Output or a Promise: use ${caller}Output`),
      ...problemsOf(now, false, caller, names).map(({ reason }) => reason),
    ];
  }

  /**
   * Refuses what is wrong with arguments, each problem once.
   *
   * @throws {UserError} where there is a problem.
   */
  refuse(problems: readonly string[], caller: string): void {
    if (problems.length === 0) return;
    const reasons = [...new Set(problems)].map((reason) => `\n  * ${reason}`);
    throw new UserError(`The arguments of ${caller} are wrong:${reasons.join("")}`);
  }

  /**
   * Reads the status that arguments ask for; where `tellsProgress`, it says what it waits for. A `UserError` says what is
   * wrong with the arguments, or why the status can't be read.
   */
  async read(args: Properties, tellsProgress = false): Promise<Outputs> {
    this.validate(args, "getInspectorAccountStatus");
    const inputs = normalize(args);
    endWithEngine();
    const timeout = parseDuration(inputs.timeout ?? ARGUMENT_TABLE.timeout.dataSource.defaultValue)!;
    const outputs = await this.#provider.lookUp(inputs, timeout, tellsProgress);
    // A result may be exported, and an external id is nobody else's business.
    const { assumeRole, ...result } = outputs;
    return withoutRoles(result, assumeRole);
  }
}

/** A result without what is secret in roles: it does not say what they are, so nobody else could take them out. */
function withoutRoles(result: Outputs, assumeRole: unknown): Outputs {
  const names = secretNamesIn(result).filter((name) => argumentOf(name) === "assumeRole");
  if (names.length === 0) return result;
  const { text } = new Concealment({ assumeRole, [SECRET_NAMES]: names.join(",") });
  const words = (name: string, value: unknown): unknown =>
    typeof value === "string" && (name === "errorMessage" || name === "message") ? text(value) : value;
  return JSON.parse(JSON.stringify(result, words)) as Outputs;
}

/** @public The SDK loads this module late, and knows the errors of users by it. */
export { UserError };
