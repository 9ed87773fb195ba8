// COUNT dynamic resources that do nothing, with as many inputs and outputs as a gate has, and as much recorded code:
// the time that Pulumi itself needs for resources of this shape. It writes the whole state after each of them.
const pulumi = require("@pulumi/pulumi");

/** Makes the recorded code as long as that of a gate, which `load.providerBytes` measures. */
const FILLER = "-".repeat(1_040);

const provider = {
  create: async (inputs) => {
    const [id] = [inputs.accountIds[0], FILLER];
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
