import { logLine } from "./escape";
import type { Report, Section } from "./model";
import { counted, headline, OUTCOME_WORDS, sectionLine } from "./words";

/** So many problems of a section are shown in a terminal; the others are counted. */
const SHOWN = 100;

/** The report for a terminal or a log. */
export function text(report: Report): string {
  return [...report.sections.flatMap(sectionLines), headline(report)].join("\n");
}

function sectionLines(section: Section): string[] {
  const more = section.problems.length - SHOWN;
  return [
    `${OUTCOME_WORDS[section.outcome].sign} ${logLine(section.title)}: ${sectionLine(section)}`,
    ...section.problems.slice(0, SHOWN).map(({ message }) => `    ${logLine(message)}`),
    ...(more > 0 ? [`    … and ${counted(more, "more problem")}: the other formats have them all.`] : []),
    ...section.notes.map((note) => `    ${logLine(note)}`),
    "",
  ];
}
