import assert from "node:assert/strict";
import { accountIdsOf, durationOf, expectationOf, targetsCaller } from "../../../../provider/gate/gate";
import { SELF } from "../../../../provider/status/report";
import { A, B } from "../../../support/readings";

describe("a gate", () => {
  it("is about the caller's own account where it names neither accounts nor members", () => {
    assert.deepEqual(
      [targetsCaller({}), targetsCaller({ accountIds: [A] }), targetsCaller({ members: true })],
      [true, false, false],
    );
    assert.deepEqual([accountIdsOf({}), accountIdsOf({ accountIds: [B, A] })], [[SELF], [B, A]]);
  });

  it("expects ENABLED of the account, unless it says more", () => {
    assert.deepEqual(expectationOf({}), { resourceTypes: undefined, status: "ENABLED" });
    assert.deepEqual(expectationOf({ resourceTypes: ["EC2"], expectedStatus: "DISABLED" }), {
      resourceTypes: ["EC2"],
      status: "DISABLED",
    });
  });

  it("waits for 30 minutes, and doubts and reads for 30 seconds, unless it says otherwise", () => {
    const durations = (inputs: Parameters<typeof durationOf>[0]) =>
      (["timeout", "mismatchGrace", "readTimeout"] as const).map((name) => durationOf(inputs, name) / 1_000);
    assert.deepEqual(durations({}), [1_800, 30, 30]);
    assert.deepEqual(durations({ timeout: "1h", mismatchGrace: "0s", readTimeout: "5m" }), [3_600, 0, 300]);
  });
});
