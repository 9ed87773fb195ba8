import assert from "node:assert/strict";
import { accountIdsOf, expectationOf, targetsCaller } from "../../../../provider/gate/gate";
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
});
