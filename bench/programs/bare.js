// COUNT dynamic resources that do nothing, with as many inputs and outputs as a gate has: the time that Pulumi itself
// needs for resources of this shape.
const pulumi = require("@pulumi/pulumi");

const provider = {
  create: async (inputs) => {
    const [id] = inputs.accountIds;
    const on = { status: "ENABLED" };
    const account = {
      accountId: id,
      state: on,
      resourceState: { ec2: on, ecr: on, lambda: on, lambdaCode: on, codeRepository: on },
    };
    const outs = {
      ...inputs,
      status: "ENABLED",
      satisfied: true,
      accounts: { [id]: account },
      deployed: inputs.observed,
    };
    return {
      id,
      outs: { ...outs, failedAccounts: {}, missingAccountIds: [], skippedAccounts: {}, violations: [], pending: [] },
    };
  },
};
const OUTPUTS = [
  "status",
  "satisfied",
  "accounts",
  "failedAccounts",
  "missingAccountIds",
  "skippedAccounts",
  "violations",
  "pending",
];

class Bare extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(
      provider,
      name,
      { ...Object.fromEntries(OUTPUTS.map((name) => [name, undefined])), ...args },
      {},
      "bench",
      "Bare",
    );
  }
}

for (let i = 0; i < Number(process.env.COUNT); i++) {
  const id = String(100_000_000_000 + i);
  new Bare(`bare-${i}`, {
    accountIds: [id],
    resourceTypes: ["EC2", "ECR"],
    region: "us-east-1",
    observed: { [id]: { EC2: "ENABLED", ECR: "ENABLED" } },
  });
}
