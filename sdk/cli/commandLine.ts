import { parseArgs } from "node:util";
import { nearest } from "../../provider/values/nearest";

/** An option: a flag, a text, or a list that is separated by commas, by spaces or by repeating the option. */
type OptionKind = "flag" | "text" | "list";

export interface Option {
  readonly kind: OptionKind;
  /** The placeholder of the value in the help. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  readonly summary: string;
  readonly usage: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What the help says after the options. */
  readonly notes: string;
  /** Whether `-- COMMAND…` may follow. */
  readonly takesCommand?: true;
}

/** The options that were given. */
export interface Values {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  list(name: string): readonly string[];
  /** A list whose items may have commas in them. */
  words(name: string): readonly string[];
}

/** What a command line asks for. */
export type Request =
  | { readonly kind: "help"; readonly command: string | undefined }
  | { readonly kind: "version" }
  | { readonly kind: "wrong"; readonly command: string | undefined; readonly problems: readonly string[] }
  | {
      readonly kind: "run";
      readonly command: string;
      readonly values: Values;
      /** The arguments after `--`. */
      readonly rest: readonly string[] | undefined;
    };

/** The options of every command. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  help: { kind: "flag", help: "this text" },
  version: { kind: "flag", help: "the version of this package" },
};

/** Reads a command line, or names all its problems. */
export function parseCommandLine(args: readonly string[], commands: Readonly<Record<string, Command>>): Request {
  const end = args.indexOf("--");
  const own = end < 0 ? args : args.slice(0, end);
  const rest = end < 0 ? undefined : args.slice(end + 1);
  const isHelp = own.some((arg) => arg === "--help" || arg === "-h");
  const name = own.find((arg) => !arg.startsWith("-"));
  const known = name !== undefined && Object.hasOwn(commands, name) ? name : undefined;
  if (isHelp && (known !== undefined || name === undefined)) return { kind: "help", command: known };
  if (own.includes("--version") || own.includes("-v")) return { kind: "version" };
  if (known === undefined || own[0] !== known) {
    return { kind: "wrong", command: undefined, problems: [noCommand(own[0], Object.keys(commands))] };
  }
  const command = commands[known]!;
  const { given, problems } = readOptions(known, own.slice(1), { ...command.options, ...COMMON_OPTIONS });
  if (rest !== undefined && !command.takesCommand) problems.push(`"${known}" takes no command after --.`);
  if (rest?.length === 0 && command.takesCommand) problems.push("A command is missing after --.");
  if (problems.length > 0) return { kind: "wrong", command: known, problems };
  return { kind: "run", command: known, values: valuesOf(given), rest };
}

function noCommand(found: string | undefined, names: readonly string[]): string {
  const there = `there are ${names.join(", ")}`;
  if (found === undefined) return `A command is missing: ${there}.`;
  // The value of an option that is not known may be a secret.
  if (found.startsWith("-"))
    return `The first word has to be a command (${there}), not ${JSON.stringify(found.split("=")[0])}.`;
  const meant = nearest(found, names);
  return `There is no command ${JSON.stringify(found)}${meant ? `; did you mean ${meant}?` : `: ${there}.`}`;
}

function readOptions(
  command: string,
  args: readonly string[],
  options: Readonly<Record<string, Option>>,
): { given: Map<string, string[]>; problems: string[] } {
  const types = Object.entries(options).map(
    ([name, { kind }]) => [name, { type: kind === "flag" ? "boolean" : "string", multiple: true }] as const,
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(types),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<string, string[]>();
  const problems: string[] = [];
  /** The option that the next words belong to. The value of an unknown option is no problem of its own. */
  let open: Option | "unknown" | undefined;
  let list: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional" && open !== undefined) {
      list.push(token.value);
    } else if (token.kind === "positional") {
      problems.push(`${JSON.stringify(token.value)} belongs to no option of "${command}".`);
    } else if (token.kind === "option") {
      const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
      const problem = problemOf(command, token, option, Object.keys(options), given.has(token.name));
      if (problem) problems.push(problem);
      list = given.get(token.name) ?? [];
      list.push(token.value ?? "");
      given.set(token.name, list);
      open = option === undefined ? "unknown" : option.kind === "list" ? option : undefined;
    }
  }
  return { given, problems };
}

function problemOf(
  command: string,
  { name, rawName, value }: { readonly name: string; readonly rawName: string; readonly value?: string | undefined },
  option: Option | undefined,
  names: readonly string[],
  isRepeated: boolean,
): string | undefined {
  if (!option) {
    const meant = nearest(name, names);
    const there = `there are ${names.map((each) => `--${each}`).join(", ")}`;
    return `"${command}" has no option ${rawName}${meant ? `; did you mean --${meant}?` : `: ${there}.`}`;
  }
  const isFlag = option.kind === "flag";
  if (isFlag && value !== undefined) return `--${name} takes no value, found ${JSON.stringify(value)}.`;
  if (!isFlag && (value === undefined || value === "")) return `--${name}: expected ${option.value}, found nothing.`;
  // `--json --html FILE` would otherwise make a file of the name `--html`.
  if (!isFlag && value?.startsWith("-")) return `--${name}: expected ${option.value}, found ${JSON.stringify(value)}.`;
  return option.kind === "text" && isRepeated ? `--${name} is given more than once.` : undefined;
}

function valuesOf(given: ReadonlyMap<string, readonly string[]>): Values {
  const words = (name: string): string[] => (given.get(name) ?? []).filter((value) => value !== "");
  return {
    text: (name) => given.get(name)?.[0],
    flag: (name) => given.has(name),
    list: (name) => words(name).flatMap((value) => value.split(",").filter((item) => item !== "")),
    words,
  };
}
