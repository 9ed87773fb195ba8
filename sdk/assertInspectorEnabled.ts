import type { Concealment } from "../provider/gate/concealment";
import type { StatusOutputs } from "../provider/gate/outputs";
import type { GetInspectorAccountStatusByRegionResult } from "./getInspectorAccountStatusByRegion";
import { kindOf } from "./providerOption";
import { runError } from "./runError";

/**
 * Throws one error that names every reason for which something is not `ENABLED`, each with its first ten accounts, so
 * that `pulumi preview` itself fails, without a stack trace. Returns the result, so that it can stand in an expression.
 *
 * @since 0.1.0
 * @param result What `getInspectorAccountStatus` or `getInspectorAccountStatusByRegion` has returned.
 * @throws `pulumi.RunError` unless everything was read and is `ENABLED`.
 *
 * @example
 * ```typescript
 * assertInspectorEnabled(await getInspectorAccountStatus({ accountIds, resourceTypes: ["EC2"] }));
 * getInspectorAccountStatusOutput({ accountIds: account.id.apply((id) => [id]) }).apply(assertInspectorEnabled);
 * ```
 */
export function assertInspectorEnabled<T extends StatusOutputs | GetInspectorAccountStatusByRegionResult>(
  result: T,
): T {
  // A Promise that nobody awaited has no such member, and that of an Output is an Output.
  if (typeof (result as Partial<StatusOutputs> | null | undefined)?.satisfied !== "boolean") {
    throw runError(
      `assertInspectorEnabled takes what getInspectorAccountStatus has returned, not ${kindOf(result)}: \`await\` a Promise, and use \`.apply(assertInspectorEnabled)\` with an Output.`,
    );
  }
  const parts: readonly StatusOutputs[] = "results" in result ? Object.values(result.results) : [result];
  const off = parts.filter(({ satisfied, status }) => !satisfied || status !== "ENABLED");
  if (result.satisfied && parts.length > 0 && off.length === 0) return result;
  const expected = expectedOf(result, off[0]);
  if (expected !== "ENABLED") {
    const remedy = "leave `expectedStatus` out to assert ENABLED";
    throw runError(
      `Amazon Inspector is not ENABLED as asserted. The status was read to compare it with ${expected}: ${remedy}.`,
    );
  }
  const reasons = [...off.flatMap(reasonsOf), ...unreadRegions(result)];
  throw runError(["Amazon Inspector is not ENABLED as asserted.", ...reasons].join("\n  * "));
}

/** The expected status. If everything is as expected, it is the status itself. */
function expectedOf(
  { violations, pending }: StatusOutputs | GetInspectorAccountStatusByRegionResult,
  off: StatusOutputs | undefined,
): string {
  return [...violations, ...pending][0]?.expected ?? off?.status ?? "ENABLED";
}

function reasonsOf(result: StatusOutputs): string[] {
  const { region = "its Region" } = result as { readonly region?: string };
  return sentences().violationSentences(result, region).map(concealment(result).text);
}

/** Why Regions could not be read, each as a sentence. */
function unreadRegions(result: StatusOutputs | GetInspectorAccountStatusByRegionResult): string[] {
  if (!("results" in result)) return [];
  return result.violations.flatMap(({ accountId, message }) => (accountId === undefined ? [message] : []));
}

/** A result contains the arguments, without roles, and tells which of them are secrets. */
export function concealment(properties: object): Concealment {
  const { Concealment } = require("../provider/gate/concealment") as typeof import("../provider/gate/concealment");
  return new Concealment(properties);
}

/** Loaded only when needed: not in a program where everything is as expected. */
function sentences(): typeof import("../provider/gate/violationSentences") {
  return require("../provider/gate/violationSentences") as typeof import("../provider/gate/violationSentences");
}
