import assert from "node:assert/strict";
import { durationProblems, durationsOf } from "../../../../provider/gate/durations";
import { UserError } from "../../../../provider/values/userError";

describe("the durations of a gate", () => {
  const config = (values: Readonly<Record<string, string>>) => (key: string) =>
    key.startsWith("inspector-status:") ? values[key.slice("inspector-status:".length)] : undefined;

  it("have defaults", () => {
    for (const values of [{}, { timeout: "", mismatchGrace: "", readTimeout: "" }])
      assert.deepEqual(durationsOf({}, config(values)), {
        timeout: 1_800_000,
        mismatchGrace: 30_000,
        readTimeout: 30_000,
      });
  });

  it("come from the stack's configuration", () => {
    const values = { timeout: "5m", mismatchGrace: "0s", readTimeout: "1s" };
    assert.deepEqual(durationsOf({}, config(values)), { timeout: 300_000, mismatchGrace: 0, readTimeout: 1_000 });
  });

  it("are the gate's own where it has some", () => {
    const values = { timeout: "5m", mismatchGrace: "5m", readTimeout: "5m" };
    const own = { timeout: "1s", mismatchGrace: "2s", readTimeout: "3s" };
    assert.deepEqual(durationsOf(own, config(values)), { timeout: 1_000, mismatchGrace: 2_000, readTimeout: 3_000 });
  });

  it("that are not valid are refused all at once, by their keys in the configuration", () => {
    const values = { timeout: "soon", mismatchGrace: "30", readTimeout: "30s" };
    const reasons = ["timeout", "mismatchGrace"].map(
      (name) =>
        `\`inspector-status:${name}\` in the stack's configuration must be a duration such as "30m", "90s" or "1h30m", not "${values[name as "timeout"]}"`,
    );
    assert.deepEqual(
      durationProblems(config(values)),
      reasons.map((reason) => ({ property: "", reason })),
    );
    assert.throws(
      () => durationsOf({}, config(values)),
      (error) => error instanceof UserError && error.message === reasons.join("\n"),
    );
  });
});
