import assert from "node:assert/strict";
import { isNewlySecret, secretNamesIn, secretProperties } from "../../../../provider/gate/secrets";

const secret = (secretArguments: string) => ({ secretArguments });

describe("what is secret in a gate", () => {
  const WORDS = ["accounts", "failedAccounts", "pending", "violations"];
  const ALL = [...WORDS, "deployed", "missingAccountIds", "notOffered", "observed", "skippedAccounts"];
  const shown: [names: string, properties: readonly string[]][] = [
    ["accountIds", ["accountIds", ...ALL]],
    ["excludeAccountIds", ["excludeAccountIds", ...ALL]],
    ["resourceTypes", ["resourceTypes", ...ALL]],
    ["expectedStatus", ["expectedStatus", "status", ...ALL]],
    ["region", ["region", ...WORDS]],
    ["profile", ["profile", ...WORDS]],
    ["endpoint", ["endpoint", ...WORDS]],
    ["assumeRole", ["assumeRole", ...WORDS]],
    ["assumeRole.roleArn", ["assumeRole", ...WORDS]],
    ["assumeRole.externalId", ["assumeRole"]],
    ["timeout", ["timeout"]],
    ["timeout,region", ["timeout", "region", ...WORDS]],
  ];
  for (const [names, properties] of shown) {
    it(`${names}: itself and whatever shows it`, () =>
      assert.deepEqual([...secretProperties(secret(names))].sort(), [...properties].sort()));
  }

  it("is nothing if the program declares no secret", () => {
    for (const none of [{}, secret(""), { secretArguments: 1 }, { secretArguments: null }])
      assert.deepEqual(secretNamesIn(none), []);
    assert.deepEqual([...secretProperties({})], []);
  });

  it("is new if the state shows it in clear", () => {
    assert.equal(isNewlySecret({}, secret("accountIds")), true);
    assert.equal(isNewlySecret(secret("region"), secret("region,accountIds")), true);
    assert.equal(isNewlySecret(secret("accountIds"), secret("accountIds")), false);
    assert.equal(isNewlySecret(secret("accountIds"), {}), false, "what was a secret may stay one");
    for (const unseen of ["timeout", "assumeRole.externalId"]) assert.equal(isNewlySecret({}, secret(unseen)), false);
  });
});
