import type { StackConfig } from "../aws/stackConfig";
import { parseDuration } from "../values/duration";
import { UserError, type Problem } from "../values/userError";
import { DEFAULTS, type Inputs } from "./arguments";
import { entryOf, type Argument, type ARGUMENT_TABLE } from "./argumentTable";
import { ARGUMENTS } from "./names";

type Table = typeof ARGUMENT_TABLE;
type Duration = { [Name in Argument]: Table[Name] extends { kind: "duration" } ? Name : never }[Argument];

const NAMES = ARGUMENTS.filter((name): name is Duration => entryOf(name).kind === "duration");

/** How long a gate waits, in milliseconds. */
export type Durations = Readonly<Record<Duration, number>>;

/** The durations of a gate, otherwise those of the stack's configuration (`inspector-status:timeout`, …). */
export function durationsOf(inputs: Inputs, config: StackConfig): Durations {
  const problems = durationProblems(config);
  if (problems.length > 0) throw new UserError(problems.map(({ reason }) => reason).join("\n"));
  const durations = NAMES.map((name) => [name, parseDuration(inputs[name] ?? (config(keyOf(name)) || DEFAULTS[name]))]);
  return Object.fromEntries(durations) as Durations;
}

/** What is wrong with the durations of the stack's configuration. An empty value counts as none. */
export function durationProblems(config: StackConfig): Problem[] {
  return NAMES.flatMap((name) => {
    const text = config(keyOf(name));
    if (!text || parseDuration(text) !== undefined) return [];
    const expected = 'must be a duration such as "30m", "90s" or "1h30m"';
    const reason = `\`${keyOf(name)}\` in the stack's configuration ${expected}, not ${JSON.stringify(text)}`;
    return [{ property: "", reason }];
  });
}

function keyOf(name: string): string {
  return `inspector-status:${name}`;
}
