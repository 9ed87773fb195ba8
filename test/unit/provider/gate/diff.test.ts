import assert from "node:assert/strict";
import { difference, type DiffContext } from "../../../../provider/gate/diff";
import { observedOf } from "../../../../provider/gate/observed";
import { expectationOf } from "../../../../provider/gate/gate";
import type { Inputs } from "../../../../provider/gate/arguments";
import { gateOutputs, readOutputs, type Outputs } from "../../../../provider/gate/outputs";
import { whereOffered } from "../../../../provider/status/offered";
import type { Reading } from "../../../../provider/status/report";
import { endingOf, seenOf } from "../../../support/endings";
import { gateFor } from "../../../support/gates";
import { A, account, all, B, failed } from "../../../support/readings";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const REGION = "us-east-1";
const GATE: Inputs = { accountIds: [A, B], resourceTypes: ["EC2"], region: REGION };
const OWN: Inputs = { region: REGION };
const QUIET: DiffContext = { level: "mandatory", live: undefined, caller: undefined };

function passed(
  inputs: Inputs,
  readings: Readonly<Record<string, Reading>> = { [A]: all(A, "ENABLED"), [B]: all(B, "ENABLED") },
): Outputs {
  return gateOutputs(gateFor(inputs), endingOf("passed", seenOf(readings, expectationOf(inputs))));
}

/** What a refresh records after a deployment: the new readings, and what was deployed before. */
function refreshed(deployed: Outputs, readings: Readonly<Record<string, Reading>>): Outputs {
  const outputs = readOutputs(gateFor(GATE), seenOf(readings, expectationOf(GATE)));
  return { ...outputs, ...(deployed.deployed && { deployed: deployed.deployed }) };
}

function live(ec2: string) {
  return observedOf(
    new Map([A, B].map((id) => [id, account(id, "ENABLED", { ec2: id === A ? ec2 : "ENABLED" })])),
    expectationOf(GATE),
  );
}

const GONE = { [A]: account(A, "ENABLED", { ec2: "DISABLED" }), [B]: all(B, "ENABLED") };
const accepted = gateOutputs(gateFor(GATE), endingOf("violated", seenOf(GONE, expectationOf(GATE))));

