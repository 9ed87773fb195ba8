import assert from "node:assert/strict";
import fc from "fast-check";

/** Texts and keys that must not be kept or shown. Written independently of the code that removes them. */

/** The key of Pulumi's signatures, and the engine's markers for values that are not known. */
export const ENGINE_WORDS = [
  "4dabf18193072939515e22adb298388d",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

const OBEYED_KEYS = [
  ...ENGINE_WORDS,
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "toJSON",
  "then",
  "__provider",
  "__pulumiOutput",
  "__defaults",
];

/** Control characters, line ends, marks of direction and zero-width characters; the commands of pipelines. */
export const UNFIT =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- such characters are what it finds
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|##/;

const PIECES = [
  ..."\0\x07\x1b\r\n\t\x7f\x85\x9b\u00ad\u200b\u200d\u200e\u2028\u2029\u202e\u2066\u2069\u3164\ufeff\ud83d\udc00[]#;m0 ",
  "\u001b[31m",
  "\u001b]0;x\u0007",
  "##vso[",
  "::error::",
  "ENABLED",
  "🚀",
  ...ENGINE_WORDS,
];

export const anUnfitText = fc.oneof(
  fc.string({ unit: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 1 })), maxLength: 20 }),
  fc.constantFrom(...ENGINE_WORDS, "", " ", "x".repeat(600), "🚀".repeat(300)),
);

/** JSON with texts that must not be kept, in keys and in values, at any depth. */
export const unfitJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(anUnfitText, fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom("ENABLED", Infinity)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(
            anUnfitText,
            fc.constantFrom(...OBEYED_KEYS, "status", "errorCode", "state", "resourceState", "ec2", "path"),
          ),
          tie("value"),
        ),
        { maxLength: 5 },
      )
      // Like JSON.parse, which makes `__proto__` an ordinary member.
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** Asserts that a value may be kept: it is JSON, and nothing in it is unfit, obeyed or empty. */
export function assertFit(value: unknown): void {
  if (typeof value === "string") {
    assert.doesNotMatch(value, UNFIT);
    assert.ok(value.trim() !== "" && value.length <= 500, JSON.stringify(value));
    assert.ok(!ENGINE_WORDS.includes(value), value);
  } else if (typeof value === "number") {
    assert.ok(Number.isFinite(value), String(value));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!Array.isArray(value)) {
        assertFit(key);
        assert.ok(!OBEYED_KEYS.includes(key) && !key.startsWith("__"), key);
      }
      assertFit(member);
    }
  } else {
    assert.equal(typeof value, "boolean");
  }
}
