import { getInspectorAccountStatusOutput } from "pulumi-inspector-status";

const inspector = getInspectorAccountStatusOutput({ accountIds: ["111122223333"], resourceTypes: ["EC2", "ECR"] });

export const status = inspector.status;
export const ecr = inspector.accounts.apply((accounts) => accounts["111122223333"]?.resourceState.ecr?.status);
export const open = inspector.violations.apply((violations) => violations.map(({ message }) => message));
