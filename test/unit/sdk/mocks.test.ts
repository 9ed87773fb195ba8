import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs } from "@pulumi/pulumi/runtime";
import * as sdk from "../../../sdk";
import { startEmulator, type Emulator, type Scenario } from "../../../sdk/testing";
import { StatusReader } from "../../../provider/dataSource";
import { A, B } from "../../support/readings";

const TYPE = "pulumi-nodejs:dynamic/inspectorAccountStatus:InspectorAccountStatus";

class Other extends pulumi.CustomResource {}

/** What programs see in tests of their own, as Pulumi recommends them: `pulumi.runtime.setMocks`. */
describe("under mocks", () => {
  const environment = { ...process.env };
  let registered: MockResourceArgs[] = [];
  let emulator: Emulator | undefined;
  let asked: { token: string; inputs: unknown }[] = [];
  let answer: (() => object) | undefined;

  async function mock({ preview = false, scenario }: { preview?: boolean; scenario?: Scenario } = {}): Promise<void> {
    registered = [];
    asked = [];
    answer = undefined;
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          registered.push(args);
          const outputs = args.type === TYPE ? { status: "ENABLED", satisfied: true } : {};
          return { id: preview ? undefined : `id-of-${args.name}`, state: { ...args.inputs, ...outputs } };
        },
        call: ({ token, inputs }) => {
          if (token === "aws:index/getCallerIdentity:getCallerIdentity") return { accountId: A };
          asked.push({ token, inputs });
          // The answers of the emulator, as the program gets them without mocks.
          const reader = new StatusReader(
            () => undefined,
            () => undefined,
          );
          return answer ? answer() : reader.read(inputs as Record<string, unknown>);
        },
      },
      "project",
      "stack",
      preview,
    );
    emulator = await startEmulator(scenario ?? { accounts: { [A]: "ENABLED", [B]: "ENABLED" } });
    Object.assign(process.env, emulator.env);
  }

  afterEach(async () => {
    await emulator?.close();
    for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
    Object.assign(process.env, environment);
  });

  function valueOf<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    return (output as unknown as { promise(withUnknowns?: boolean): Promise<T | undefined> }).promise();
  }

  function isKnown(output: pulumi.Output<unknown>): Promise<boolean> {
    return (output as unknown as { isKnown: Promise<boolean> }).isKnown;
  }

  it("every property of a gate is an Output, also one that is not there", async () => {
    await mock();
    const gate = new sdk.InspectorAccountStatus("gate", {
      accountIds: [A, pulumi.output(B)],
      resourceTypes: [pulumi.output("EC2" as const)],
      timeout: pulumi.output("5m"),
    });
    const properties = [
      "accountIds",
      "members",
      "excludeAccountIds",
      "resourceTypes",
      "whereOffered",
      "expectedStatus",
      "enforcementLevel",
      "timeout",
      "mismatchGrace",
      "readTimeout",
      "region",
      "profile",
      "endpoint",
      "status",
      "satisfied",
      "accounts",
      "failedAccounts",
      "missingAccountIds",
      "notOffered",
      "skippedAccounts",
      "violations",
      "pending",
    ] as const;
    for (const property of properties) assert.ok(pulumi.Output.isInstance(gate[property]), property);
    assert.deepEqual(
      await Promise.all(
        [gate.status, gate.satisfied, gate.accountIds, gate.resourceTypes, gate.timeout].map((it) =>
          valueOf<unknown>(it),
        ),
      ),
      ["ENABLED", true, [A, B], ["EC2"], "5m"],
    );
    assert.equal(registered.find(({ name }) => name === "gate")!.type, TYPE);
  });

  it("a gate takes its timeout from customTimeouts, unless it has one of its own", async () => {
    await mock();
    const options = { customTimeouts: { create: "7m" } };
    const gates = [
      new sdk.InspectorAccountStatus("a", {}, options),
      new sdk.InspectorAccountStatus("b", { timeout: "9m" }, options),
      new sdk.InspectorAccountStatus("c"),
    ];
    assert.deepEqual(await Promise.all(gates.map(({ timeout }) => valueOf(timeout))), ["7m", "9m", undefined]);
  });

  it("a gate tells what it is", async () => {
    await mock();
    const gate = new sdk.InspectorAccountStatus("gate");
    assert.equal((sdk.InspectorAccountStatus as unknown as { __pulumiType: string }).__pulumiType, TYPE);
    assert.ok(sdk.InspectorAccountStatus.isInstance(gate));
    for (const other of [
      undefined,
      null,
      {},
      "gate",
      { __pulumiType: TYPE },
      new pulumi.ComponentResource("a:b:C", "other"),
    ]) {
      assert.equal(sdk.InspectorAccountStatus.isInstance(other), false);
    }
  });

  it("a gate of an earlier copy of this package is one too", async () => {
    await mock();
    class Gate extends pulumi.CustomResource {
      static readonly __pulumiType = "pulumi-nodejs:dynamic/inspector-status:InspectorAccountStatus";
    }
    assert.ok(sdk.InspectorAccountStatus.isInstance(new Gate(Gate.__pulumiType, "earlier")));
  });

  it(".get reads by id", async () => {
    await mock();
    const gate = sdk.InspectorAccountStatus.get("gate", `us-east-1/${A}`);
    await valueOf(gate.urn);
    const { id, type } = registered.find(({ name }) => name === "gate")!;
    assert.deepEqual([id, type], [`us-east-1/${A}`, TYPE]);
    assert.ok(sdk.InspectorAccountStatus.isInstance(gate));
  });

  it("gates in several Regions are children with one roll-up", async () => {
    await mock();
    const regions = new sdk.InspectorAccountStatusByRegion(
      "all",
      { regions: ["us-east-1", "eu-west-1", "us-east-1"], accountIds: [A] },
      { customTimeouts: { create: "7m" } },
    );
    assert.deepEqual(await valueOf(regions.statuses), { "us-east-1": "ENABLED", "eu-west-1": "ENABLED" });
    assert.equal(await valueOf(regions.satisfied), true);
    const gates = registered.filter(({ type }) => type === TYPE);
    assert.deepEqual(
      gates.map(({ name, inputs }) => [name, inputs["region"], inputs["accountIds"], inputs["timeout"]]).sort(),
      [
        ["all-eu-west-1", "eu-west-1", [A], "7m"],
        ["all-us-east-1", "us-east-1", [A], "7m"],
      ],
    );
    assert.deepEqual(Object.keys(regions.gates), ["us-east-1", "eu-west-1"]);
  });

  const wrongRegions: [regions: unknown, problem: string][] = [
    [[], "must not be empty: no Region is not a pass."],
    [undefined, "must be a list of names of AWS Regions, known when the program starts."],
    ["us-east-1", "must be a list of names of AWS Regions, known when the program starts."],
    [[pulumi.output("us-east-1")], "must be a list of names of AWS Regions, known when the program starts."],
    [pulumi.output(["us-east-1"]), "must be a list of names of AWS Regions, known when the program starts."],
  ];
  for (const [i, [regions, problem]] of wrongRegions.entries()) {
    it(`wrong Regions are refused without a stack (${i})`, async () => {
      await mock();
      assert.throws(
        () => new sdk.InspectorAccountStatusByRegion("all", { regions: regions as string[] }),
        (error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.equal(error.message, `InspectorAccountStatusByRegion "all": \`regions\` ${problem}`);
          return true;
        },
      );
    });
  }

  it("gates in several Regions take the scan types of their Region", async () => {
    await mock();
    const types = async (resourceTypes: sdk.InspectorAccountStatusByRegionArgs["resourceTypes"]) => {
      registered = [];
      const args = {
        regions: ["us-east-1", "eu-south-2"],
        whereOffered: true,
        ...(resourceTypes && { resourceTypes }),
      };
      const { satisfied } = new sdk.InspectorAccountStatusByRegion("all", args);
      await valueOf(satisfied);
      const gates = registered.filter(({ type }) => type === TYPE);
      assert.ok(gates.every(({ inputs }) => inputs["whereOffered"] === true));
      return Object.fromEntries(gates.map(({ inputs }) => [inputs["region"], inputs["resourceTypes"] as unknown]));
    };
    const both = ["EC2", "LAMBDA_CODE"] as const;
    assert.deepEqual(await types([...both]), { "us-east-1": both, "eu-south-2": both });
    assert.deepEqual(await types(pulumi.output([...both])), { "us-east-1": both, "eu-south-2": both });
    assert.deepEqual(await types(undefined), { "us-east-1": undefined, "eu-south-2": undefined });
    const byRegion = { default: pulumi.output([...both]), "eu-south-2": [pulumi.output("EC2" as const)] };
    assert.deepEqual(await types(byRegion), { "us-east-1": both, "eu-south-2": ["EC2"] });
    const all = { "us-east-1": Promise.resolve(["ECR" as const]), "eu-south-2": ["EC2" as const] };
    assert.deepEqual(await types(all), { "us-east-1": ["ECR"], "eu-south-2": ["EC2"] });
  });

  it("the Output form takes Inputs and gives what the Promise gives", async () => {
    await mock({ scenario: { accounts: { [A]: { ECR: "DISABLED" }, [B]: { failed: "ACCOUNT_IS_ISOLATED" } } } });
    const args = {
      accountIds: [A, B],
      resourceTypes: ["EC2" as const, "ECR" as const],
      region: "eu-west-1",
      timeout: "0s",
    };
    const expected = await sdk.getInspectorAccountStatus(args);
    const output = sdk.getInspectorAccountStatusOutput({
      accountIds: pulumi.output([A, B]),
      resourceTypes: ["EC2", pulumi.output("ECR" as const)],
      region: Promise.resolve("eu-west-1"),
      timeout: pulumi.output("0s"),
    });
    assert.deepEqual(await valueOf(output), expected);
    assert.equal(expected.violations.length, 3);
    assert.equal(emulator!.calls.length, 2);
  });

  it("the data source compares scan types where they are offered, if it is asked to", async () => {
    const without = { LAMBDA_CODE: null, CODE_REPOSITORY: null } as const;
    await mock({ scenario: { accounts: { [A]: without, [B]: { all: "ENABLED", CODE_REPOSITORY: null } } } });
    const read = (accountIds: string[], resourceTypes: sdk.ScanType[], whereOffered = false) =>
      sdk.getInspectorAccountStatus({ accountIds, resourceTypes, whereOffered, region: "us-east-1", timeout: "0s" });
    const one = await read([A], ["EC2", "LAMBDA_CODE"], true);
    assert.deepEqual([one.satisfied, one.notOffered, one.violations], [true, ["LAMBDA_CODE"], []]);
    const two = await read([A, B], ["EC2", "LAMBDA_CODE", "CODE_REPOSITORY"], true);
    assert.deepEqual([two.satisfied, two.status, two.notOffered], [false, "UNREPORTED", ["CODE_REPOSITORY"]]);
    const nothing = await read([A], ["LAMBDA_CODE"], true);
    assert.deepEqual([nothing.satisfied, nothing.status, nothing.notOffered], [false, "UNREPORTED", []]);
    const every = await read([A], ["EC2", "LAMBDA_CODE"]);
    assert.deepEqual([every.satisfied, every.status, every.notOffered], [false, "UNREPORTED", undefined]);
  });

  it("the data source compares AMI, which the emulator answers with", async () => {
    await mock({ scenario: { accounts: { [A]: { AMI: "DISABLED" } } } });
    const args = { accountIds: [A], region: "us-east-1", timeout: "0s" };
    const compared = await sdk.getInspectorAccountStatus({ ...args, resourceTypes: ["AMI"] });
    assert.equal(compared.status, "DISABLED");
    assert.match(compared.violations[0]?.message ?? compared.pending[0]!.message, /`Enable` does not take AMI yet/);
    const shown = await sdk.getInspectorAccountStatus(args);
    assert.deepEqual([shown.satisfied, shown.accounts[A]!.resourceState.ami], [true, { status: "DISABLED" }]);
  });

  it("the data source asks the mocks, by its token, and nobody over the network", async () => {
    await mock();
    answer = () => ({ status: "ENABLED", satisfied: true });
    const args = { accountIds: [A], resourceTypes: ["EC2" as const], region: "eu-west-1" };
    const result = await sdk.getInspectorAccountStatus(args);
    const token = "inspector-status:index:getInspectorAccountStatus";
    assert.deepEqual(asked, [{ token, inputs: args }]);
    assert.deepEqual(emulator!.calls, []);
    assert.deepEqual([result.status, result.region, result.violations], ["ENABLED", "eu-west-1", []]);
    assert.equal(sdk.assertInspectorEnabled(result), result);
    const output = sdk.getInspectorAccountStatusOutput({ ...args, accountIds: pulumi.output([A]) });
    assert.deepEqual(await valueOf(output), result);
    assert.deepEqual(asked[1], asked[0]);
  });

  it("mocks that say nothing are no pass, and wrong arguments are refused", async () => {
    await mock();
    answer = () => ({});
    const result = await sdk.getInspectorAccountStatus();
    assert.deepEqual([result.satisfied, result.status], [false, "MISSING"]);
    assert.throws(() => sdk.assertInspectorEnabled(result), /not ENABLED as asserted/);
    await assert.rejects(sdk.getInspectorAccountStatus({ accountIds: [] }), /`accountIds` must not be empty/);
    assert.equal(asked.length, 1);
  });

  it("the Output form is not known, and asks nobody, while an argument is not known", async () => {
    await mock({ preview: true });
    const account = new Other("a:b:Account", "account");
    const output = sdk.getInspectorAccountStatusOutput({ accountIds: [account.id] });
    assert.deepEqual(
      [await isKnown(output), await isKnown(output.status), await valueOf(output)],
      [false, false, undefined],
    );
    assert.deepEqual(emulator!.calls, []);
  });

  for (const isComponent of [false, true]) {
    it(`the Output form is not known while ${isComponent ? "a child of a component" : "a resource"} that it depends on is not there`, async () => {
      await mock({ preview: true });
      const component = new pulumi.ComponentResource("a:b:Landing", "landing");
      const enabler = new Other("a:b:Enabler", "enabler", {}, { parent: component });
      const dependencies = isComponent ? component : pulumi.output([Promise.resolve(enabler)]);
      const output = sdk.getInspectorAccountStatusOutput(
        { accountIds: [A] },
        { dependsOn: dependencies as pulumi.Resource },
      );
      assert.equal(await isKnown(output), false);
      const regions = sdk.getInspectorAccountStatusByRegionOutput(
        { accountIds: [A], regions: ["us-east-1"] },
        { dependsOn: dependencies as pulumi.Resource },
      );
      assert.equal(await isKnown(regions), false);
      assert.deepEqual(emulator!.calls, []);
    });
  }

  it("the Output form reads once what it depends on is there", async () => {
    await mock();
    const enabler = new Other("a:b:Enabler", "enabler");
    const output = sdk.getInspectorAccountStatusOutput({ accountIds: [A] }, { dependsOn: [enabler] });
    assert.equal((await valueOf(output))?.status, "ENABLED");
  });

  it("the Output form keeps a secret argument secret", async () => {
    await mock();
    // Connections are shared by Region, and another emulator answers the other tests.
    const output = sdk.getInspectorAccountStatusOutput({ accountIds: pulumi.secret([A]), region: "eu-central-1" });
    assert.equal((await valueOf(output))?.status, "ENABLED");
    assert.equal(await pulumi.isSecret(output), true);
  });

  it("the example that enables Amazon Inspector waits for it before it creates anything", async () => {
    await mock();
    const dependencies = new Map<string, readonly string[]>();
    const recorded = recordDependencies(dependencies);
    try {
      const { repositoryUrl } = require("../../../examples/depend") as { repositoryUrl: pulumi.Output<string> };
      await valueOf(repositoryUrl);
    } finally {
      recorded.restore();
    }
    const byType = (type: string) => registered.find((args) => args.type === type)!;
    const [enabler, gate, images] = ["aws:inspector2/enabler:Enabler", TYPE, "aws:ecr/repository:Repository"].map(
      byType,
    );
    assert.deepEqual([enabler!.inputs["accountIds"], enabler!.inputs["resourceTypes"]], [[A], ["ECR"]]);
    assert.deepEqual([gate!.inputs["accountIds"], gate!.inputs["resourceTypes"]], [[A], ["ECR"]]);
    assert.ok(images);
    assert.ok(
      dependencies.get("inspector")!.some((urn) => urn.endsWith("Enabler::enabler")),
      "the gate does not depend on the enabler",
    );
    assert.ok(
      dependencies.get("images")!.some((urn) => urn.endsWith("InspectorAccountStatus::inspector")),
      "the repository does not depend on the gate",
    );
  });

  /** Mocks are not told what a resource depends on: that is taken from the requests. */
  function recordDependencies(dependencies: Map<string, readonly string[]>): { restore(): void } {
    const monitor = pulumi.runtime.getMonitor() as unknown as {
      registerResource(request: any, callback: unknown): unknown;
    };
    const { registerResource } = monitor;
    monitor.registerResource = function (request, callback) {
      dependencies.set(request.getName(), request.getDependenciesList());
      return registerResource.call(this, request, callback);
    };
    return { restore: () => void (monitor.registerResource = registerResource) };
  }
});
