import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SUBJECTS, type Outcome } from "./outcome";

const BEGIN = "<!-- supported: made by npm run test:matrix -- --update -->";
const END = "<!-- end of supported -->";
const README = "README.md";
const PAGE = "docs/compatibility.md";
/** Versions are not compared, because newer ones come out every week. */
const VERSION = /\d+\.\d+\.\d+/g;

const HEAD = `# What it is tested with

Each line is a project in an empty folder, with the packed package: installed, \`pulumi up\`, a preview without changes,
drift in preview and refresh, \`pulumi destroy\`, by the real CLI, against the emulator. The lines about types compile a
program with all libraries checked. \`npm run test:matrix -- --update\` has written this page; it runs each week.
`;

/** Writes the outcome of a whole run into the README and the page, or names the files that differ from it. */
export function staleFiles(outcomes: readonly Outcome[], write: boolean, root: string): string[] {
  const wanted = {
    [README]: withSupported(readFileSync(join(root, README), "utf8"), outcomes),
    [PAGE]: pageOf(outcomes),
  };
  return Object.entries(wanted)
    .filter(([file, text]) => {
      const path = join(root, file);
      const found = existsSync(path) ? readFileSync(path, "utf8") : "";
      if (write) writeFileSync(path, text);
      return found.replaceAll(VERSION, "") !== text.replaceAll(VERSION, "");
    })
    .map(([file]) => file);
}

/** The README with its table replaced. */
function withSupported(readme: string, outcomes: readonly Outcome[]): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(`${README} has no place for the table: ${BEGIN} and ${END}, each a line.`);
  const rows = subjects().map((subject) => `| ${SUBJECTS[subject]} | ${cellOf(of(subject, outcomes))} |`);
  const table = ["| tested | |", "| --- | --- |", ...rows, ""].join("\n");
  return `${readme.slice(0, begin)}${BEGIN}\n${table}${readme.slice(end)}`;
}

function cellOf(outcomes: readonly Outcome[]): string {
  const works = outcomes.filter(({ wayOut }) => wayOut === undefined).map(({ name }) => name);
  const others = outcomes
    .filter(({ wayOut }) => wayOut !== undefined)
    .map(({ name, wayOut }) => `. Not ${name}: ${wayOut!}`);
  return [works.join("; "), ...others].join("");
}

function pageOf(outcomes: readonly Outcome[]): string {
  const sections = subjects().map((subject) => {
    const rows = of(subject, outcomes).map(({ name, node, pulumi, wayOut }) => {
      const result = wayOut === undefined ? "works" : `does not work: ${wayOut}`;
      return `| ${[name, node ?? "", pulumi ?? "", result].join(" | ")} |`;
    });
    const head = ["| | Node.js | `@pulumi/pulumi` | |", "| --- | --- | --- | --- |"];
    return [`## ${SUBJECTS[subject]}`, "", ...head, ...rows, ""].join("\n");
  });
  return [HEAD, ...sections].join("\n");
}

function subjects(): Outcome["subject"][] {
  return Object.keys(SUBJECTS) as Outcome["subject"][];
}

function of(subject: Outcome["subject"], outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter((outcome) => outcome.subject === subject);
}
