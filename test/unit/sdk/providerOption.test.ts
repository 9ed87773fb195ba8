import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import {
  getInspectorAccountStatus,
  getInspectorAccountStatusByRegion,
  getInspectorAccountStatusByRegionOutput,
  getInspectorAccountStatusOutput,
  InspectorAccountStatus,
  InspectorAccountStatusByRegion,
  requireInspectorEnabled,
} from "../../../sdk";
import { withChosenProvider } from "../../../sdk/providerOption";

/** As `aws.Provider` of `@pulumi/aws` is, as far as a gate looks. */
class AwsProvider extends pulumi.ProviderResource {
  declare readonly region: pulumi.Output<string | undefined>;
  declare readonly profile: pulumi.Output<string | undefined>;
  constructor(
    name: string,
    args: { readonly region?: string; readonly profile?: string; readonly accessKey?: string },
  ) {
    const names = { region: undefined, profile: undefined, accessKey: undefined, assumeRoles: undefined };
    super("aws", name, { ...names, ...args });
  }
}

describe("the option `provider` of a gate", () => {
  let registered: MockResourceArgs[] = [];
  const gates = (): MockResourceArgs[] => registered.filter(({ type }) => type.endsWith("InspectorAccountStatus"));
  const done = (gate: pulumi.Resource) => (gate.urn as unknown as { promise(): Promise<string> }).promise();

  beforeEach(async () => {
    registered = [];
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        registered.push(args);
        return { id: `id-of-${args.name}`, state: args.inputs as Record<string, unknown> };
      },
      call: () => ({}),
    });
  });

  const provider = () => new AwsProvider("dublin", { region: "eu-west-1", profile: "dev" });
  const connection = (): unknown[] => gates().map(({ inputs }) => [inputs.region, inputs.profile]);

  it("means what `awsProvider` means, and the engine does not see it", async () => {
    await done(new InspectorAccountStatus("gate", {}, { provider: provider() }));
    assert.deepEqual(connection(), [["eu-west-1", "dev"]]);
    assert.ok(!gates()[0]!.provider?.includes("aws"), gates()[0]!.provider);
  });

  it("comes from the parent's `providers` as well, near or far", async () => {
    const parent = new pulumi.ComponentResource("a:b:C", "outer", {}, { providers: { aws: provider() } });
    const inner = new pulumi.ComponentResource("a:b:C", "inner", {}, { parent });
    await done(new InspectorAccountStatus("gate", {}, { parent: inner }));
    assert.deepEqual(connection(), [["eu-west-1", "dev"]]);
  });

  it("leaves what the arguments say, and `awsProvider` goes before it", async () => {
    const other = new AwsProvider("virginia", { region: "us-east-1", profile: "ops" });
    await done(new InspectorAccountStatus("a", { region: "eu-north-1" }, { provider: provider() }));
    await done(new InspectorAccountStatus("b", { awsProvider: other }, { provider: provider() }));
    assert.deepEqual(connection(), [
      ["eu-north-1", "dev"],
      ["us-east-1", "ops"],
    ]);
  });

  it("gives its Region where that of the arguments turns out to have no value", async () => {
    await done(new InspectorAccountStatus("a", { region: pulumi.output(undefined) }, { provider: provider() }));
    assert.deepEqual(connection(), [["eu-west-1", "dev"]]);
  });

  it("holds for a gate in each Region", async () => {
    const all = new InspectorAccountStatusByRegion("all", { regions: ["us-east-1"] }, { providers: [provider()] });
    await done(all.gates["us-east-1"]!);
    assert.deepEqual(connection(), [["us-east-1", "dev"]]);
  });

  it("that is no aws.Provider is refused in a sentence", () => {
    const other = new (class extends pulumi.ProviderResource {})("gcp", "other", {});
    for (const provider of [other, {} as pulumi.ProviderResource]) {
      for (const declare of [
        () => new InspectorAccountStatus("gate", {}, { provider }),
        () => new InspectorAccountStatusByRegion("all", { regions: ["us-east-1"] }, { provider }),
        () => withChosenProvider({}, { provider }),
      ]) {
        assert.throws(declare, (error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.match(
            error.message,
            /must be an `aws\.Provider` of @pulumi\/aws, .*, not (pulumi:providers:gcp|a value of type object):/,
          );
          return true;
        });
      }
    }
  });

  /** Everything that takes arguments, as plain JavaScript calls it. */
  const takers: readonly ((args: never) => unknown)[] = [
    (args) => new InspectorAccountStatus("gate", args),
    (args) => new InspectorAccountStatusByRegion("all", args),
    (args) => requireInspectorEnabled("hook", args),
    getInspectorAccountStatusOutput,
    getInspectorAccountStatusByRegionOutput,
    getInspectorAccountStatus,
    getInspectorAccountStatusByRegion,
  ];
  const REGIONS = ["us-east-1"];
  const object = "must be an object with each argument by its name";
  const provided = (found: string): RegExp =>
    RegExp(`^\`awsProvider\` of .* must be an \`aws\\.Provider\` of @pulumi/aws, .*, not ${found}`);
  const unfit: readonly [title: string, args: unknown, sentence: RegExp][] = [
    ["null", null, RegExp(`^The arguments .* ${object}, not null\\.$`)],
    [
      "an Output",
      pulumi.output({ regions: REGIONS }),
      RegExp(`^The arguments .* ${object}, not an Output or a Promise`),
    ],
    [
      "a Promise",
      Promise.resolve({ regions: REGIONS }),
      RegExp(`^The arguments .* ${object}, not an Output or a Prom`),
    ],
    ["a text", "us-east-1", RegExp(`^The arguments .* ${object}, not a value of type string\\.$`)],
    ["an `awsProvider` that is empty", { regions: REGIONS, awsProvider: "" }, provided("a value of type string")],
    ["an `awsProvider` that is a text", { regions: REGIONS, awsProvider: "x" }, provided("a value of type string")],
    ["an `awsProvider` that is none", { regions: REGIONS, awsProvider: {} }, provided("a value of type object")],
    ["an Output as `awsProvider`", { regions: REGIONS, awsProvider: pulumi.output({}) }, provided("an Output or a")],
  ];
  for (const [title, args, sentence] of unfit) {
    it(`arguments that are unfit are refused in a sentence, at once: ${title}`, async () => {
      for (const [i, take] of takers.entries()) {
        const isRefused = (error: unknown): boolean => {
          assert.ok(pulumi.RunError.isInstance(error), String(error));
          assert.match(error.message, sentence);
          return true;
        };
        if (i < 5) assert.throws(() => take(args as never), isRefused);
        else await assert.rejects(take(args as never) as Promise<unknown>, isRefused);
      }
    });
  }

  it("arguments that are missing are refused in a sentence where there must be some", async () => {
    const message = /^The arguments .*, not a value of type undefined\.$/;
    assert.throws(() => new InspectorAccountStatusByRegion("all", undefined as never), { message });
    assert.throws(() => getInspectorAccountStatusByRegionOutput(undefined as never), { message });
    await assert.rejects(getInspectorAccountStatusByRegion(undefined as never), { message });
  });

  it("nothing is taken from a parent that has none", () => {
    const args = { awsProvider: undefined };
    assert.equal(withChosenProvider(args, { parent: new pulumi.ComponentResource("a:b:C", "c") }), args);
  });

  it("a timeout that turns out to have no value is that of customTimeouts", async () => {
    const options = { customTimeouts: { create: "7m" } };
    for (const timeout of [pulumi.output(undefined), undefined, pulumi.output("9m"), "9m"])
      await done(new InspectorAccountStatus("a", { timeout }, options));
    assert.deepEqual(
      gates().map(({ inputs }) => inputs.timeout as unknown),
      ["7m", "7m", "9m", "9m"],
    );
  });
});
