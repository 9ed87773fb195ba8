import * as aws from "@pulumi/aws";
import { InspectorAccountStatus } from "pulumi-inspector-status";

// Members of the caller, who is the delegated administrator. An enabler takes its own account or members, not both.
const enabler = new aws.inspector2.Enabler("enabler", {
  accountIds: ["444455556666", "777788889999"],
  resourceTypes: ["EC2", "ECR"],
});

// The enabler's outputs say what to wait for, and they make the gate depend on it.
const inspector = new InspectorAccountStatus("inspector", {
  accountIds: enabler.accountIds,
  resourceTypes: enabler.resourceTypes,
  mismatchGrace: "2m",
});

// The workload: not created before all of it is scanned.
const images = new aws.ecr.Repository("images", {}, { dependsOn: inspector });

export const status = inspector.status;
export const repositoryUrl = images.repositoryUrl;
