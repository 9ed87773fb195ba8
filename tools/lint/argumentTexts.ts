import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Kind } from "../../provider/gate/argumentKinds";
import { ENTRY_NAMES, entryOf, type ArgumentEntry } from "../../provider/gate/argumentTable";

const ROOT = resolve(__dirname, "..", "..");
const TABLE = "provider/gate/argumentTable.ts";

interface Written {
  /** As it is recorded. */
  plain: string;
  /** In the data source. @default `plain`, with lists that are read only */
  read?: string;
  /** In a resource. @default `pulumi.Input` of `plain` */
  input?: string;
  /** In the README. @default `plain` */
  readme?: string;
}

/** The type of an argument in a program, by its kind. */
const TYPES: Readonly<Record<Kind | "awsProvider", Written>> = {
  accountIds: { plain: "string[]" },
  scanTypes: { plain: "ScanType[]", read: "ScanTypes", input: "ScanTypesInput" },
  flag: { plain: "boolean" },
  status: { plain: "SettledStatus", readme: "`string`" },
  level: { plain: "EnforcementLevel", readme: "`string`" },
  duration: { plain: "string", readme: "duration" },
  region: { plain: "string" },
  text: { plain: "string" },
  roles: {
    plain: "AssumeRole | AssumeRole[]",
    input: "AssumeRoleInput",
    readme: "`AssumeRole`, or a list",
  },
  awsProvider: { plain: "AwsProvider", input: "AwsProvider", readme: "`aws.Provider`" },
  url: { plain: "string" },
};

/** The text between two marks of a file, by the file and the name of its marks. */
const BLOCKS: readonly { file: string; name: string; text: () => string }[] = [
  { file: "sdk/inspectorAccountStatusArgs.ts", name: "arguments of a gate", text: () => members(inputMember) },
  {
    file: "sdk/getInspectorAccountStatusArgs.ts",
    name: "arguments of the data source",
    text: () => members(plainMember),
  },
  { file: "sdk/getInspectorAccountStatus.ts", name: "arguments of a gate alone", text: gateArguments },
  { file: "sdk/inspectorAccountStatus.ts", name: "arguments as they are recorded", text: () => members(outputMember) },
  { file: "README.md", name: "arguments", text: readmeTable },
];

/** Writes the texts that are made from the table of arguments, or says which of them are stale. */
export async function argumentTexts(fix: boolean): Promise<string[]> {
  const stale = staleFiles(fix);
  if (stale.length === 0) return [];
  console.error(`${stale.join(", ")}: not as ${TABLE} is: npm run lint:fix`);
  return ["arguments"];
}

/** The files with stale texts; none if they are mended. */
export function staleFiles(fix: boolean, root = ROOT): string[] {
  const stale = new Set<string>();
  for (const { file, name, text } of BLOCKS) {
    const path = join(root, file);
    const written = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
    const wanted = withBlock(written, file, name, text());
    if (wanted === written) continue;
    if (fix) writeFileSync(path, wanted);
    else stale.add(file);
  }
  return [...stale];
}

function withBlock(written: string, file: string, name: string, text: string): string {
  const [open, close] = file.endsWith(".md") ? ["<!-- ", " -->"] : ["// ", ""];
  const begin = written.indexOf(`${open}${name}: made of ${TABLE}${close}\n`);
  const end = written.indexOf(`${open}end of ${name}${close}\n`);
  if (begin < 0 || end < begin) throw new Error(`${file}: the marks of "${name}" are not there.`);
  const indent = written.slice(written.lastIndexOf("\n", end) + 1, end);
  return `${written.slice(0, written.indexOf("\n", begin) + 1)}${text}\n${indent}${written.slice(end)}`;
}

function members(member: (name: string, entry: ArgumentEntry) => string[]): string {
  return ENTRY_NAMES.flatMap((name) => member(name, entryOf(name)))
    .map((line) => (line === "" ? line : `  ${line}`))
    .join("\n");
}

function inputMember(name: string, entry: ArgumentEntry): string[] {
  const { plain, input } = TYPES[entry.kind];
  const item = plain.endsWith("[]") ? `readonly pulumi.Input<${plain.slice(0, -2)}>[]` : plain;
  const mayBeNothing = entry.mayBeNothing && `pulumi.Input<${item} | undefined>`;
  return [...docstring(entry), `${name}?: ${mayBeNothing ?? `${input ?? `pulumi.Input<${item}>`} | undefined`};`];
}

/** The short docstring of the data source's argument; the gate has the whole one. */
function plainMember(name: string, { dataSource, ...entry }: ArgumentEntry): string[] {
  if (dataSource === false) return [];
  const { plain, read = plain.replace(/\w+\[\]/, "readonly $&") } = TYPES[entry.kind];
  const { more: _, see: __, ...short } = entry;
  return [...docstring({ ...short, ...dataSource }), `${name}?: ${read} | undefined;`];
}

/** The arguments that the data source does not take, as a type. */
function gateArguments(): string {
  const names = ENTRY_NAMES.filter((name) => entryOf(name).dataSource === false);
  return `type GateArgument = ${names.map((name) => JSON.stringify(name)).join(" | ")};`;
}

/** The output `region` always has a value, even if the argument was not given. */
function outputMember(name: string, { kind, recorded }: ArgumentEntry): string[] {
  if (recorded === undefined) return [];
  const type = kind === "region" ? "string" : `${TYPES[kind].plain} | undefined`;
  return [`/** ${recorded} */`, `declare readonly ${name}: pulumi.Output<${type}>;`];
}

function docstring(entry: ArgumentEntry): string[] {
  const words = `${entry.meaning.charAt(0).toUpperCase()}${entry.meaning.slice(1)}. ${entry.more ?? ""}`.trim();
  return comment(words, [
    // No backquotes, because TypeDoc shows a default as code anyway.
    `@default ${defaultOf(entry).replace(/^`([^`]*)`$/, "$1")}`,
    ...(entry.see === undefined ? [] : [`@see ${entry.see}`]),
    ...(entry.since === undefined ? [] : [`@since ${entry.since}`]),
  ]);
}

function comment(words: string, tags: readonly string[]): string[] {
  return ["/**", ...[...wrapped(words), "", ...tags].map((line) => ` * ${line}`.trimEnd()), " */"];
}

function defaultOf({ default: words, defaultValue }: ArgumentEntry): string {
  return words ?? `\`"${defaultValue ?? ""}"\``;
}

const LINE = 115;

function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > LINE) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function readmeTable(): string {
  const rows = ENTRY_NAMES.map((name) => {
    const entry = entryOf(name);
    const { plain, readme } = TYPES[entry.kind];
    return ["", `\`${name}\``, readme ?? `\`${plain}\``, defaultOf(entry), entry.meaning, ""].join(" | ").trim();
  });
  return ["| argument | type | default | meaning |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
