import assert from "node:assert/strict";
import { BREAKAGES, type Breakage } from "./simulator/breakages";
import { isProgram, type Result } from "./simulator/runSeed";
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
    assert.deepEqual([...outcomes].sort(), ["failed", "open", "passed", "refused"]);
  });

  for (const [breakage, { notices, inPrograms }] of Object.entries(BREAKAGES)) {
    it(`catches a provider that is broken (${breakage}) within 500 runs`, async () => {
      const isNoticed = ({ wrong }: Result): boolean => wrong.includes(notices);
      const seeds = seedsOf(1, 500).filter((seed) => !inPrograms || isProgram(seed));
      const results = await runAll(seeds, { breakage: breakage as Breakage, until: isNoticed });
      assert.ok(results.some(isNoticed));
    });
  }
});
