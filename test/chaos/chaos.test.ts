import assert from "node:assert/strict";
import { BREAKAGES } from "./simulator/breakages";
import { runAll, seedsOf, smallestFailure } from "./simulator/fleet";

describe("chaos", function () {
  // Two processors take 10 s for this, where nobody else needs them.
  this.timeout("300s");

  it("is never wrong in 500 runs", async () => {
    const seed = Number(process.env["FC_SEED"] ?? 1);
    const results = await runAll(seedsOf(seed, 500));
    const failure = smallestFailure(results);
    assert.equal(
      failure,
      undefined,
      `npm run chaos -- --replay ${failure?.seed} shows what is wrong: ${failure?.wrong.join(", ")}`,
    );
    // Otherwise it has tested little.
    const outcomes = new Set(results.flatMap((result) => result.outcomes));
    assert.deepEqual([...outcomes].sort(), ["failed", "passed", "refused"]);
  });

  for (const breakage of BREAKAGES) {
    it(`catches a verdict that is broken (${breakage}) within 200 runs`, async () => {
      const results = await runAll(seedsOf(1, 200), { breakage });
      const falsePasses = results.filter(({ wrong }) => wrong.includes("falsePass"));
      assert.ok(falsePasses.length > 0);
    });
  }
});
