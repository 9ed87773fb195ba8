import type { Concealment } from "../provider/gate/concealment";
import type { StatusOutputs } from "../provider/gate/outputs";
import { runError } from "./runError";

/**
 * Throws one error that names every reason for which something is not `ENABLED`, each with its first ten accounts, so that
 * `pulumi preview` itself fails, without a stack trace. Returns the result, so that it can stand in an expression.
 *
 * @param result What `getInspectorAccountStatus` has returned.
 * @throws `pulumi.RunError` unless everything was read and is `ENABLED`.
 *
 * @example
 * ```typescript
 * assertInspectorEnabled(await getInspectorAccountStatus({ accountIds, resourceTypes: ["EC2"] }));
 * getInspectorAccountStatusOutput({ accountIds: account.id.apply((id) => [id]) }).apply(assertInspectorEnabled);
 * ```
 */
export function assertInspectorEnabled<T extends StatusOutputs>(result: T): T {
  if (result.satisfied && result.status === "ENABLED") return result;
  const expected = [...result.violations, ...result.pending][0]?.expected ?? result.status;
  if (expected !== "ENABLED") {
    const remedy = "leave `expectedStatus` out to assert ENABLED";
    throw runError(
      `Amazon Inspector is not ENABLED as asserted. The status was read to compare it with ${expected}: ${remedy}.`,
    );
  }
  const { region = "its Region" } = result as { readonly region?: string };
  const reasons = sentences().violationSentences(result, region);
  const { text } = concealment(result);
  throw runError(["Amazon Inspector is not ENABLED as asserted.", ...reasons.map(text)].join("\n  * "));
}

/** A result has the arguments in it, and which of them are secrets. */
function concealment(result: StatusOutputs): Concealment {
  const { Concealment } = require("../provider/gate/concealment") as typeof import("../provider/gate/concealment");
  return new Concealment(result as unknown as Readonly<Record<string, unknown>>);
}

/** Loaded when it is needed: a program where everything is on never needs it. */
function sentences(): typeof import("../provider/gate/violationSentences") {
  return require("../provider/gate/violationSentences") as typeof import("../provider/gate/violationSentences");
}
