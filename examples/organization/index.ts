import { InspectorAccountStatus } from "pulumi-inspector-status";

// Run as the delegated administrator of Amazon Inspector.
const inspector = new InspectorAccountStatus("inspector", {
  members: true,
  excludeAccountIds: ["999900001111"],
  resourceTypes: ["EC2", "ECR"],
  timeout: "45m",
});

export const status = inspector.status;
export const skipped = inspector.skippedAccounts;
