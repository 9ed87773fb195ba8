import type { StackValidationPolicy } from "@pulumi/policy";
import { liveStatus } from "./liveStatus";
import { requireGate } from "./requireGate";
import { strictGates } from "./strictGates";

export { liveStatus, requireGate, strictGates };

/**
 * All policies of this package, for a policy pack of one's own. The package has them as a pack, too:
 * `pulumi preview --policy-pack node_modules/pulumi-inspector-status/policy-pack`.
 *
 * @since 0.1.0
 *
 * @example
 * ```typescript
 * new PolicyPack("ours", { policies: [...inspectorPolicies(), noPublicBuckets] });
 * ```
 */
export function inspectorPolicies(): StackValidationPolicy[] {
  return [requireGate(), strictGates(), liveStatus()];
}
