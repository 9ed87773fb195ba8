import {
  getInspectorAccountStatusByRegionOutput,
  InspectorAccountStatusByRegion,
  type ResourceTypesByRegion,
} from "pulumi-inspector-status";

const regions = ["us-east-1", "eu-west-1", "eu-south-2"];
// Not every Region offers every scan type.
const resourceTypes: ResourceTypesByRegion = { default: ["EC2", "LAMBDA_CODE"], "eu-south-2": ["EC2"] };

const inspector = new InspectorAccountStatusByRegion("inspector", { regions, resourceTypes });

export const statuses = inspector.statuses;
export const satisfied = inspector.satisfied;

// One list for all of them: what a Region does not offer is not compared.
const offered = getInspectorAccountStatusByRegionOutput(
  { regions, resourceTypes: ["EC2", "LAMBDA_CODE"], whereOffered: true },
  { dependsOn: inspector },
);
export const notOffered = offered.results.apply((results) =>
  Object.entries(results).map(
    ([region, result]) => `${region}: ${result.notOffered?.join(", ") || "everything is offered"}`,
  ),
);
