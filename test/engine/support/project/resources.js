// Resources that stand around a gate in the programs of the tests.
const pulumi = require("@pulumi/pulumi");

/** Stands in for what must not run unscanned. Records when it was created. */
exports.Dependent = class extends pulumi.dynamic.Resource {
  constructor(name, gate) {
    const provider = { create: async () => ({ id: name, outs: { createdAt: Date.now() } }) };
    super(provider, name, { createdAt: undefined }, { dependsOn: gate }, "test", "Dependent");
  }
};

/** Stands in for `aws.organizations.Account`: its `accountId` is not known before it is created; another one replaces it. */
exports.Account = class extends pulumi.dynamic.Resource {
  constructor(name, number) {
    const provider = {
      diff: async (_, olds, news) => {
        const isSame = olds.number === news.number;
        return { changes: !isSame, replaces: isSame ? [] : ["number"] };
      },
      create: async (inputs) => ({ id: inputs.number, outs: { ...inputs, accountId: inputs.number } }),
    };
    super(provider, name, { number, accountId: undefined }, {}, "test", "Account");
  }
};
