import type { StatusOutputs } from "../provider/gate/outputs";
import { runError } from "./runError";

/**
 * Throws one error that lists everything that is not `ENABLED`, so that `pulumi preview` itself fails, without a stack
 * trace. Returns the result, so that it can stand in an expression.
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
  const flaws = [...result.violations, ...result.pending];
  const expected = flaws[0]?.expected ?? result.status;
  const reasons =
    expected === "ENABLED"
      ? flaws.map(({ message }) => `\n  * ${message}`).join("")
      : ` The status was read to compare it with ${expected}: leave \`expectedStatus\` out to assert ENABLED.`;
  throw runError(`Amazon Inspector is not ENABLED as asserted.${reasons}`);
}
