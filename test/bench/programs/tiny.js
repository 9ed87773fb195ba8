// COUNT dynamic resources that do nothing, with the arguments of a gate and no more.
const pulumi = require("@pulumi/pulumi");
const provider = { create: async (inputs) => ({ id: "bare", outs: inputs }) };
class Bare extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args, {}, "bench", "Bare");
  }
}
for (let i = 0; i < Number(process.env.COUNT); i++) {
  new Bare(`bare-${i}`, { accountIds: [String(100_000_000_000 + i)], resourceTypes: ["EC2", "ECR"] });
}
