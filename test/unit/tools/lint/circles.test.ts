import assert from "node:assert/strict";
import { circlesIn } from "../../../../tools/lint/circles";

describe("circles of imports", () => {
  const circles = (imports: Readonly<Record<string, readonly string[]>>): string[] =>
    circlesIn(new Map(Object.entries(imports))).map((circle) => circle.join(" → "));

  it("finds files that import each other, directly or by way of others", () => {
    assert.deepEqual(circles({ a: ["b"], b: ["a"] }), ["a → b → a"]);
    assert.deepEqual(circles({ a: ["b", "d"], b: ["c"], c: ["b"], d: ["a"] }), ["b → c → b", "a → d → a"]);
    assert.deepEqual(circles({ a: ["a"] }), ["a → a"]);
  });

  it("finds nothing where imports run one way, although they meet again", () => {
    assert.deepEqual(circles({ a: ["b", "c"], b: ["d"], c: ["d", "outside"], d: [] }), []);
  });
});
