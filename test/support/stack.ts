import assert from "node:assert/strict";
import type { Difference } from "../../provider/gate/diff";
import type { Outputs } from "../../provider/gate/outputs";
import type { Problem } from "../../provider/values/userError";
import type { Properties } from "../../provider/provider";
import type { World } from "./world";

interface Recorded {
  readonly id: string;
  /** As the engine keeps them: the checked inputs of the last update that did not fail. */
  readonly inputs: Properties;
  readonly outputs: Properties & Outputs;
  readonly initErrors: boolean;
}

export interface Preview {
  readonly problems: readonly Problem[];
  /** `undefined` where there is nothing to compare, or the check has failed. */
  readonly difference?: Difference;
  readonly observed?: unknown;
}

/** A stack with one gate, and the engine's calls of the provider as they were measured. */
export class Stack {
  recorded: Recorded | undefined;

  readonly #world: World;
  readonly #config: Readonly<Record<string, string>>;

  constructor(world: World, config: Readonly<Record<string, string>> = {}) {
    this.#world = world;
    this.#config = config;
  }

  /** `pulumi preview`, with `--refresh` if told so. */
  async preview(program: Properties, { refresh = false } = {}): Promise<Preview> {
    return (await this.#plan(this.#world.provider(this.#config), program, refresh)).preview;
  }

  /** `pulumi up`: the reasons why it failed, none if it did not. */
  async up(program: Properties, { refresh = false } = {}): Promise<readonly string[]> {
    const provider = this.#world.provider(this.#config);
    const { preview, inputs } = await this.#plan(provider, program, refresh);
    if (preview.problems.length > 0) return preview.problems.map(({ reason }) => reason);
    const { recorded } = this;
    if (recorded && !preview.difference!.changes && !recorded.initErrors) return [];
    const replaced = (preview.difference?.replaces.length ?? 0) > 0;
    const { id, outputs, reasons } =
      recorded && !replaced
        ? await provider.update(recorded.id, recorded.outputs, inputs)
        : await provider.create(inputs);
    this.recorded = {
      id,
      outputs: overTheWire(outputs),
      inputs: reasons.length > 0 && recorded && !replaced ? recorded.inputs : inputs,
      initErrors: reasons.length > 0,
    };
    return reasons;
  }

  /** `pulumi refresh`: whether it shows a change afterwards. */
  async refresh(): Promise<boolean> {
    const provider = this.#world.provider(this.#config);
    await this.#read(provider);
    return provider.diff(this.recorded!.outputs, this.recorded!.inputs).changes;
  }

  async #read(provider: ReturnType<World["provider"]>): Promise<void> {
    const recorded = this.recorded!;
    const { outputs } = await provider.read(recorded.id, recorded.outputs);
    this.recorded = { ...recorded, outputs: overTheWire(outputs), initErrors: false };
  }

  async #plan(provider: ReturnType<World["provider"]>, program: Properties, refresh: boolean) {
    if (refresh && this.recorded) {
      await this.#read(provider);
      provider.diff(this.recorded.outputs, this.recorded.inputs);
    }
    const { inputs, problems } = await provider.check(this.recorded?.inputs ?? {}, program);
    const checked = overTheWire(inputs) as Properties;
    const preview: Preview = {
      problems,
      observed: checked["observed"],
      ...(this.recorded && problems.length === 0 && { difference: provider.diff(this.recorded.outputs, checked) }),
    };
    return { preview, inputs: checked };
  }
}

/** Data as it arrives on the other side. Data that can't be sent is a mistake of the test. */
function overTheWire<T>(value: T): T & Properties {
  const sent = JSON.parse(JSON.stringify(value)) as T & Properties;
  assert.deepEqual(sent, value);
  return sent;
}
