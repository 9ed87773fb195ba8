import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { isKnown, TYPE, useMockedProgram, valueOf } from "../../support/mockedProgram";
import { A, B } from "../../support/readings";

describe("InspectorAccountStatus, under mocks", () => {
  const program = useMockedProgram();

  it("every property of a gate is an Output, also one that is not there", async () => {
    await program.mock();
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
    assert.equal(program.registered.find(({ name }) => name === "gate")!.type, TYPE);
  });

  it("an argument that is left out is known to be so, also in a preview", async () => {
    await program.mock({ preview: true });
    const gate = new sdk.InspectorAccountStatus("gate", { accountIds: [A] });
    assert.ok(await isKnown(gate.members));
    assert.equal(await valueOf(gate.members), undefined);
    assert.deepEqual(await valueOf(gate.accountIds), [A]);
    assert.equal(Object.hasOwn(sdk.InspectorAccountStatus.prototype, "members"), false);
  });

  it("a gate takes its timeout from customTimeouts, unless it has one of its own", async () => {
    await program.mock();
    const options = { customTimeouts: { create: "7m" } };
    const gates = [
      new sdk.InspectorAccountStatus("a", {}, options),
      new sdk.InspectorAccountStatus("b", { timeout: "9m" }, options),
      new sdk.InspectorAccountStatus("c"),
    ];
    assert.deepEqual(await Promise.all(gates.map(({ timeout }) => valueOf(timeout))), ["7m", "9m", undefined]);
  });

  it("a gate tells what it is", async () => {
    await program.mock();
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
    await program.mock();
    class Gate extends pulumi.CustomResource {
      static readonly __pulumiType = "pulumi-nodejs:dynamic/inspector-status:InspectorAccountStatus";
    }
    assert.ok(sdk.InspectorAccountStatus.isInstance(new Gate(Gate.__pulumiType, "earlier")));
  });

  it(".get reads by id", async () => {
    await program.mock();
    const gate = sdk.InspectorAccountStatus.get("gate", `us-east-1/${A}`);
    await valueOf(gate.urn);
    const { id, type } = program.registered.find(({ name }) => name === "gate")!;
    assert.deepEqual([id, type], [`us-east-1/${A}`, TYPE]);
    assert.ok(sdk.InspectorAccountStatus.isInstance(gate));
  });
});
