// `npm run test:matrix`: the packed package in each kind of project, on the real CLI, against an emulated Amazon
// Inspector. `-- --row WORDS` runs the rows with these words in their name. A whole run compares what the README and
// docs/compatibility.md say with what it has found; with `-- --update` it writes them.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { labelOf, type Outcome } from "./matrix/outcome";
import { staleFiles } from "./matrix/page";
import { runRow } from "./matrix/project";
import { ROWS } from "./matrix/rows";
import { Toolbox } from "./matrix/toolbox";
import { compileWithAll } from "./matrix/types";
import { messageOf } from "../provider/values/messageOf";
import { pack } from "./package/tarball";
import { pulumiCli } from "./pulumiCli";
import { temporaryFolder } from "./temporaryFolder";

const ROOT = resolve(__dirname, "..");

async function main(): Promise<void> {
  const options = { row: { type: "string", default: "" }, update: { type: "boolean", default: false } } as const;
  const { row, update } = parseArgs({ options }).values;
  const outcomes = await runRows(row);
  if (outcomes.length === 0) throw new Error(`No row has ${JSON.stringify(row)} in its name.`);
  const failed = outcomes.filter(({ reason }) => reason !== undefined).length;
  console.log(`\n${outcomes.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
  if (row !== "" || failed > 0) return;
  const stale = staleFiles(outcomes, update, ROOT);
  if (stale.length === 0 || update) return;
  console.error(`${stale.join(" and ")} say something else: npm run test:matrix -- --update writes them.`);
  process.exitCode = 1;
}

/** Runs the rows with these words in their name, and prints the outcome of each. */
async function runRows(words: string): Promise<Outcome[]> {
  const isWanted = (label: string): boolean => label.toLowerCase().includes(words.toLowerCase());
  const outcomes: Outcome[] = [];
  const note = (outcome: Outcome): void => {
    outcomes.push(outcome);
    console.log(lineOf(outcome));
  };
  const folder = temporaryFolder();
  try {
    const tarball = pack(ROOT, folder.path).path;
    const toolbox = new Toolbox(folder.path);
    const rows = ROWS.filter((row) => isWanted(labelOf(row)));
    const cli = rows.length > 0 ? await pulumiCli() : "";
    for (const row of rows) note(await runRow(row, { tarball, cli, toolbox }));
    if (isWanted(labelOf({ subject: "types", name: "" })))
      await compileWithAll({ folder: folder.path, tarball, toolbox, onOutcome: note });
  } finally {
    folder.remove();
  }
  return outcomes;
}

function lineOf({ reason, wayOut, ...row }: Outcome): string {
  if (reason !== undefined) return `FAILED  ${labelOf(row)}: ${reason}`;
  return wayOut === undefined
    ? `passed  ${labelOf(row)}`
    : `passed  ${labelOf(row)} does not work and says so: ${wayOut}`;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
