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
});
