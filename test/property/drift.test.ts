import assert from "node:assert/strict";
import fc from "fast-check";
import { difference } from "../../provider/gate/diff";
import { deviationsOf, expectedObserved, isAsExpected, observedOf } from "../../provider/gate/observed";
import type { Inputs } from "../../provider/gate/arguments";
import { gateOutputs, readOutputs, reportOf } from "../../provider/gate/outputs";
import { aReading, anExpectation, someReadings } from "../support/arbitraries";
import { endingOf, seenOf } from "../support/endings";
import { gateFor } from "../support/gates";
import { passes } from "../support/oracle";
import type { Expectation } from "../../provider/status/assessment";
import { responseKeyOf, SCAN_TYPES } from "../../provider/status/vocabulary";
import type { Reading } from "../../provider/status/report";

const REGION = "us-east-1";

function inputsFor(readings: Readonly<Record<string, Reading>>, { status, resourceTypes }: Expectation): Inputs {
  return {
    accountIds: Object.keys(readings).sort(),
    region: REGION,
    expectedStatus: status,
    ...(resourceTypes && { resourceTypes }),
  };
}

function outputsFor(readings: Readonly<Record<string, Reading>>, expectation: Expectation) {
  const ending = Object.values(readings).every((reading) => passes(reading, expectation)) ? "passed" : "violated";
  return gateOutputs(gateFor(inputsFor(readings, expectation)), endingOf(ending, seenOf(readings, expectation)));
}

describe("drift", () => {
  it("is seen in `observed` if and only if something does not pass", () => {
    fc.assert(
      fc.property(someReadings, anExpectation, (readings, expectation) => {
        const observed = observedOf(new Map(Object.entries(readings)), expectation);
        const all = Object.values(readings).every((reading) => passes(reading, expectation));
        assert.equal(isAsExpected(observed, expectation), all);
        if (all && expectation.resourceTypes)
          assert.deepEqual(observed, expectedObserved(Object.keys(readings), expectation));
        const deviations = deviationsOf(observed, expectation);
        for (const [id, reading] of Object.entries(readings)) {
          const isQuiet = Object.keys(deviations[id]!).length === 0;
          assert.equal(isQuiet, passes(reading, expectation));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("is a change under mandatory if and only if something does not pass, with a look and without", () => {
    fc.assert(
      fc.property(someReadings, anExpectation, (readings, expectation) => {
        const outputs = outputsFor(readings, expectation);
        const declared = inputsFor(readings, expectation);
        const all = Object.values(readings).every((reading) => passes(reading, expectation));
        const live = observedOf(new Map(Object.entries(readings)), expectation);
        for (const look of [live, undefined]) {
          const { changes } = difference(outputs, declared, { level: "mandatory", live: look, caller: undefined });
          assert.equal(changes, !all);
        }
        assert.equal(outputs.satisfied, all);
        assert.equal(outputs.status === expectation.status, all);
      }),
    );
  });

  it("is none under the other levels right after a deployment, with a look and after a refresh", () => {
    fc.assert(
      fc.property(
        someReadings,
        anExpectation,
        fc.constantFrom("advisory", "disabled"),
        (readings, expectation, level) => {
          const outputs = outputsFor(readings, expectation);
          const declared = inputsFor(readings, expectation);
          const live = observedOf(new Map(Object.entries(readings)), expectation);
          const refreshed = {
            ...readOutputs(gateFor(declared), seenOf(readings, expectation)),
            deployed: outputs.deployed!,
          };
          for (const recorded of [outputs, refreshed]) {
            for (const look of [live, undefined]) {
              assert.equal(difference(recorded, declared, { level, live: look, caller: undefined }).changes, false);
            }
          }
        },
      ),
    );
  });

  it("is a change for every account that passes no more", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom("111122223333", "444455556666", "777788889999"), { minLength: 1 }).chain((ids) =>
          fc.record({
            ids: fc.constant(ids),
            gone: fc.constantFrom(...ids).chain((id) => fc.tuple(fc.constant(id), aReading(id))),
          }),
        ),
        anExpectation,
        ({ ids, gone: [id, reading] }, expectation) => {
          fc.pre(!passes(reading, expectation));
          const { status } = expectation;
          const fine = (accountId: string): Reading => ({
            kind: "account",
            account: {
              accountId,
              state: { status },
              resourceState: Object.fromEntries(SCAN_TYPES.map((type) => [responseKeyOf(type), { status }])),
            },
          });
          const before = Object.fromEntries(ids.map((each) => [each, fine(each)]));
          const live = observedOf(new Map(Object.entries({ ...before, [id]: reading })), expectation);
          for (const level of ["mandatory", "advisory", "disabled"] as const) {
            const { changes } = difference(outputsFor(before, expectation), inputsFor(before, expectation), {
              level,
              live,
              caller: undefined,
            });
            assert.equal(changes, true);
          }
        },
      ),
    );
  });
});

describe("outputs", () => {
  it("lose nothing of what was read", () => {
    fc.assert(
      fc.property(someReadings, anExpectation, (readings, expectation) => {
        assert.deepEqual(reportOf(outputsFor(readings, expectation)), new Map(Object.entries(readings)));
      }),
    );
  });

  it("are the same text, whatever the order of the readings, and survive JSON", () => {
    fc.assert(
      fc.property(someReadings, anExpectation, (readings, expectation) => {
        const reversed = Object.entries(readings).reverse();
        const seen = seenOf(readings, expectation);
        const other = { ...seen, readings: new Map(reversed) };
        const [one, two] = [seen, other].map((each) =>
          gateOutputs(gateFor(inputsFor(readings, expectation)), endingOf("violated", each)),
        );
        assert.equal(JSON.stringify(one), JSON.stringify(two));
        assert.deepEqual(JSON.parse(JSON.stringify(one)), one);
      }),
    );
  });
});
