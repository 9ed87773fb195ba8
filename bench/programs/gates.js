// COUNT gates, each on an account of its own.
const { InspectorAccountStatus } = require("pulumi-inspector-status");

for (let i = 0; i < Number(process.env.COUNT); i++) {
  new InspectorAccountStatus(`gate-${i}`, {
    accountIds: [String(100_000_000_000 + i)],
    resourceTypes: ["EC2", "ECR"],
  });
}
