import * as pulumi from "@pulumi/pulumi";
import type { InspectorStatus } from "../provider/vocabulary";
import { InspectorAccountStatus, type InspectorAccountStatusArgs } from "./inspectorAccountStatus";

/** The arguments of an {@link InspectorAccountStatusByRegion}. */
export interface InspectorAccountStatusByRegionArgs extends Omit<InspectorAccountStatusArgs, "region"> {
  /** The AWS Regions: one gate for each. */
  regions: readonly string[];
}

/**
 * One {@link InspectorAccountStatus} per Region, with the same arguments. What depends on it waits for all of them.
 *
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
    super(InspectorAccountStatusByRegion.__pulumiType, name, {}, opts);
    const { regions, ...rest } = args;
    const names = regionNames(regions);
    // A component hands neither of the two on to its children.
    const { dependsOn, customTimeouts } = opts ?? {};
    const options = { parent: this, ...(dependsOn && { dependsOn }), ...(customTimeouts && { customTimeouts }) };
    this.gates = Object.fromEntries(
      names.map((region) => [region, new InspectorAccountStatus(`${name}-${region}`, { ...rest, region }, options)]),
    );
    const gates = Object.entries(this.gates);
    this.statuses = pulumi.all(Object.fromEntries(gates.map(([region, { status }]) => [region, status])));
    this.satisfied = pulumi.all(gates.map(([, { satisfied }]) => satisfied)).apply((all) => all.every(Boolean));
    this.registerOutputs({ statuses: this.statuses, satisfied: this.satisfied });
  }
}

/** The names of Regions, each once. They are part of the names of resources, so that they have to be there at once. */
function regionNames(regions: unknown): string[] {
  const refuse = (reason: string): never => {
    throw new pulumi.InputPropertyError({ propertyPath: "regions", reason: `\`regions\` ${reason}` });
  };
  if (!Array.isArray(regions)) return refuse("must be a list of AWS Regions, known when the program starts");
  if (regions.length === 0) return refuse("must be a list of at least one AWS Region: no Region is not a pass");
  const isText = (region: unknown): region is string => typeof region === "string" && region !== "";
  return regions.every(isText) ? [...new Set(regions)] : refuse("must be a list of the names of AWS Regions as text");
}
