import assert from "node:assert/strict";
import fc from "fast-check";
import { assess } from "../../provider/status/assessment";
import { judge } from "../../provider/status/verdict";
import { aReading, anExpectation } from "../support/arbitraries";
import { passes } from "../support/oracle";
import { A } from "../support/readings";

describe("verdict", () => {
  it("is ok if and only if the reading says so", () => {
    let ok = 0;
    fc.assert(
      fc.property(aReading(A), anExpectation, (reading, expectation) => {
        const assessments = assess(A, reading, expectation);
        assert.ok(assessments.length > 0);
        const isOk = assessments.every(({ outcome }) => outcome === "ok");
        assert.equal(isOk, passes(reading, expectation));
        if (isOk) ok++;
      }),
      { numRuns: 3_000 },
    );
    // Otherwise the property would say little.
    assert.ok(ok > 100, `only ${ok} readings passed`);
  });

  it("is the same whatever the order of scan types, expected and answered", () => {
    fc.assert(
      fc.property(aReading(A), anExpectation, (reading, expectation) => {
        const { resourceTypes } = expectation;
        const reversed = { ...expectation, resourceTypes: resourceTypes && [...resourceTypes].reverse() };
        const byType = (one: typeof reading, other: typeof expectation) =>
          assess(A, one, other).sort((a, b) => ((a.resourceType ?? "") < (b.resourceType ?? "") ? -1 : 1));
        assert.deepEqual(byType(upsideDown(reading), reversed), byType(reading, expectation));
      }),
    );
  });

  it("never becomes better by time, and is a violation of the same kind as before", () => {
    fc.assert(
      fc.property(
        aReading(A),
        anExpectation,
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (reading, expectation, since, more, grace) => {
          for (const assessment of assess(A, reading, expectation)) {
            const early = judge(assessment, since, grace);
            const late = judge(assessment, since + more, grace);
            if (early?.verdict !== "pending") assert.deepEqual(late, early);
            assert.equal(late === undefined, assessment.outcome === "ok");
            assert.equal(late?.kind, early?.kind);
          }
        },
      ),
    );
  });

  it("names what it expects, and the account that it was asked about", () => {
    fc.assert(
      fc.property(aReading(A), anExpectation, (reading, expectation) => {
        const findings = assess(A, reading, expectation);
        assert.ok(findings.every(({ accountId, expected }) => accountId === A && expected === expectation.status));
        const types = findings.map(({ resourceType }) => resourceType);
        assert.equal(new Set(types).size, types.length);
        for (const type of expectation.resourceTypes ?? [undefined]) assert.ok(types.includes(type));
      }),
    );
  });
});

/** The same value with the keys of its objects in the other order. */
function upsideDown<T>(value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, upsideDown(member)]),
  ) as T;
}
