import * as pulumi from "@pulumi/pulumi";
import type { StatusOutputs } from "../provider/gate/outputs";

/**
 * The token under which mocks are asked for the data source.
 */
const READ_TOKEN = "inspector-status:index:getInspectorAccountStatus";

/** The defaults of an answer of mocks: no violations, but also not `satisfied`. */
const EMPTY: Omit<StatusOutputs, "status"> = {
  satisfied: false,
  accounts: {},
  failedAccounts: {},
  missingAccountIds: [],
  skippedAccounts: {},
  violations: [],
  pending: [],
};

/** Whether a program runs under `pulumi.runtime.setMocks`, where nothing may be asked over the network. */
export function isMocked(): boolean {
  const monitor = pulumi.runtime.hasMonitor() ? pulumi.runtime.getMonitor() : undefined;
  return (monitor as { readonly mocks?: unknown } | undefined)?.mocks !== undefined;
}

/** Asks the mocks, as for an invoke of `READ_TOKEN`. */
export async function readMocks(args: Readonly<Record<string, unknown>>): Promise<StatusOutputs> {
  const answer: Partial<StatusOutputs> = (await pulumi.runtime.invoke(READ_TOKEN, args)) as object;
  return { ...EMPTY, status: answer.satisfied === true ? "ENABLED" : "MISSING", ...answer };
}
