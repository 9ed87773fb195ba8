import assert from "node:assert/strict";
import { Concealment } from "../../../../provider/gate/concealment";
import type { Say } from "../../../../provider/gate/say";
import { UserError } from "../../../../provider/values/userError";
import { A, B, C } from "../../../support/readings";

const ROLE = `arn:aws:iam::${C}:role/teams/Reader`;

describe("concealment", () => {
  const conceal = (names: string, properties: object, text: string): string =>
    new Concealment({ ...properties, secretArguments: names }).text(text);

  it("replaces the id of an account by its position, wherever it stands", () => {
    const ids = { accountIds: [B, A, B] };
    assert.equal(
      conceal("accountIds", ids, `Account ${A} (arn:aws:iam::${B}:user/x${B}), ${C}`),
      `Account [secret account 1 of 2] (arn:aws:iam::[secret account 2 of 2]:user/x[secret account 2 of 2]), ${C}`,
    );
    assert.equal(conceal("excludeAccountIds", { excludeAccountIds: [A] }, A), "[secret excluded account 1 of 1]");
  });

  const others: [names: string, properties: object, text: string, concealed: string][] = [
    ["resourceTypes", { resourceTypes: ["EC2"] }, "EC2, EC22, XEC2", "[secret resourceTypes], EC22, XEC2"],
    ["region", { region: "us-east-1" }, "inspector2.us-east-1.example", "inspector2.[secret region].example"],
    ["timeout", { timeout: "1020s" }, "after 17m, of 1020s", "after [secret timeout], of [secret timeout]"],
    ["profile", { profile: "p+(x)" }, "the profile p+(x)", "the profile [secret profile]"],
    [
      "profile",
      { profile: String.raw`TEAM\a##b "c"` },
      String.raw`TEAM\a##b "c", TEAM\a#b "c", TEAM\\a##b \"c\"`,
      "[secret profile], [secret profile], [secret profile]",
    ],
    ["endpoint", { endpoint: "http://inner:9/" }, "inner:9 inner", "[secret endpoint] [secret endpoint]"],
    [
      "assumeRole",
      { assumeRole: [{ roleArn: ROLE, externalId: "word" }] },
      `${ROLE} arn:aws:sts::${C}:assumed-role/Reader/s word`,
      "[secret assumeRole] arn:aws:sts::[secret assumeRole]:assumed-role/[secret assumeRole]/s [secret assumeRole]",
    ],
    [
      "assumeRole.externalId",
      { assumeRole: { roleArn: ROLE, externalId: "word" } },
      `${ROLE} word`,
      `${ROLE} [secret assumeRole]`,
    ],
    ["accountIds", {}, A, A],
    ["members", { members: true }, "true", "true"],
    ["", { accountIds: [A] }, A, A],
  ];
  for (const [names, properties, text, concealed] of others)
    it(`of ${names || "nothing"}: ${text}`, () => assert.equal(conceal(names, properties, text), concealed));

  it("says how to see the accounts, where some are concealed", () => {
    const concealment = new Concealment({ accountIds: [A], secretArguments: "accountIds" });
    assert.deepEqual(concealment.sentences(["One.", `Account ${A}.`]), [
      "One.",
      "Account [secret account 1 of 1].",
      "The ids of accounts are secrets here: `pulumi stack export --show-secrets` has them, in the order in which they are counted.",
    ]);
    assert.deepEqual(concealment.sentences(["One."]), ["One."]);
    assert.deepEqual(new Concealment({ accountIds: [A] }).sentences([A]), [A]);
  });

  it("applies to what is said and to errors", async () => {
    const concealment = new Concealment({ accountIds: [A], secretArguments: "accountIds" });
    const said: string[] = [];
    const run = <T>(what: (say: Say) => Promise<T>): Promise<T> =>
      concealment.running((sentence) => void said.push(sentence), what);
    const failing = run((say) => {
      say(`of ${A}`, "notice");
      return Promise.reject(new UserError(`for ${A}`));
    });
    await assert.rejects(failing, { message: "for [secret account 1 of 1]" });
    const mistake = run(() => Promise.reject(new TypeError(`of ${A}`)));
    await assert.rejects(mistake, ({ message, stack }: Error) => {
      assert.equal(message, "of [secret account 1 of 1]");
      return stack!.startsWith(`TypeError: ${message}\n`);
    });
    assert.deepEqual(said, ["of [secret account 1 of 1]"]);
    assert.equal(await run(() => Promise.resolve(1)), 1);
  });
});
