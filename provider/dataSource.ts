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

/** The data source. All calls of a program with the same settings share a connection. */
export class StatusReader {
  readonly #provider: Provider;

  constructor(say: Say, config: StackConfig, options: Pick<ProviderOptions, "clock" | "requestHandler"> = {}) {
    this.#provider = new Provider({ say, ...options });
    this.#provider.configure(config);
  }

  /**
   * Refuses wrong arguments in a sentence that names `caller`. Makes no AWS call.
   *
   * @throws {UserError}
   */
  validate(args: Properties, caller: string, names: readonly Argument[] = READ_ARGUMENTS): void {
    this.refuse(this.problems(args, caller, names), caller);
  }

  /** The problems of the arguments, as sentences. */
  problems(args: Properties, caller: string, names: readonly Argument[] = READ_ARGUMENTS): string[] {
    const later = Object.keys(args).filter((name) => hasLater(args[name]));
    const now = Object.fromEntries(Object.entries(args).filter(([name]) => !later.includes(name)));
    return [
      ...later.map((name) => `\`${name}\` is, or has in it, an Output or a Promise: use ${caller}Output`),
      ...problemsOf(now, false, caller, names).map(({ reason }) => reason),
    ];
  }

  /**
   * Throws if there are problems, and names each of them once.
   *
   * @throws {UserError}
   */
  refuse(problems: readonly string[], caller: string): void {
    if (problems.length === 0) return;
    const reasons = [...new Set(problems)].map((reason) => `\n  * ${reason}`);
    throw new UserError(`The arguments of ${caller} are wrong:${reasons.join("")}`);
  }

  /**
   * Reads the status. With `tellsProgress`, it says what it waits for.
   *
   * @throws {UserError} if an argument is wrong, or if the status can't be read.
   */
  async read(args: Properties, tellsProgress = false): Promise<Outputs> {
    this.validate(args, "getInspectorAccountStatus");
    const inputs = normalize(args);
    endWithEngine();
    const timeout = parseDuration(inputs.timeout ?? ARGUMENT_TABLE.timeout.dataSource.defaultValue)!;
    const outputs = await this.#provider.lookUp(inputs, timeout, tellsProgress);
    // A result may be exported by the program, and must not show the external id.
    const { assumeRole, ...result } = outputs;
    return withoutRoles(result, assumeRole);
  }
}

/**
 * Removes the secrets of roles from a result. The result has no roles in it, so the program could not find these
 * secrets by itself.
 */
function withoutRoles(result: Outputs, assumeRole: unknown): Outputs {
  const names = secretNamesIn(result).filter((name) => argumentOf(name) === "assumeRole");
  if (names.length === 0) return result;
  const { text } = new Concealment({ assumeRole, [SECRET_NAMES]: names.join(",") });
  const words = (name: string, value: unknown): unknown =>
    typeof value === "string" && (name === "errorMessage" || name === "message") ? text(value) : value;
  return JSON.parse(JSON.stringify(result, words)) as Outputs;
}

/** @public The SDK loads this module late, and recognizes errors for users by this class. */
export { UserError };
