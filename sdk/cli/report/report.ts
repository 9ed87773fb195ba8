import { ExitCode } from "../host";
import { OUTCOMES, STANDINGS, type Outcome, type Report, type Section, type Standing } from "./model";
import type { RuleId } from "./rules";

/** Makes a report of its sections. `failure`: the exit code of the first command that failed, if one did. */
export function reportOf(
  head: Pick<Report, "command" | "createdAt"> & { readonly version: string },
  sections: readonly Section[],
  failure?: number,
): Report {
  const { version, command, createdAt } = head;
  const order = (section: Section): number => OUTCOMES.indexOf(section.outcome);
  return {
    formatVersion: 1,
    tool: { name: "pulumi-inspector-status", version },
    command,
    createdAt,
    exitCode: exitCodeOf(sections, failure),
    summary: {
      sections: count<Outcome>(
        OUTCOMES,
        sections.map(({ outcome }) => outcome),
      ),
      accounts: count<Standing>(
        STANDINGS,
        sections.flatMap(({ accounts }) => accounts.map(({ standing }) => standing)),
      ),
    },
    sections: [...sections].sort((a, b) => order(a) - order(b)),
  };
}

/**
 * 0: all is as declared; 7: something is not; else that of the first command that failed, or 4: something is
 * unverified.
 */
function exitCodeOf(sections: readonly Section[], failure: number | undefined): number {
  const has = (outcome: Outcome): boolean => sections.some((section) => section.outcome === outcome);
  if (has("drift")) return ExitCode.drift;
  if (failure !== undefined) return failure;
  // A report about nothing is no pass.
  return has("unverified") || sections.length === 0 ? ExitCode.unverified : ExitCode.ok;
}

function count<T extends string>(names: readonly T[], found: readonly T[]): Record<T, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
  for (const name of found) counts[name]++;
  return counts;
}

/** A section that says one thing only. */
export function sectionAbout(
  rule: RuleId,
  message: string,
  section: Pick<Section, "title" | "outcome"> & Partial<Section>,
): Section {
  return {
    expectedStatus: "ENABLED",
    notes: [],
    accounts: [],
    ...section,
    problems: [{ rule, level: "error", message }],
  };
}
