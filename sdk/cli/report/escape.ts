/** Makes texts of AWS or of a stack harmless where they are shown. */

// Escape sequences as terminals understand them: CSI, OSC, and the two-letter ones.
// eslint-disable-next-line no-control-regex -- escape sequences are made of control characters
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;
// Control characters, formatting ones (which can turn the direction of a line), lone surrogates and line separators.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu;
const LONGEST = 2_000;

/** One line of printable text. */
export function plain(text: string): string {
  const line = text
    .slice(0, 2 * LONGEST)
    .replace(ANSI, "")
    .replace(UNPRINTABLE, " ")
    .trim();
  return line.length > LONGEST ? `${[...line].slice(0, LONGEST).join("")}…` : line;
}

/** The lines of a text, without colours. */
export function plainLines(text: string): string[] {
  return text.replace(ANSI, "").split(/\r?\n/);
}

/** One line for a terminal or a log, which no runner takes for a command (`::error::`, `##[error]`, `##vso[…]`). */
export function logLine(text: string): string {
  return plain(text)
    .replace(/(^|\s)::/g, "$1: :")
    .replace(/##(\[|vso\[)/gi, "# #$1");
}

/** Text in Markdown that stays text: no markup, no mention, no reference, no link. */
export function markdownText(text: string): string {
  return logLine(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()!|~$^=]/g, "\\$&")
    .replace(/^([-+#]|\d+[.)])/, "\\$1")
    .replace(/[@#]/g, "$&\u200b")
    .replace(/:\/\//g, ":\u200b//")
    .replace(/www\./gi, "www\u200b.");
}

/** Text between tags or in an attribute of XML or HTML, without characters that XML 1.0 does not allow. */
export function xmlText(text: string): string {
  return plain(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** JSON inside a script element of HTML. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
