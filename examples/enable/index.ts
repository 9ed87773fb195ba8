import * as aws from "@pulumi/aws";
import { InspectorAccountStatus } from "pulumi-inspector-status";

// Members of the caller, who is the delegated administrator. An enabler takes its own account or members, not both.
const scanned = { accountIds: ["444455556666", "777788889999"], resourceTypes: ["EC2", "ECR"] };
const enabler = new aws.inspector2.Enabler("enabler", scanned);

// What was asked for, because the enabler's outputs leave out what is off.
const inspector = new InspectorAccountStatus("inspector", { ...scanned, mismatchGrace: "2m" }, { dependsOn: enabler });

// The workload: not created before all of it is scanned.
const images = new aws.ecr.Repository("images", {}, { dependsOn: inspector });

export const status = inspector.status;
export const repositoryUrl = images.repositoryUrl;
