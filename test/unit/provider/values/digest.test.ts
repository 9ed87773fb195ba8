import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { digestOf } from "../../../../provider/values/digest";

describe("digestOf", () => {
  it("does not depend on the order of keys or on undefined members", () => {
    assert.equal(
      digestOf({ a: 1, b: { c: [1, 2], d: "x" } }),
      digestOf({ b: { d: "x", c: [1, 2], e: undefined }, a: 1 }),
    );
  });

  for (const [one, other] of [
    [{ a: 1 }, { a: "1" }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: {} }, { a: [] }],
    [{ a: null }, {}],
    [{ a: { b: 1 } }, { a: [["b", 1]] }],
    [{}, []],
  ] as const) {
    it(`tells ${JSON.stringify(one)} from ${JSON.stringify(other)}`, () =>
      assert.notEqual(digestOf(one), digestOf(other)));
  }

  it("differs where the data differ", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (one, other) => {
        const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
        assert.equal(digestOf(one) === digestOf(other), isDeepStrictEqual(plain(one), plain(other)));
      }),
      { numRuns: 1_000 },
    );
  });
});
