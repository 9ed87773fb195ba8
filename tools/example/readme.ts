/** A command in the README of an example. */
export interface Step {
  /** The paragraph before it. */
  readonly narration: string;
  /** The file with what the emulator is told before it, if the paragraph links one. */
  readonly scenario: string | undefined;
  readonly command: string;
  /** What it prints, line by line. */
  readonly shows: readonly string[];
}

const BLOCK = /(?<=\n\n)((?:[^\n]+\n)+)\n```console\n\$ ([^\n]+)\n([^]*?)```/g;
const SCENARIO = /\]\(([\w-]+\.json)\)/;
const FAILURE = /\bfailed\b|^ *error:|^✖ /;
/** Durations, and other texts that differ in each run. */
const DURATION = / \(\d+(?:\.\d+)?m?s\)|\d+(?:\.\d+)?m?s\b/g;
/** The line with which a resource begins: left out if the line with which it ends follows at once. */
const BEGINNING = / \w+ing \(\d+s\)/;

/** The commands in the README of an example, in their order. */
export function stepsOf(readme: string): Step[] {
  return [...readme.matchAll(BLOCK)].map(([, paragraph, command, shown]) => ({
    narration: paragraph!
      .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
      .replaceAll("\n", " ")
      .trim(),
    scenario: SCENARIO.exec(paragraph!)?.[1],
    command: command!,
    shows: linesOf(shown!),
  }));
}

/** The README with the output of its commands replaced by what they have printed now. */
export function withPrinted(readme: string, printed: readonly (readonly string[])[]): string {
  let step = 0;
  return readme.replaceAll(BLOCK, (_, paragraph: string, command: string) => {
    const lines = printed[step++]!;
    return `${paragraph}\n\`\`\`console\n$ ${command}\n${lines.map((line) => `${line}\n`).join("")}\`\`\``;
  });
}

/** Whether this output is that of a command that fails. */
export function failsAsShown({ shows }: Step): boolean {
  return shows.some((line) => FAILURE.test(line));
}

/**
 * The lines that the README shows and the command has not printed. Times are not compared, nor the order, because
 * resources are made side by side, nor what was printed besides, because how often a wait tells of itself differs.
 */
export function missingLines({ shows }: Step, printed: readonly string[]): string[] {
  const left = printed.map(comparable);
  return shows.filter((line) => {
    if (BEGINNING.test(line)) return false;
    const at = left.indexOf(comparable(line));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function comparable(line: string): string {
  return line.replaceAll(DURATION, "").replaceAll(/ +/g, " ").trim();
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
