/** The row of the stack itself: it shows what programs and providers print, or nothing. */
const STACK_ROW = /^.{4}pulumi:pulumi:Stack \S+ +(?:(?:running|creating|updating|create|update)(?: \(\d+s\))? )?(.*)$/;
/** A message of that row that only counts other messages. */
const ROW_NOISE = /^(?:\*\*.*failed\*\*.*|(?:creat|delet)(?:ed|ing) \(.*|\d+ (?:error|message|warning).*|)$/;
/** Messages of the engine about itself. */
const NOISE = [
  /^\s*$/,
  /^(?:Updating|Previewing update|Destroying) \(/,
  /^(?:Resources:|Duration: .*)$/,
  /^ {4}(?:[~+-] )?\d+ (?:to \w+|created|updated|deleted|unchanged|errored)$/,
  /^(?:The resources in the stack have been deleted|If you want to remove the stack)/,
  /^\s*\[(?:urn|id)=/,
  /^ {2}pulumi:pulumi:Stack: \(same\)/,
  // The stand-in of the examples.
  /warning: using pulumi-resource-aws from \$PATH/,
  // npm says which script it runs.
  /^> /,
  // Repeats what a row says.
  /error: update failed$/,
  // The engine shows a failure a first time while the row still runs.
  / \w+ing \(\d+s\).*; error: /,
];
/** A property that a diff shows, but that is no part of it. */
const SAME = /^ {8,}(?:\w+ *: |\[\d+\]: |\]$)/;
/** The heading of outputs; and an output that is no longer known, with everything in it. */
const OUTPUTS = /^Outputs:$/;
const GONE = /^ {2}- /;
const START = /^.{4}(\S+ \S+) \w+ing \(0s\)/;
const HEADING = /^ *[^"*]*:$/;

/**
 * Tells which lines of the CLI's output to show, one after the other: what matters, once. Lines are left out, and so
 * is the stack's name in front of a message; nothing is changed or added.
 */
export class Excerpt {
  readonly #messages = new Set<string>();
  #headings: string[] = [];
  #areOutputs = false;
  #isGone = false;
  #start: { line: string; resource: string } | undefined;

  /** The lines to show now, given the next line of the output. */
  next(line: string): string[] {
    const message = STACK_ROW.exec(line)?.[1];
    if (this.#isNoise(line) || (message !== undefined && ROW_NOISE.test(message))) return [];
    // The engine repeats at the end what it has shown in the stack's row.
    const text = (message ?? line).trim();
    if (this.#messages.has(text)) return [];
    if (message !== undefined) this.#messages.add(text);
    return [...this.#started(line), ...this.#underHeadings(message === undefined ? line : `    ${message}`)];
  }

  #isNoise(line: string): boolean {
    if (NOISE.some((noise) => noise.test(line))) return true;
    if (OUTPUTS.test(line)) this.#areOutputs = true;
    if (!this.#areOutputs) return SAME.test(line);
    if (GONE.test(line)) this.#isGone = true;
    else if (/^ {2}[ +~] \w/.test(line)) this.#isGone = false;
    return this.#isGone;
  }

  /** The beginning of something is shown unless its end comes right after it. */
  #started(line: string): string[] {
    const before = this.#start;
    const resource = START.exec(line)?.[1];
    this.#start = resource === undefined ? undefined : { line, resource };
    return before === undefined || line.includes(before.resource) ? [] : [before.line];
  }

  /** A heading is shown once there is something below it. */
  #underHeadings(line: string): string[] {
    if (this.#start?.line === line) return [];
    const above = this.#headings.filter((heading) => indentation(heading) < indentation(line));
    this.#headings = HEADING.test(line) ? [...above, line] : [];
    return HEADING.test(line) ? [] : [...above, line];
  }
}

function indentation(line: string): number {
  return line.search(/\S/);
}
