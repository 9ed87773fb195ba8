import assert from "node:assert/strict";
import { lastLookOf } from "../../../../provider/waiting/bounds";

describe("what the last look may take", () => {
  for (const [accounts, milliseconds] of [
    [1, 20_000],
    [2_000, 20_000],
    [2_001, 21_000],
    [10_000, 100_000],
  ] as const) {
    it(`is ${milliseconds} ms for ${accounts} accounts`, () => assert.equal(lastLookOf(accounts), milliseconds));
  }
});