describe("difference", () => {
  const table: [
    name: string,
    recorded: Outputs,
    declared: Inputs,
    circumstances: Partial<DiffContext>,
    changes: boolean,
    replaces: string[],
  ][] = [
    ["nothing", passed(GATE), GATE, {}, false, []],
    ["nothing, after a look", passed(GATE), GATE, { live: live("ENABLED") }, false, []],
    // 1. What replaces.
    ["another Region", passed(GATE), { ...GATE, region: "eu-west-1" }, {}, true, ["region"]],
    ["a Region that is not known yet", passed(GATE), { ...GATE, region: UNKNOWN }, {}, false, []],
    ["no Region declared", passed(GATE), { accountIds: [A, B], resourceTypes: ["EC2"] }, {}, false, []],
    ["another caller", passed(OWN, { self: all(A, "ENABLED") }), OWN, { caller: B }, true, ["accountIds"]],
    ["the same caller", passed(OWN, { self: all(A, "ENABLED") }), OWN, { caller: A }, false, []],
    [
      "another caller, who had failed before",
      passed(OWN, { self: failed(A, { errorCode: "ALREADY_ENABLED", status: "ENABLED" }) }),
      OWN,
      { caller: B },
      true,
      ["accountIds"],
    ],
    ["another caller where accounts are named", passed(GATE), GATE, { caller: B }, false, []],
    [
      "another caller of a gate on members",
      { ...passed(GATE), accountIds: undefined as never, members: true },
      { region: REGION, resourceTypes: ["EC2"], members: true },
      { caller: "999999999999" },
      false,
      [],
    ],
    // 2. Other inputs.
    ["accounts", passed(GATE), { ...GATE, accountIds: [A] }, {}, true, []],
    ["accounts that are not known yet", passed(GATE), { ...GATE, accountIds: UNKNOWN as never }, {}, true, []],
    ["no accounts any more", passed(GATE), { region: REGION, resourceTypes: ["EC2"] }, {}, true, []],
    ["scan types", passed(GATE), { ...GATE, resourceTypes: ["EC2", "ECR"] }, {}, true, []],
    ["status", passed(GATE), { ...GATE, expectedStatus: "DISABLED" }, {}, true, []],
    ["timeout", passed(GATE), { ...GATE, timeout: "1h" }, {}, true, []],
    ["grace", passed(GATE), { ...GATE, mismatchGrace: "1h" }, {}, true, []],
    ["level", passed(GATE), { ...GATE, enforcementLevel: "mandatory" }, {}, true, []],
    ["profile", passed(GATE), { ...GATE, profile: "other" }, {}, true, []],
    ["endpoint", passed(GATE), { ...GATE, endpoint: "https://example.com" }, {}, true, []],
    ["a profile that is recorded as null", { ...passed(GATE), profile: null as never }, GATE, {}, false, []],
    // 3. Not as expected, under mandatory.
    ["drift since", passed(GATE), GATE, { live: live("DISABLED") }, true, []],
    ["a transition since", passed(GATE), GATE, { live: live("ENABLING") }, true, []],
    ["drift that a refresh has recorded", refreshed(passed(GATE), GONE), GATE, {}, true, []],
    [
      "drift that a refresh has recorded, and a repair",
      refreshed(passed(GATE), GONE),
      GATE,
      { live: live("ENABLED") },
      true,
      [],
    ],
    ["a gate that failed", accepted, GATE, { live: live("DISABLED") }, true, []],
    ["a gate that failed, without a look", accepted, GATE, {}, true, []],
    ["an empty look", passed(GATE), GATE, { live: {} }, true, []],
    // 4. Another status than deployed, under the other levels.
    ["what was accepted", accepted, GATE, { level: "advisory", live: live("DISABLED") }, false, []],
    ["what was accepted, without a look", accepted, GATE, { level: "disabled" }, false, []],
    ["another drift than accepted", accepted, GATE, { level: "advisory", live: live("SUSPENDED") }, true, []],
    ["the repair of what was accepted", accepted, GATE, { level: "advisory", live: live("ENABLED") }, true, []],
    ["drift under advisory", passed(GATE), GATE, { level: "advisory", live: live("DISABLED") }, true, []],
    [
      "drift under disabled, recorded by a refresh",
      refreshed(passed(GATE), GONE),
      GATE,
      { level: "disabled" },
      true,
      [],
    ],
    ["no drift under disabled", passed(GATE), GATE, { level: "disabled", live: live("ENABLED") }, false, []],
  ];
  for (const [name, recorded, declared, circumstances, changes, replaces] of table) {
    it(`${name}: ${replaces.length > 0 ? "replaces" : changes ? "a change" : "no change"}`, () => {
      assert.deepEqual(difference(recorded, declared, { ...QUIET, ...circumstances }), { changes, replaces });
    });
  }

  it("counts a newly reported scan type as drift, unless it is as expected", () => {
    const inputs: Inputs = {
      accountIds: [A],
      resourceTypes: ["EC2", "LAMBDA_CODE"],
      whereOffered: true,
      region: REGION,
    };
    const before = { [A]: account(A, "ENABLED", { ec2: "ENABLED" }) };
    const expectation = expectationOf(inputs);
    for (const level of ["mandatory", "advisory"] as const) {
      const seen = seenOf(before, whereOffered(expectation, Object.values(before)));
      const recorded = gateOutputs(gateFor(inputs), endingOf("passed", seen));
      assert.deepEqual(recorded.notOffered, ["LAMBDA_CODE"]);
      const change = (states: Record<string, string>) => {
        const now = observedOf(new Map([[A, account(A, "ENABLED", states)]]), expectation);
        return difference(recorded, inputs, { ...QUIET, level, live: now }).changes;
      };
      assert.equal(change({ ec2: "ENABLED" }), false);
      assert.equal(change({ ec2: "ENABLED", lambdaCode: "ENABLED" }), false);
      assert.equal(change({ ec2: "ENABLED", lambdaCode: "DISABLED" }), true);
      assert.equal(change({}), true);
    }
  });

  it("does not count scan types that can't be enabled yet as a change", () => {
    const recorded = passed({ ...OWN, accountIds: [A] }, { [A]: account(A, "ENABLED", { ec2: "ENABLED" }) });
    for (const level of ["mandatory", "advisory"] as const) {
      const states = { ec2: "ENABLED", ami: "DISABLED", vmImage: "DISABLED" };
      const now = observedOf(new Map([[A, account(A, "ENABLED", states)]]), { status: "ENABLED" });
      const declared = { ...OWN, accountIds: [A] };
      assert.equal(difference(recorded, declared, { ...QUIET, level, live: now }).changes, false);
    }
  });

  it("counts a member that joined, left or is skipped since as a change, under mandatory", () => {
    const inputs: Inputs = { members: true, resourceTypes: ["EC2"], region: REGION };
    const recorded = passed(inputs);
    const change = (now: ReturnType<typeof live>) => difference(recorded, inputs, { ...QUIET, live: now }).changes;
    const on = { EC2: "ENABLED" };
    assert.equal(change({ [A]: on, [B]: on }), false);
    assert.equal(change({ [A]: on }), true);
    assert.equal(change({ [A]: on, [B]: on, "777788889999": on }), true);
    assert.equal(change({ [A]: on, [B]: { member: "ACCOUNT_SUSPENDED" } }), true);
  });
});
