import assert from "node:assert/strict";
import { idOf, parseId } from "../../../../provider/gate/id";
import { A, accountNumbers, B } from "../../../support/readings";

describe("id", () => {
  const ids: [accountIds: readonly string[], id: string][] = [
    [[A], `us-east-1/${A}`],
    [[B, A], `us-east-1/${A},${B}`],
    [[], "us-east-1/self"],
    [accountNumbers(8), `us-east-1/${accountNumbers(8).join(",")}`],
    // printf '%s' "$(seq -f %012.0f -s, 9)" | sha256sum | cut -c1-16
    [accountNumbers(9), "us-east-1/9-accounts-e8702e9156692c4d"],
  ];
  for (const [accountIds, id] of ids) {
    it(`is ${id.slice(0, 40)} for ${accountIds.length} accounts, in any order`, () => {
      assert.equal(idOf("us-east-1", accountIds), id);
      assert.equal(idOf("us-east-1", [...accountIds].reverse()), id);
    });
  }

  it("shows no secret, and can't be found by trying", () => {
    const idOfSecrets = (secretArguments: string) => idOf("us-east-1", [A, B], { secretArguments });
    assert.match(idOfSecrets("accountIds"), /^us-east-1\/2-accounts-[0-9a-f]{16}$/);
    assert.notEqual(idOfSecrets("accountIds"), idOfSecrets("accountIds"));
    assert.match(idOfSecrets("accountIds,region"), /^secret\/2-accounts-[0-9a-f]{16}$/);
    assert.equal(idOfSecrets("region"), `secret/${A},${B}`);
    for (const name of ["assumeRole", "assumeRole.roleArn"]) {
      // Where no accounts are named, the account is that of the role.
      assert.match(idOfSecrets(name), /^us-east-1\/2-accounts-[0-9a-f]{16}$/);
      assert.equal(idOf("us-east-1", [A], { secretArguments: name, accountIds: [A] }), `us-east-1/${A}`);
    }
    assert.equal(idOfSecrets("assumeRole.externalId"), `us-east-1/${A},${B}`);
    assert.equal(idOfSecrets("timeout,excludeAccountIds"), `us-east-1/${A},${B}`);
  });

  it("differs for another set of many accounts", () => {
    assert.notEqual(idOf("us-east-1", accountNumbers(9)), idOf("us-east-1", [...accountNumbers(8), B]));
  });

  const parsed: [id: string, asked: object][] = [
    [`us-east-1/${A}`, { region: "us-east-1", accountIds: [A] }],
    [`us-gov-west-1/${B},${A},${B}`, { region: "us-gov-west-1", accountIds: [A, B] }],
    ["eu-central-2/self", { region: "eu-central-2" }],
  ];
  for (const [id, asked] of parsed) it(`reads ${id}`, () => assert.deepEqual(parseId(id), asked));

  it("reads what it wrote", () => {
    assert.deepEqual(parseId(idOf("ap-southeast-4", accountNumbers(8))), {
      region: "ap-southeast-4",
      accountIds: accountNumbers(8),
    });
  });

  const expected =
    'The id of an InspectorAccountStatus is REGION/ACCOUNT[,ACCOUNT...], such as "us-east-1/111122223333", not ';
  const refused: string[] = [
    "",
    A,
    `us-east-1/`,
    `/${A}`,
    `us-east-1/${A},`,
    `us-east-1/${A} `,
    `us-east-1/${A}\n`,
    `us-east-1/1111`,
    `us-east-1/${A}/EC2`,
    `US-EAST-1/${A}`,
    `useast1/${A}`,
    "us-east-1/١١١١٢٢٢٢٣٣٣٣",
    `us-east-1/self,${A}`,
  ];
  for (const id of refused) {
    it(`refuses ${JSON.stringify(id)}`, () =>
      assert.deepEqual(parseId(id), { problem: `${expected}${JSON.stringify(id)}.` }));
  }

  it("refuses a digest, and says what to use", () => {
    const id = idOf("us-east-1", accountNumbers(9));
    assert.deepEqual(parseId(id), {
      problem: `${expected}"${id}". This id stands for many accounts, or for secret ones, and can't be read back: use getInspectorAccountStatus.`,
    });
  });

  it("cuts a long id short", () => {
    assert.deepEqual(parseId("x".repeat(1_000)), { problem: `${expected}"${"x".repeat(80)}".` });
  });
});
