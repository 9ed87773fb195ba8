import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";
import { gatesBeforeIn, isStatus } from "./gates";
import { named, SCANNED_TYPES } from "./scanned";

/** The configuration of the policy {@link requireGate}. */
interface RequireGateConfig {
  readonly types?: readonly string[];
  readonly exempt?: readonly string[];
}

/**
 * Resources that Amazon Inspector scans have to depend on a gate, directly or by way of properties, parents and other
 * resources. Policies don't see resource hooks: what carries `requireInspectorEnabled` instead is named in `exempt`.
 *
 * @since 0.1.0
 */
export function requireGate(): StackValidationPolicy {
  return {
    name: "inspector-gate-required",
    displayName: "Scanned resources depend on a gate of Amazon Inspector",
    description: "What Amazon Inspector scans must not be created before it is known to be on.",
    configSchema: {
      properties: {
        types: {
          type: "array",
          items: { type: "string" },
          default: [...SCANNED_TYPES],
          description: "The type tokens of the resources that have to depend on a gate.",
        },
        exempt: {
          type: "array",
          items: { type: "string" },
          default: [],
          description: "The names or URNs of resources that need none, such as those that carry the hook.",
        },
      },
    },
    validateStack: (args, report) => {
      const { resources } = args;
      const { types = SCANNED_TYPES, exempt = [] } = args.getConfig<RequireGateConfig>();
      const gatesBefore = gatesBeforeIn(resources);
      const isExempt = ({ name, urn }: PolicyResource): boolean => exempt.includes(name) || exempt.includes(urn);
      for (const resource of resources) {
        if (!types.includes(resource.type) || isExempt(resource) || gatesBefore(resource).length > 0) continue;
        report(sentenceAbout(resource), resource.urn);
      }
    },
  };
}

function sentenceAbout(resource: PolicyResource): string {
  const other = resource.dependencies.find(isStatus);
  const why = other ? `; "${other.name}", which it depends on, does not wait for ENABLED` : "";
  return `${named(resource)} depends on no gate, so it can be created while Amazon Inspector is off${why}. Give it \`dependsOn\` with an InspectorAccountStatus; where it carries the hook requireInspectorEnabled, which policies don't see, name it in \`exempt\` of this policy.`;
}
