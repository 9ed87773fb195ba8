import { InspectorAccountStatus } from "pulumi-inspector-status";

const inspector = new InspectorAccountStatus("inspector", {
  accountIds: ["111122223333"],
  resourceTypes: ["EC2", "ECR"],
});

export const status = inspector.status;
