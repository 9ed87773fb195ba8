import { COMMON_OPTIONS, type Command, type Option } from "./commandLine";

const PROGRAM = "npx pulumi-inspector-status";

/** The help of one command, or of all. */
export function help(name: string | undefined, commands: Readonly<Record<string, Command>>): string {
  const command = name === undefined ? undefined : commands[name];
  if (command === undefined) return overview(commands);
  return [
    `Usage: ${PROGRAM} ${command.usage}`,
    "",
    command.summary,
    "",
    ...optionLines({ ...command.options, help: COMMON_OPTIONS["help"]! }),
    "",
    command.notes,
  ].join("\n");
}

function overview(commands: Readonly<Record<string, Command>>): string {
  const names = Object.keys(commands);
  const width = Math.max(...names.map((name) => name.length)) + 2;
  return [
    `Usage: ${PROGRAM} COMMAND [OPTION…]`,
    "",
    ...names.map((name) => `  ${name.padEnd(width)}${commands[name]!.summary}`),
    "",
    ...optionLines(COMMON_OPTIONS),
    "",
    `${PROGRAM} COMMAND --help tells more of each.`,
  ].join("\n");
}

function optionLines(options: Readonly<Record<string, Option>>): string[] {
  const heads = Object.entries(options).map(([name, { value }]) => `--${name}${value ? ` ${value}` : ""}`);
  const width = Math.max(...heads.map((head) => head.length)) + 2;
  return Object.values(options).map(({ help: text }, i) => `  ${heads[i]!.padEnd(width)}${text}`);
}

/** Where to find help after a wrong call. */
export function seeHelp(name: string | undefined): string {
  return `See ${PROGRAM} ${name === undefined ? "" : `${name} `}--help.`;
}
