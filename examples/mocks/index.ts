import { getInspectorAccountStatusOutput, InspectorAccountStatus } from "pulumi-inspector-status";

// What is deployed: a gate, and something that is decided by what is read.
export const gate = new InspectorAccountStatus("inspector", {
  accountIds: ["111122223333"],
  resourceTypes: ["EC2", "ECR"],
});

const read = getInspectorAccountStatusOutput({ accountIds: ["111122223333"], resourceTypes: ["LAMBDA"] });
export const mayRunFunctions = read.satisfied;
