import type { EnforcementLevel } from "./argumentKinds";
import type { Inputs } from "./arguments";
import { Concealment } from "./concealment";
import { LOOK } from "./names";
import type { Outputs } from "./outputs";

/**
 * The environment variable that names a file. Each look of `check` at a gate adds a line of JSON to it, because a
 * preview shows no outputs, and `pulumi-inspector-status drift` reports them.
 */
export const FACTS_FILE = "PULUMI_INSPECTOR_STATUS_FACTS";

/** What `check` saw of a gate that exists. */
export interface GateFacts {
  /** The inputs as `check` returned them. They identify the gate among those of the engine. Roles may hold a secret. */
  readonly inputs: Omit<Inputs, "assumeRole">;
  /** The effective level: the stack's configuration may have lowered it. */
  readonly level: EnforcementLevel;
  /** What a refresh would record now; absent if the status could not be read. */
  readonly outputs?: Omit<Outputs, "assumeRole">;
  /** How the accounts of the organization differ from those at the last deployment, as sentences. */
  readonly membership?: readonly string[];
  /** Why the status could not be read, as a sentence. */
  readonly unverified?: string;
}

/** Hands facts to `onFacts`, if it is there. Facts and inputs get the same number, to match them later. */
export function factsTeller(onFacts: ((facts: GateFacts) => void) | undefined) {
  let looks = 0;
  return (inputs: Inputs, facts: (() => GateFacts) | undefined): Inputs => {
    if (!facts || !onFacts) return inputs;
    const numbered = { ...inputs, [LOOK]: String(++looks) };
    onFacts({ ...facts(), inputs: numbered });
    return numbered;
  };
}

/** Facts as a line of JSON, with secrets left out or replaced by their names. */
export function factsLine({ inputs, outputs, ...rest }: GateFacts): string {
  const { text } = new Concealment(inputs);
  const facts = { inputs: withoutRoles(inputs), ...(outputs && { outputs: withoutRoles(outputs) }), ...rest };
  return `${text(JSON.stringify(facts))}\n`;
}

function withoutRoles<T extends object>(value: T): Omit<T, "assumeRole"> {
  const { assumeRole: _, ...rest } = value as T & { readonly assumeRole?: unknown };
  return rest;
}
