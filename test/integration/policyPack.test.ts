import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspectorPolicies } from "../../sdk/policy";

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(__dirname, "..", "..", file), "utf8")) as Record<string, string>;

describe("the ready-made pack", () => {
  it("has the version of the package, and policies with names of their own", () => {
    assert.equal(read("policy-pack/package.json")["version"], read("package.json")["version"]);
    const names = inspectorPolicies().map(({ name }) => name);
    assert.deepEqual(names, ["inspector-gate-required", "inspector-gate-strict", "inspector-enabled"]);
  });

  it("refuses a duration that is none by the schema, so that the policy is named, and not what it calls", () => {
    const properties = inspectorPolicies().flatMap(({ configSchema }) =>
      Object.entries(configSchema?.properties ?? {}),
    );
    const durations = properties.filter(([name]) => /timeout$/i.test(name));
    assert.deepEqual(
      durations.map(([name]) => name),
      ["minTimeout", "timeout"],
    );
    for (const [, { pattern, default: usual }] of durations) {
      assert.match(usual as string, RegExp(pattern!));
      for (const wrong of ["soon", "5", "1h soon", ""]) assert.doesNotMatch(wrong, RegExp(pattern!));
    }
  });
});
