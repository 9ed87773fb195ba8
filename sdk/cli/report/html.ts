import { createHash } from "node:crypto";
import { plain, scriptJson, xmlText } from "./escape";
import { pageScript } from "./htmlScript";
import { pageStyle } from "./htmlStyle";
import type { Problem, Report, Section, State } from "./model";
import { ruleOf } from "./rules";
import { headline, OUTCOME_WORDS, sectionLine, STANDING_WORDS } from "./words";

/** Without a script, so many problems are shown. */
const STATIC_PROBLEMS = 200;

/**
 * The report as one page that loads nothing. The accounts are data, from which the script of the page makes the rows
 * that are looked at: thousands of them would take a browser seconds.
 */
export function html(report: Report): string {
  const style = pageStyle;
  const script = pageScript;
  const policy = `default-src 'none'; style-src '${hash(style)}'; script-src '${hash(script)}'; base-uri 'none'; form-action 'none'`;
  const title = headline(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${xmlText(title)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${xmlText(title)}</h1>
<p><code>pulumi-inspector-status ${report.command}</code> ${xmlText(report.tool.version)}, <time datetime="${xmlText(report.createdAt)}">${xmlText(report.createdAt.slice(0, 16).replace("T", " "))} UTC</time></p>
</header>
<main id="main">
${report.sections.map(staticSection).join("\n")}
</main>
<script type="application/json" id="data">${scriptJson(pageData(report))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Shown if scripts do not run. The script replaces it. */
function staticSection(section: Section): string {
  const more = section.problems.length - STATIC_PROBLEMS;
  const items = section.problems.slice(0, STATIC_PROBLEMS).map(({ message }) => `<li>${xmlText(message)}</li>`);
  if (more > 0) items.push(`<li>and ${more} more</li>`);
  const { sign } = OUTCOME_WORDS[section.outcome];
  return `<section><h2>${sign} ${xmlText(section.title)}</h2><p>${xmlText(sectionLine(section))}</p><ul>${items.join("")}</ul></section>`;
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** Texts are kept once, and in messages the account is written `\u0001`, because they differ in little else. */
function pageData(report: Report) {
  const texts: string[] = [];
  const indexes = new Map<string, number>();
  const text: Intern = (value) => {
    const known = indexes.get(value);
    if (known !== undefined) return known;
    indexes.set(value, texts.push(value) - 1);
    return texts.length - 1;
  };
  const sections = report.sections.map((section) => sectionData(section, text));
  return { texts, sections, outcomes: OUTCOME_WORDS, standings: STANDING_WORDS };
}

/** Keeps a text, and returns its number. */
type Intern = (value: string) => number;

const ACCOUNT = "\u0001";

function sectionData(section: Section, text: Intern) {
  const { title, outcome, resourceTypes, accounts, problems, notes } = section;
  const types = [
    ...new Set([...(resourceTypes ?? []), ...accounts.flatMap(({ scanTypes }) => Object.keys(scanTypes))]),
  ];
  const byAccount = new Map<string, number[][]>();
  for (const problem of problems) {
    const { accountId = "" } = problem;
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), problemData(problem, text)]);
  }
  return {
    title: plain(title),
    line: sectionLine(section),
    outcome,
    expected: plain(section.expectedStatus),
    types: types.map(plain),
    general: byAccount.get("") ?? [],
    notes: notes.map(plain),
    accounts: accounts.map(({ accountId, standing, state, scanTypes }) => [
      plain(accountId),
      standing,
      stateData(state, text),
      types.map((type) => (scanTypes[type] ? stateData(scanTypes[type], text) : -1)),
      byAccount.get(accountId) ?? [],
      text(plain(state.errorMessage ?? "")),
    ]),
  };
}

function stateData({ status, errorCode }: State, text: Intern): number {
  return text(plain(errorCode === undefined ? status : `${status} (${errorCode})`));
}

/** Message, scan type, AWS's message, remedy, and whether it is on its way. */
function problemData(
  { accountId, message, errorMessage = "", resourceType = "", rule }: Problem,
  text: Intern,
): number[] {
  const sentence = plain(message);
  return [
    text(accountId === undefined ? sentence : sentence.replaceAll(accountId, ACCOUNT)),
    text(plain(resourceType)),
    text(plain(errorMessage)),
    text(plain(ruleOf(rule).remedy)),
    rule === "transition" ? 1 : 0,
  ];
}
