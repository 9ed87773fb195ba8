import assert from "node:assert/strict";
import fc from "fast-check";
import { clean } from "../../../../provider/values/clean";
import { anUnfitText, ENGINE_WORDS, UNFIT } from "../../../support/unfit";

describe("clean", () => {
  const long =
    "User: arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/first.last@example.com is not authorized to perform: inspector2:BatchGetAccountStatus on resource: arn:aws:inspector2:us-east-1:111122223333:/status/batch/get with an explicit deny in a service control policy: arn:aws:organizations::999900001111:policy/o-0123456789/service_control_policy/p-0123456789";
  const table: [text: string, cleaned: string][] = [
    ["plain words", "plain words"],
    [long, long],
    ["Zürich 東京 🚀 العربية हिन्दी", "Zürich 東京 🚀 العربية हिन्दी"],
    ["\u001b[31mred\u001b[0m", " red "],
    ["\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007", " link "],
    ["\u001b]0;title\u001b\\rest", " rest"],
    ["\u009b31mred", " red"],
    ["one\r\ntwo\tthree\u0000four", "one two three four"],
    ["a\u202Eb\u200Bc\u2028d\u2066e\u3164f\u2060g", "a b c d e f g"],
    ["half \ud83d of a rocket", "half   of a rocket"],
    ["\u001b[2J\u001b[H", " "],
    ["##vso[task.setvariable]x ####[error]", "#vso[task.setvariable]x #[error]"],
    ["issue #1", "issue #1"],
    ["x".repeat(500), "x".repeat(500)],
    ["x".repeat(501), `${"x".repeat(497)}...`],
    ["x".repeat(1_000_000), `${"x".repeat(497)}...`],
    [`${"x".repeat(496)}🚀🚀🚀`, `${"x".repeat(496)}...`],
    // The beginning of an account id is a part of a secret that nobody recognizes.
    [`${"x ".repeat(245)}111122223333`, `${"x ".repeat(245)}...`],
    [`${"x ".repeat(244)}["111122223333","444455556666"]`, `${"x ".repeat(244)}["...`],
    [`${"x".repeat(250)} ${"y".repeat(300)}`, `${"x".repeat(250)} ${"y".repeat(246)}...`],
    ...ENGINE_WORDS.map((word): [string, string] => [word, ""]),
  ];
  for (const [text, cleaned] of table) {
    it(JSON.stringify(text.slice(0, 40)), () => assert.equal(clean(text), cleaned));
  }

  it("makes no status of a text that was none", () => {
    for (const unfit of ["\u001b[0mENABLED", "ENABLED\u200b", "EN\u0000ABLED", "\n", "ENABLED\u202e", "\ufeffENABLED"])
      assert.notEqual(clean(unfit), "ENABLED");
  });

  it("leaves nothing unfit in any text, and finds nothing to do the second time", () => {
    fc.assert(
      fc.property(anUnfitText, (text) => {
        const once = clean(text);
        assert.doesNotMatch(once, UNFIT);
        assert.ok(once.length <= 500);
        assert.equal(clean(once), once);
      }),
    );
  });
});
