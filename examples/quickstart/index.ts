import { InspectorAccountStatus } from "pulumi-inspector-status";
import { Workload } from "./workload";

const inspector = new InspectorAccountStatus("inspector", {
  accountIds: ["111122223333"],
  resourceTypes: ["EC2", "ECR"],
  mismatchGrace: "2s",
});

new Workload("workload", { dependsOn: inspector });

export const status = inspector.status;
