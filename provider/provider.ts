import type { RequestHandler } from "./aws/client";
import type { StackConfig } from "./aws/stackConfig";
import type { Problem } from "./values/userError";
import { normalize, problemsOf, type Inputs, type Observed } from "./gate/arguments";
import { check, driftSentences, type Sighting } from "./gate/check";
import { Concealment } from "./gate/concealment";
import { difference, type Difference } from "./gate/diff";
import { durationProblems } from "./gate/durations";
import { factsTeller, type GateFacts } from "./gate/facts";
import { gateOf, type GateMaker } from "./gate/gate";
import { levelNotice, levelOf, levelProblems } from "./gate/level";
import type { Outputs } from "./gate/outputs";
import { read, readAgain } from "./gate/read";
import { warn, type Say } from "./gate/say";
import { settle, type Settlement } from "./gate/settle";
import { digestOf } from "./values/digest";
import { systemClock, type Clock } from "./waiting/clock";
import { Connections } from "./waiting/connections";

export { UserError } from "./values/userError";

/** What the engine hands over: inputs or outputs as plain data. */
export type Properties = Readonly<Record<string, unknown>>;

/** What the provider needs from outside. */
export interface ProviderOptions {
  /** Shows a sentence to the person who waits. */
  readonly say: Say;
  readonly clock?: Clock;
  readonly requestHandler?: RequestHandler;
  /** Called with what `check` saw of each deployed gate. */
  readonly onFacts?: ((facts: GateFacts) => void) | undefined;
}

/** The provider. The doors call it. */
export class Provider {
  readonly #connections: Connections;
  readonly #say: Say;
  readonly #tellFacts: ReturnType<typeof factsTeller>;
  #config: StackConfig = () => undefined;
  /** What `check` has seen in this process, by the digest of the inputs that it returned. */
  readonly #seen = new Map<string, Sighting>();
  #announced = false;

  constructor({ say, clock = systemClock, requestHandler, onFacts }: ProviderOptions) {
    this.#connections = new Connections(clock, requestHandler);
    this.#say = say;
    this.#tellFacts = factsTeller(onFacts);
  }

  /** Stores how to read the stack's configuration; everything is resolved when it is used. */
  configure(config: StackConfig): void {
    this.#config = config;
  }

  /** Validates a program's arguments; for a gate that exists it looks, and puts what it sees into `observed`. */
  async check(recorded: Properties, given: Properties): Promise<{ inputs: Inputs; problems: readonly Problem[] }> {
    const exists = Object.keys(recorded).length > 0;
    const problems = [...problemsOf(given, exists), ...levelProblems(this.#config), ...durationProblems(this.#config)];
    if (problems.length > 0) return { inputs: given, problems };
    this.#announceLevel();
    const checked = await check(recorded, given, this.#gateOf, this.#say);
    if (checked.sighting) this.#seen.set(digestOf(checked.inputs), checked.sighting);
    return { inputs: this.#tellFacts(checked.inputs, checked.facts), problems: checked.problems };
  }

  /**
   * Compares what is recorded with what a program declares, and both with what is expected; says what `check` has seen
   * that is not. Makes no call.
   */
  diff(recorded: Properties, declared: Properties): Difference {
    const inputs = { ...normalize(declared), observed: declared["observed"] as Observed | undefined } as Inputs;
    const outputs = recorded as unknown as Outputs;
    const level = levelOf(inputs, this.#config);
    // A refresh hands over the recorded inputs, whose `observed` is older than what was read: `check` has not seen it.
    const sighting = this.#seen.get(digestOf(inputs));
    if (sighting && level !== "disabled")
      for (const sentence of driftSentences(sighting, outputs)) this.#say(sentence, "notice");
    return difference(outputs, inputs, { level, ...sighting });
  }

  /** Waits until everything is as expected. */
  async create(inputs: Properties): Promise<Settlement> {
    return settle(normalize(inputs), {}, undefined, this.#gateOf, this.#say);
  }

  /** Waits until everything is as expected, again. The id stays. */
  async update(id: string, recorded: Properties, inputs: Properties): Promise<Settlement> {
    return settle(normalize(inputs), recorded, id, this.#gateOf, this.#say);
  }

  /**
   * Reads the status without asserting it. Where nothing is recorded, the id says of what. What can't be read stays as
   * it is recorded, unless the gate is mandatory.
   */
  async read(id: string, recorded: Properties): Promise<{ id: string; outputs: Outputs }> {
    this.#announceLevel();
    return { id, outputs: await readAgain(id, recorded, this.#gateOf, this.#say) };
  }

  /** Reads the status without asserting it, and follows transitions for at most `timeout` milliseconds. */
  async lookUp(inputs: Inputs, timeout: number, tellsProgress = false): Promise<Outputs> {
    return new Concealment(inputs).running(this.#say, async (say) =>
      read(await this.#gateOf(inputs), timeout, say, tellsProgress),
    );
  }

  readonly #gateOf: GateMaker = async (inputs, recorded) =>
    gateOf(inputs, await this.#connections.connect(inputs, this.#config), this.#config, recorded);

  /** Once a run. */
  #announceLevel(): void {
    const notice = levelNotice(this.#config);
    if (notice && !this.#announced) warn(this.#say, [notice]);
    this.#announced = true;
  }
}
