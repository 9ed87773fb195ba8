import assert from "node:assert/strict";
import { ENTRY_NAMES, entryOf } from "../../../../provider/gate/argumentTable";
import { DEFAULTS, problemsOf } from "../../../../provider/gate/arguments";
import { ARGUMENTS, READ_ARGUMENTS } from "../../../../provider/gate/names";

const NAMES = [
  "accountIds",
  "members",
  "excludeAccountIds",
  "resourceTypes",
  "whereOffered",
  "expectedStatus",
  "enforcementLevel",
  "timeout",
  "mismatchGrace",
  "readTimeout",
  "region",
  "profile",
  "assumeRole",
  "awsProvider",
  "endpoint",
];

describe("the table of arguments", () => {
  it("has these names, which programs and recorded stacks depend on", () => {
    assert.deepEqual(ENTRY_NAMES, NAMES);
  });

  it("says what the provider and the data source take", () => {
    assert.deepEqual(
      ARGUMENTS,
      NAMES.filter((name) => name !== "awsProvider"),
    );
    const notRead = ARGUMENTS.filter((name) => !READ_ARGUMENTS.some((read) => read === name));
    assert.deepEqual(notRead, ["enforcementLevel", "mismatchGrace", "readTimeout"]);
  });

  it("has the defaults", () => {
    assert.deepEqual(DEFAULTS, {
      expectedStatus: "ENABLED",
      enforcementLevel: "mandatory",
      timeout: "30m",
      mismatchGrace: "30s",
      readTimeout: "30s",
    });
    assert.deepEqual(problemsOf(DEFAULTS, false), []);
  });

  for (const name of ENTRY_NAMES) {
    const entry = entryOf(name);
    it(`describes \`${name}\` in clauses and sentences that fit together`, () => {
      assert.match(entry.meaning, /^[a-z`].*[^.]$/);
      for (const sentences of [entry.more, entry.recorded]) assert.match(sentences ?? "A.", /^[A-Z`].*\.$/);
      assert.ok(entry.default !== undefined || entry.defaultValue !== undefined);
      assert.equal(entry.recorded === undefined, name === "awsProvider");
      assert.equal(entry.whenEmpty !== undefined, ["accountIds", "scanTypes"].includes(entry.kind));
      for (const other of [entry.goesWith?.argument, entry.notWith]) {
        assert.ok(other === undefined || (NAMES.includes(other) && other !== name), other);
      }
    });
  }
});
