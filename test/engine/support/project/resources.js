// Other resources of the tests' programs.
const pulumi = require("@pulumi/pulumi");

/** Stands for a workload that must not run without scanning. Records when it was created. */
exports.Dependent = class extends pulumi.dynamic.Resource {
  constructor(name, gate) {
    const provider = { create: async () => ({ id: name, outs: { createdAt: Date.now() } }) };
    super(provider, name, { createdAt: undefined }, { dependsOn: gate }, "test", "Dependent");
  }
};

/**
 * Stands in for `aws.organizations.Account`: its `accountId` is not known before it is created; another one replaces
 * it.
 */
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

/** Changes the scenario of the emulator, after some time, when it is updated to another value. */
exports.Change = class extends pulumi.dynamic.Resource {
  constructor(name, scenario, after, dependsOn) {
    const provider = {
      diff: async (_, olds, news) => ({ changes: olds.scenario !== news.scenario }),
      create: async (inputs) => ({ id: "change", outs: inputs }),
      update: async (_, __, news) => {
        await new Promise((resolve) => setTimeout(resolve, news.after));
        const url = process.env.AWS_ENDPOINT_URL_INSPECTOR2 + "/_emulator/set";
        const { ok } = await fetch(url, { method: "POST", body: news.scenario });
        if (!ok) throw new Error("The scenario was not changed");
        return { outs: news };
      },
    };
    super(provider, name, { scenario: JSON.stringify(scenario), after }, { dependsOn }, "test", "Change");
  }
};
