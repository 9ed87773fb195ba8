import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { TYPE, useMockedProgram, valueOf } from "../../support/mockedProgram";
import { A } from "../../support/readings";

describe("InspectorAccountStatusByRegion, under mocks", () => {
  const program = useMockedProgram();

  it("gates in several Regions are children with one roll-up", async () => {
    await program.mock();
    const regions = new sdk.InspectorAccountStatusByRegion(
      "all",
      { regions: ["us-east-1", "eu-west-1", "us-east-1"], accountIds: [A] },
      { customTimeouts: { create: "7m" } },
    );
    assert.deepEqual(await valueOf(regions.statuses), { "us-east-1": "ENABLED", "eu-west-1": "ENABLED" });
    assert.equal(await valueOf(regions.satisfied), true);
    const gates = program.registered.filter(({ type }) => type === TYPE);
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
      await program.mock();
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

  it("a Region besides `regions` is refused, as in the data source", async () => {
    await program.mock();
    const args = { regions: ["us-east-1"], region: "eu-west-1" };
    assert.throws(() => new sdk.InspectorAccountStatusByRegion("all", args), {
      message: 'InspectorAccountStatusByRegion "all": `region` is not taken here: name it in `regions`.',
    });
  });

  it("gates in several Regions take the scan types of their Region", async () => {
    await program.mock();
    const types = async (resourceTypes: sdk.InspectorAccountStatusByRegionArgs["resourceTypes"]) => {
      program.registered = [];
      const args = {
        regions: ["us-east-1", "eu-south-2"],
        whereOffered: true,
        ...(resourceTypes && { resourceTypes }),
      };
      const { satisfied } = new sdk.InspectorAccountStatusByRegion("all", args);
      await valueOf(satisfied);
      const gates = program.registered.filter(({ type }) => type === TYPE);
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
});
