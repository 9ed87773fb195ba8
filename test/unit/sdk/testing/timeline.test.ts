import assert from "node:assert/strict";
import { TO_ENABLE, standingAt, type Standing } from "../../../../sdk/testing/timeline";

function types(standing: Standing): string[] {
  assert.equal(standing.kind, "reported");
  return Object.keys(standing.kind === "reported" ? standing.resources : {});
}

describe("timeline", () => {
  it("holds each state for as long as it says, and the last one for ever", () => {
    const script = [{ all: "ENABLING", for: "8s" }, { failed: "ACCESS_DENIED", for: "2s" }, "ENABLED"];
    const seen = [0, 7_999, 8_000, 9_999, 10_000, 1e9].map((elapsed) => standingAt(script, elapsed));
    assert.deepEqual(
      seen.map((standing) => (standing.kind === "reported" ? standing.account.status : standing.kind)),
      ["ENABLING", "ENABLING", "failed", "failed", "ENABLED", "ENABLED"],
    );
  });

  it("takes `all` for the scan types that are offered", () => {
    assert.deepEqual(types(standingAt("ENABLED", 0)), TO_ENABLE);
    assert.deepEqual(types(standingAt("ENABLED", 0, ["EC2", "AMI"])), ["EC2", "AMI"]);
    assert.deepEqual(types(standingAt({ EC2: null, ECR: "DISABLED" }, 0, ["EC2", "AMI"])), ["AMI", "ECR"]);
  });

  it("puts an account in both lists", () => {
    assert.deepEqual(standingAt({ failed: "ALREADY_ENABLED", also: { all: "DISABLED" } }, 0, ["EC2"]), {
      kind: "failed",
      failed: { errorCode: "ALREADY_ENABLED" },
      also: { kind: "reported", account: { status: "DISABLED" }, resources: { EC2: { status: "DISABLED" } } },
    });
  });
});
