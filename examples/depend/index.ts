import * as aws from "@pulumi/aws";
import { InspectorAccountStatus } from "pulumi-inspector-status";

const accountId = aws.getCallerIdentityOutput().accountId;
const scanned = { accountIds: [accountId], resourceTypes: ["ECR"] };

const enabler = new aws.inspector2.Enabler("enabler", scanned);
const inspector = new InspectorAccountStatus("inspector", scanned, { dependsOn: enabler });

// Not created before images pushed to it are scanned.
const images = new aws.ecr.Repository("images", {}, { dependsOn: inspector });

export const repositoryUrl = images.repositoryUrl;
