import * as pulumi from "@pulumi/pulumi";
import { InspectorAccountStatus } from "pulumi-inspector-status";

// Without the delegated administrator: each account is asked by a role in it, and sees itself.
const gates = ["444455556666", "777788889999"].map(
  (accountId) =>
    new InspectorAccountStatus(`inspector-${accountId}`, {
      accountIds: [accountId],
      assumeRole: { roleArn: `arn:aws:iam::${accountId}:role/InspectorReader` },
      resourceTypes: ["EC2"],
    }),
);

export const statuses = pulumi.all(gates.map(({ status }) => status));
