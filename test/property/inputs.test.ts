import assert from "node:assert/strict";
import fc from "fast-check";
import { hasUnknown, normalize, problemsOf } from "../../provider/gate/arguments";
import { ARGUMENTS } from "../../provider/gate/names";
import { SCAN_TYPES } from "../../provider/status/vocabulary";
import { anAccountId } from "../support/arbitraries";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Given = Record<string, unknown>;

/** Anything, under names that mean something. */
const anything: fc.Arbitrary<Given> = fc.oneof(
  fc.dictionary(
    fc.oneof(fc.constantFrom(...ARGUMENTS, "observed", "__provider", "__proto__"), fc.string()),
    fc.jsonValue(),
    { noNullPrototype: true },
  ),
  fc.record(Object.fromEntries(ARGUMENTS.map((name) => [name, fc.jsonValue()])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Given>,
);

const aDuration = fc
  .tuple(fc.nat(10_000), fc.constantFrom("ms", "s", "m", "h"))
  .map(([amount, unit]) => `${amount}${unit}`);

/** What a careful person writes. */
const good: fc.Arbitrary<Given> = fc.record(
  {
    accountIds: fc.array(fc.oneof(anAccountId, fc.constant("111122223333")), { minLength: 1 }),
    resourceTypes: fc.array(fc.constantFrom(...SCAN_TYPES), { minLength: 1 }),
    expectedStatus: fc.constantFrom("ENABLED", "DISABLED", "SUSPENDED"),
    enforcementLevel: fc.constantFrom("mandatory", "advisory", "disabled"),
    timeout: aDuration,
    mismatchGrace: aDuration,
    readTimeout: aDuration,
    region: fc.constantFrom("us-east-1", "us-gov-west-1", null),
    profile: fc.constantFrom("dev", undefined),
    endpoint: fc.webUrl(),
  },
  { requiredKeys: [] },
);

describe("inputs", () => {
  it("never crash, whatever is given, and every problem is a sentence about a property", () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (given, recorded) => {
        for (const { property, reason } of problemsOf(given, recorded)) {
          assert.ok(reason.startsWith("`"), reason);
          assert.ok(property.length + reason.length < 100_000);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("that are good have no problems, and nor has their normal form, which is its own", () => {
    fc.assert(
      fc.property(good, (given) => {
        assert.deepEqual(problemsOf(given, false), []);
        const normal = normalize(given) as Given;
        assert.deepEqual(problemsOf(normal, false), []);
        assert.deepEqual(normalize(normal), normal);
      }),
    );
  });

  it("that have no problems have a normal form, whatever they are", () => {
    fc.assert(
      fc.property(anything, (given) => {
        fc.pre(problemsOf(given, true).length === 0);
        const normal = normalize(given) as Given;
        assert.deepEqual(normalize(normal), normal);
        assert.ok(!("observed" in normal) && !("__provider" in normal));
      }),
    );
  });

  it("mean the same in any order and with repetitions", () => {
    fc.assert(
      fc.property(good, (given) => {
        const twice = (list: unknown) => (Array.isArray(list) ? [...list, ...list].reverse() : list);
        const other = Object.fromEntries(
          Object.entries(given)
            .reverse()
            .map(([name, value]) => [name, twice(value)]),
        );
        assert.equal(JSON.stringify(normalize(other)), JSON.stringify(normalize(given)));
      }),
    );
  });

  it("pass where anything is not known yet, and are known not to be known", () => {
    fc.assert(
      fc.property(
        good,
        fc.subarray(["accountIds", "resourceTypes", "timeout", "region", "endpoint"], { minLength: 1 }),
        (given, names) => {
          const unknown = { ...given, ...Object.fromEntries(names.map((name) => [name, UNKNOWN])) };
          assert.deepEqual(problemsOf(unknown, false), []);
          assert.ok(hasUnknown(normalize(unknown)));
          assert.ok(!hasUnknown(normalize(given)));
        },
      ),
    );
  });
});
