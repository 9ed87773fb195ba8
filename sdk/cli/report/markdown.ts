import { markdownText } from "./escape";
import type { Report, Section } from "./model";
import { counted, headline, OUTCOME_WORDS, sectionLine } from "./words";

/** A pull request comment of GitHub has room for 65,536 characters, a job summary for 1 MiB: it fits both. */
const ROOM = 60_000;
/** At most so many problems of one section are shown, so that there is room for every section. */
const SHOWN = 50;

/** The report for a job summary or a pull request comment. */
export function markdown(report: Report): string {
  const parts = [`## ${markdownText(headline(report))}\n`, overview(report)];
  let room = ROOM - parts.join("\n").length;
  let left = 0;
  for (const section of report.sections.filter(({ problems, notes }) => problems.length + notes.length > 0)) {
    const part = details(section);
    if (part.length <= room) parts.push(part);
    else left++;
    room -= part.length;
  }
  if (left > 0)
    parts.push(`The details of ${counted(left, "more entry").replace("entrys", "entries")} have no room here.\n`);
  return parts.join("\n");
}

function overview({ sections }: Report): string {
  const rows = sections.slice(0, SHOWN).map((section) => {
    const { sign } = OUTCOME_WORDS[section.outcome];
    return `| ${sign} | ${markdownText(section.title).slice(0, 400)} | ${markdownText(sectionLine(section))} |`;
  });
  const more = sections.length - rows.length;
  return [
    "|  | Where | Status |",
    "| --- | --- | --- |",
    ...rows,
    ...(more > 0 ? [`|  | and ${more} more |  |`] : []),
    "",
  ].join("\n");
}

function details({ title, outcome, problems, notes }: Section): string {
  const more = problems.length - SHOWN;
  return [
    `### ${OUTCOME_WORDS[outcome].sign} ${markdownText(title)}`,
    "",
    ...problems.slice(0, SHOWN).map(({ message }) => `- ${markdownText(message)}`),
    ...(more > 0 ? [`- and ${counted(more, "more problem")}`] : []),
    ...notes.map((note) => `- ${markdownText(note)}`),
    "",
  ].join("\n");
}
