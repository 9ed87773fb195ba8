import type { StackConfig } from "../aws/stackConfig";
import { SELF } from "../status/report";
import type { Expectation } from "../status/assessment";
import { UserError } from "../values/userError";
import type { Connection } from "../waiting/connections";
import type { EnforcementLevel } from "./argumentKinds";
import { DEFAULTS, type Inputs, type Observed } from "./arguments";
import { durationsOf, type Durations } from "./durations";
import { levelOf } from "./level";
import { wasAsExpected } from "./observed";
import { warn, type Say } from "./say";
import type { MessageContext } from "./verdictGroups";

/** What a gate declares, completed with the defaults. Made once, and passed on to all that handle the gate. */
export interface Gate {
  readonly inputs: Inputs;
  readonly expectation: Expectation;
  readonly level: EnforcementLevel;
  readonly durations: Durations;
  readonly connection: Connection;
  readonly region: string;
  /** What the last successful deployment found: empty for a new gate; absent if it is not known. */
  readonly deployed?: Observed;
}

/** Makes a gate from inputs, with the connection that they name; `recorded` is its recorded state. */
export type GateMaker = (inputs: Inputs, recorded?: { readonly deployed?: Observed }) => Promise<Gate>;

export function gateOf(
  inputs: Inputs,
  connection: Connection,
  config: StackConfig,
  recorded?: { readonly deployed?: Observed },
): Gate {
  return {
    ...(recorded && { deployed: recorded.deployed ?? {} }),
    inputs,
    expectation: expectationOf(inputs),
    level: levelOf(inputs, config),
    durations: durationsOf(inputs, config),
    connection,
    region: connection.region,
  };
}

/** What sentences about a gate need to know. */
export function messageContext({
  region,
  expectation,
  deployed,
}: Pick<Gate, "region" | "expectation" | "deployed">): MessageContext {
  return {
    region,
    ...(expectation.whereOffered && { whereOffered: true }),
    ...(deployed && { isNew: (finding) => !wasAsExpected(deployed, finding) }),
  };
}

/** Whether a gate is about the caller's own account. */
export function targetsCaller({ accountIds, members }: Pick<Inputs, "accountIds" | "members">): boolean {
  return accountIds === undefined && members === undefined;
}

/** The accounts that inputs name; `SELF` where they name none. */
export function accountIdsOf(inputs: Inputs): readonly string[] {
  return inputs.accountIds ?? [SELF];
}

export function expectationOf(inputs: Inputs): Expectation {
  const { resourceTypes, whereOffered, expectedStatus = DEFAULTS.expectedStatus } = inputs;
  return { resourceTypes, status: expectedStatus, ...(whereOffered && { whereOffered }) };
}

/** A mandatory gate fails if something can't be verified. Any other gate warns, and goes on without it. */
export async function verified<T>({ level }: Gate, say: Say, verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof UserError) || level === "mandatory") throw error;
    warn(say, [error.message]);
    return undefined;
  }
}
