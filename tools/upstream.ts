// `npm run check:upstream`: what is newer than ours, and what Amazon Inspector says that we have no word for. It ends
// with 1 where the vocabulary lacks a word, and with 2 where something could not be asked.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canBeEnabled, ERROR_CODES, InspectorStatus, responseKeyOf, SCAN_TYPES } from "../provider/status/vocabulary";
import { isAtLeast, NEWEST } from "./cli/version";
import { messageOf } from "../provider/values/messageOf";
import { newestCli, newestModel, newestSdk } from "./upstream/newest";
import { vocabularyGaps } from "./upstream/vocabularyGaps";

const SDK_MANIFEST = join(__dirname, "..", "node_modules", "@pulumi", "pulumi", "package.json");

async function compareVersions(name: string, ours: string, ask: () => Promise<string>): Promise<number> {
  const newest = await ask();
  const isOurs = isAtLeast(ours, newest);
  console.log(`${name}: ours is ${ours}, ${isOurs ? "and nothing is newer" : `the newest is ${newest}`}.`);
  return 0;
}

async function compareVocabulary(): Promise<number> {
  const { wheel, model } = await newestModel();
  const gaps = vocabularyGaps(model, {
    statuses: Object.values(InspectorStatus),
    errorCodes: ERROR_CODES,
    responseKeys: SCAN_TYPES.map(responseKeyOf),
    scanTypes: SCAN_TYPES.filter(canBeEnabled),
  });
  console.log(
    [`Amazon Inspector in ${wheel}: ${gaps.length === 0 ? "every word is known." : ""}`, ...gaps].join("\n  "),
  );
  return gaps.length === 0 ? 0 : 1;
}

/** One question; what keeps it from being asked keeps none of the others. */
async function asked(subject: string, question: () => Promise<number>): Promise<number> {
  try {
    return await question();
  } catch (error) {
    console.error(`${subject} could not be asked for what is newest: ${messageOf(error)}. Is the network there?`);
    return 2;
  }
}

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(SDK_MANIFEST, "utf8")) as { version: string };
  const codes = await Promise.all([
    asked("The npm registry", () => compareVersions("@pulumi/pulumi", version, newestSdk)),
    asked("The Go module proxy", () => compareVersions("The Pulumi CLI", NEWEST, newestCli)),
    asked("PyPI", compareVocabulary),
  ]);
  // A missing word is what somebody has to act on, whatever else went wrong.
  process.exitCode = codes.includes(1) ? 1 : Math.max(...codes);
}

void main();
