import { InspectorAccountStatusByRegion } from "pulumi-inspector-status";

const inspector = new InspectorAccountStatusByRegion("inspector", {
  regions: ["us-east-1", "eu-west-1"],
  resourceTypes: ["EC2"],
});

export const statuses = inspector.statuses;
export const satisfied = inspector.satisfied;
