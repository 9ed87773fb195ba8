/**
 * Longer texts are cut. The longest messages of AWS, which name a role, an action, a resource and a policy, have about
 * 450.
 */
const LONGEST_TEXT = 500;

/**
 * Texts that Pulumi's engine obeys wherever they stand: the key of its signatures, under which it reads files, fetches
 * URLs and hides secrets, and its markers for values that are not known yet.
 *
 * Source: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
 */
const ENGINE_WORDS: ReadonlySet<string> = new Set([
  "4dabf18193072939515e22adb298388d",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

// A quick check first, because most texts are plain ASCII: 1 % less memory in `fleet.rssVsSdkFloor` of the bench.
const MAY_BE_UNFIT = /[^ -~]|##/;
// Escape sequences as terminals understand them (CSI, OSC, and the two-letter ones), then whatever is not seen but
// acts: control characters, line ends, marks of direction, zero-width characters, halves of characters. Pipelines take
// "##vso[" and "##[" for commands wherever they stand on a line.
const UNFIT =
  // eslint-disable-next-line no-control-regex -- control characters are what it finds
  /(?:\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+|##+/gu;

// A part of a word is removed, because a secret is recognized only as a whole; so is half of a surrogate pair.
const CUT_OFF = /(?<=[\s,"'([])[^\s,"'([]{1,200}$|[\ud800-\udbff]$/;

/**
 * What comes from outside, fit to be kept and shown: on one line, without anything that a terminal, a pipeline or
 * Pulumi's engine obeys, not too long. What is taken out leaves a space, so that nothing becomes a word that it was
 * not.
 */
export function clean(text: string): string {
  if (ENGINE_WORDS.has(text)) return "";
  if (text.length <= LONGEST_TEXT && !MAY_BE_UNFIT.test(text)) return text;
  const plain = text.slice(0, 10 * LONGEST_TEXT).replace(UNFIT, (unfit) => (unfit.startsWith("#") ? "#" : " "));
  if (plain.length <= LONGEST_TEXT) return plain;
  return `${plain.slice(0, LONGEST_TEXT - 3).replace(CUT_OFF, "")}...`;
}
