import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { useMockedProgram, valueOf } from "../../support/mockedProgram";
import { A } from "../../support/readings";

describe("mocks of the data source", () => {
  const program = useMockedProgram();

  it("the data source asks the mocks, by its token, and nobody over the network", async () => {
    await program.mock();
    program.answer = () => ({ status: "ENABLED", satisfied: true });
    const args = { accountIds: [A], resourceTypes: ["EC2" as const], region: "eu-west-1" };
    const result = await sdk.getInspectorAccountStatus(args);
    const token = "inspector-status:index:getInspectorAccountStatus";
    assert.deepEqual(program.asked, [{ token, inputs: args }]);
    assert.deepEqual(program.emulator!.calls, []);
    assert.deepEqual([result.status, result.region, result.violations], ["ENABLED", "eu-west-1", []]);
    assert.equal(sdk.assertInspectorEnabled(result), result);
    const output = sdk.getInspectorAccountStatusOutput({ ...args, accountIds: pulumi.output([A]) });
    assert.deepEqual(await valueOf(output), result);
    assert.deepEqual(program.asked[1], program.asked[0]);
  });

  it("mocks that say nothing are no pass, and wrong arguments are refused", async () => {
    await program.mock();
    program.answer = () => ({});
    const result = await sdk.getInspectorAccountStatus();
    assert.deepEqual([result.satisfied, result.status], [false, "MISSING"]);
    assert.throws(() => sdk.assertInspectorEnabled(result), /not ENABLED as asserted/);
    await assert.rejects(sdk.getInspectorAccountStatus({ accountIds: [] }), /`accountIds` must not be empty/);
    assert.equal(program.asked.length, 1);
  });
});
