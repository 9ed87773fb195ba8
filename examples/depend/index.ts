import * as aws from "@pulumi/aws";
import { InspectorAccountStatus } from "pulumi-inspector-status";

const accountId = aws.getCallerIdentityOutput().accountId;

const enabler = new aws.inspector2.Enabler("enabler", {
  accountIds: [accountId],
  resourceTypes: ["ECR"],
});

const inspector = new InspectorAccountStatus(
  "inspector",
  { accountIds: [accountId], resourceTypes: enabler.resourceTypes },
  { dependsOn: enabler },
);

// Not created before images pushed to it are scanned.
const images = new aws.ecr.Repository("images", {}, { dependsOn: inspector });

export const repositoryUrl = images.repositoryUrl;
