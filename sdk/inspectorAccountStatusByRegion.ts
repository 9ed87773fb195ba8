import * as pulumi from "@pulumi/pulumi";
import type { InspectorStatus } from "../provider/status/vocabulary";
import type { InspectorAccountStatusArgs } from "./inspectorAccountStatusArgs";
import { InspectorAccountStatus } from "./inspectorAccountStatus";
import { refuseUnfit } from "./providerOption";
import { problemsOfResourceTypes, resourceTypesIn, type ResourceTypesByRegion } from "./resourceTypesByRegion";
import { problemsOfRegion, REGIONS, regionNames } from "./regionNames";
import { runError } from "./runError";

/**
 * The arguments of an {@link InspectorAccountStatusByRegion}.
 *
 * @since 0.1.0
 */
export interface InspectorAccountStatusByRegionArgs extends Omit<
  InspectorAccountStatusArgs,
  "region" | "resourceTypes"
> {
  /** The AWS Regions: one gate for each. */
  regions: readonly string[];
  /**
   * The scan types that must have the expected status: a list for all Regions, or a map of lists by Region, in which
   * `default` is for the Regions that it does not name. The keys of the map are known when the program starts.
   *
   * @default the status of the account itself is compared
   */
  resourceTypes?: InspectorAccountStatusArgs["resourceTypes"] | ResourceTypesByRegion | undefined;
}

/**
 * One {@link InspectorAccountStatus} per Region, with the same arguments, but for scan types by Region. What depends on
 * it waits for all of them.
 *
 * @since 0.1.0
 * @example
 * ```typescript
 * const inspector = new InspectorAccountStatusByRegion("inspector", {
 *   regions: ["us-east-1", "eu-west-1"],
 *   resourceTypes: ["ECR"],
 * });
 * new aws.ecr.Repository("images", {}, { dependsOn: inspector });
 * ```
 */
export class InspectorAccountStatusByRegion extends pulumi.ComponentResource {
  /** @internal */
  static readonly __pulumiType: string = "inspector-status:index:InspectorAccountStatusByRegion";

  /** The gates, by Region. */
  readonly gates: Readonly<Record<string, InspectorAccountStatus>>;
  /** The status of each gate, by Region. */
  readonly statuses: pulumi.Output<Record<string, InspectorStatus>>;
  /** Whether everything was read and is as expected, in all Regions. */
  readonly satisfied: pulumi.Output<boolean>;

  constructor(name: string, args: InspectorAccountStatusByRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseUnfit(args, opts?.provider);
    super(InspectorAccountStatusByRegion.__pulumiType, name, {}, opts);
    const { regions, resourceTypes, ...rest } = args;
    // Regions become part of resource names.
    const found = regionNames(regions, `${REGIONS}, known when the program starts`);
    const names = "problem" in found ? [] : found;
    const problems = [
      ...problemsOfRegion(args),
      ...("problem" in found ? [`\`regions\` ${found.problem}`] : problemsOfResourceTypes(resourceTypes, names)),
    ];
    if (problems.length > 0)
      throw runError(`InspectorAccountStatusByRegion "${name}": ${problems.join("; ").replace(/[^?]$/, "$&.")}`);
    const argsIn = (region: string): InspectorAccountStatusArgs => ({
      ...rest,
      ...(resourceTypes !== undefined && { resourceTypes: resourceTypesIn(region, resourceTypes)! }),
      region,
    });
    // A component does not pass these on to its children.
    const options = { parent: this, ...(opts?.customTimeouts && { customTimeouts: opts.customTimeouts }) };
    this.gates = Object.fromEntries(
      names.map((region) => [region, new InspectorAccountStatus(`${name}-${region}`, argsIn(region), options)]),
    );
    const gates = Object.entries(this.gates);
    this.statuses = pulumi.all(Object.fromEntries(gates.map(([region, { status }]) => [region, status])));
    this.satisfied = pulumi.all(gates.map(([, { satisfied }]) => satisfied)).apply((all) => all.every(Boolean));
    this.registerOutputs({ statuses: this.statuses, satisfied: this.satisfied });
  }
}
