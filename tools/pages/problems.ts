import * as ts from "typescript";
import { nodesIn, sourcesIn, textsIn } from "./literals";

/** Sentences about what a program or the configuration has given, and about answers, from where they stand. */

const ARGUMENT_SOURCES = [
  "provider/gate/arguments.ts",
  "provider/values/schemas.ts",
  "provider/aws/roles.ts",
  "provider/aws/stackConfig.ts",
  "provider/gate/level.ts",
];
const PROBLEM = /^(?:must |was given |`(?!…: ).* (?:must|goes with|is not|has) |(?:set|name) .*(?:AWS|CERTS))/;

export function argumentProblems(root: string): string[] {
  return unique(
    sourcesIn(root, ARGUMENT_SOURCES)
      .flatMap((source) => textsIn(source))
      .filter((text) => PROBLEM.test(text)),
  );
}

/** Files in which whatever is a sentence is about arguments, configuration or ids, or says what a gate passes over. */
const OTHER_SOURCES = [
  "provider/dataSource.ts",
  "provider/aws/region.ts",
  "provider/gate/id.ts",
  "provider/gate/level.ts",
  "provider/gate/durations.ts",
  "provider/gate/read.ts",
  "sdk/awsProvider.ts",
  "sdk/resourceTypesByRegion.ts",
  "sdk/regionNames.ts",
];

export function otherProblems(root: string): string[] {
  const known = argumentProblems(root);
  return sentencesOf(root, OTHER_SOURCES).filter((text) => !known.includes(text));
}

/** Files whose sentences are about an answer, or about credentials and files that are read in its place. */
const ANSWER_SOURCES = [
  ...[
    "answers",
    "boundedHandler",
    "credentialProcess",
    "limit",
    "organization",
    "rawAnswer",
    "reader",
    "sharedFiles",
  ].map((name) => `provider/aws/${name}.ts`),
  "provider/waiting/listing.ts",
];

export function saidInBrackets(root: string, elsewhere: string): string[] {
  return sentencesOf(root, ANSWER_SOURCES).filter((text) => !elsewhere.includes(text));
}

function sentencesOf(root: string, sources: readonly string[]): string[] {
  return unique(
    sourcesIn(root, sources)
      .flatMap((source) => textsIn(source))
      .filter((text) => /^[^\s,:]\S*( \S+){3}/.test(text.trim())),
  );
}

export function runErrors(root: string): string[] {
  const isRunError = (node: ts.Node): node is ts.CallExpression =>
    ts.isCallExpression(node) && node.expression.getText() === "runError";
  return unique(
    sourcesIn(root, ["sdk"])
      .flatMap((source) => nodesIn(source, isRunError))
      .flatMap((call) => textsIn(call))
      .filter((text) => /\w \w/.test(text)),
  );
}

export function packageMissing(root: string): string {
  const [source] = sourcesIn(root, ["sdk/dynamicProvider.ts"]);
  return textsIn(source!).find((text) => text.includes("package.json"))!;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.replaceAll(/…{2,}/g, "…").trim()))];
}
