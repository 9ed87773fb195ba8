import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command";
import { temporaryFolder } from "../temporaryFolder";
import { failed, type Tally } from "./tally";

export interface MochaRun {
  /** The tests are the files `*.test.ts` in this folder and below; the others are what they use. */
  readonly folder: string;
  /** The reporter of Mocha's whose output is shown. */
  readonly shown: "dot" | "spec";
  readonly options: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the tests of a folder in a process of their own. */
export async function mocha({ folder, shown, options, env = process.env }: MochaRun): Promise<Tally> {
  const temporary = temporaryFolder();
  const file = join(temporary.path, "tally.json");
  const args = [
    // For the reporter, which Mocha loads before what it is told to require.
    ...["-r", "ts-node/register", "node_modules/mocha/bin/mocha.js"],
    ...["--require", "ts-node/register", "--require", "tools/test/seed.ts"],
    ...["--reporter", "tools/test/reporter.ts", "--reporter-option", `shown=${shown},file=${file}`],
    ...options,
    `${folder}/**/*.test.ts`,
  ];
  try {
    const code = await run(process.execPath, args, { env });
    const tally = JSON.parse(readFileSync(file, "utf8")) as Tally;
    // Where Mocha ends badly although no test failed, something else did.
    return code !== 0 && tally.failures.length === 0 ? { ...tally, failures: [`${folder} as a whole`] } : tally;
  } catch {
    return failed(`${folder} as a whole`); // It ended before it could count, and has said why.
  } finally {
    temporary.remove();
  }
}
