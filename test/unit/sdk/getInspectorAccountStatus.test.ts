import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { isKnown, Other, useMockedProgram, valueOf } from "../../support/mockedProgram";
import { A, B } from "../../support/readings";

describe("getInspectorAccountStatus, under mocks", () => {
  const program = useMockedProgram();

  it("the Output form takes Inputs and gives what the Promise gives", async () => {
    await program.mock({
      scenario: { accounts: { [A]: { ECR: "DISABLED" }, [B]: { failed: "ACCOUNT_IS_ISOLATED" } } },
    });
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
    assert.equal(program.emulator!.calls.length, 2);
  });

  it("the data source compares scan types where they are offered, if it is asked to", async () => {
    const without = { LAMBDA_CODE: null, CODE_REPOSITORY: null } as const;
    await program.mock({ scenario: { accounts: { [A]: without, [B]: { all: "ENABLED", CODE_REPOSITORY: null } } } });
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
    await program.mock({ scenario: { accounts: { [A]: { AMI: "DISABLED" } } } });
    const args = { accountIds: [A], region: "us-east-1", timeout: "0s" };
    const compared = await sdk.getInspectorAccountStatus({ ...args, resourceTypes: ["AMI"] });
    assert.equal(compared.status, "DISABLED");
    assert.match(compared.violations[0]?.message ?? compared.pending[0]!.message, /`Enable` does not take AMI yet/);
    const shown = await sdk.getInspectorAccountStatus(args);
    assert.deepEqual([shown.satisfied, shown.accounts[A]!.resourceState.ami], [true, { status: "DISABLED" }]);
  });

  it("the Output form is unknown, and makes no call, while an argument is unknown", async () => {
    await program.mock({ preview: true });
    const account = new Other("a:b:Account", "account");
    const output = sdk.getInspectorAccountStatusOutput({ accountIds: [account.id] });
    assert.deepEqual(
      [await isKnown(output), await isKnown(output.status), await valueOf(output)],
      [false, false, undefined],
    );
    assert.deepEqual(program.emulator!.calls, []);
  });

  for (const isComponent of [false, true]) {
    it(`the Output form is not known while ${isComponent ? "a child of a component" : "a resource"} that it depends on is not there`, async () => {
      await program.mock({ preview: true });
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
      assert.deepEqual(program.emulator!.calls, []);
    });
  }

  it("the Output form reads once what it depends on is there", async () => {
    await program.mock();
    const enabler = new Other("a:b:Enabler", "enabler");
    const output = sdk.getInspectorAccountStatusOutput({ accountIds: [A] }, { dependsOn: [enabler] });
    assert.equal((await valueOf(output))?.status, "ENABLED");
  });

  it("the Output form keeps a secret argument secret", async () => {
    await program.mock();
    // Connections are shared by Region, and another emulator answers the other tests.
    const output = sdk.getInspectorAccountStatusOutput({ accountIds: pulumi.secret([A]), region: "eu-central-1" });
    assert.equal((await valueOf(output))?.status, "ENABLED");
    assert.equal(await pulumi.isSecret(output), true);
  });
});
