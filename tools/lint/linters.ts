import { runForOutput } from "../command";
import { argumentTexts } from "./argumentTexts";
import { circles } from "./circles";
import { mirror } from "./mirror";
import { reference } from "./reference";
import { since } from "./since";

interface Linter {
  readonly name: string;
  /** A script in node_modules, and its arguments. */
  readonly command: readonly string[];
  /** The script and the arguments for mending; absent if the linter can't mend. */
  readonly fix?: readonly string[];
}

const LINTERS: readonly Linter[] = [
  {
    name: "prettier",
    command: ["prettier/bin/prettier.cjs", ".", "--log-level", "warn", "--check"],
    fix: ["prettier/bin/prettier.cjs", ".", "--log-level", "warn", "--write"],
  },
  {
    name: "eslint",
    command: ["eslint/bin/eslint.js", ".", "--max-warnings", "0"],
    fix: ["eslint/bin/eslint.js", ".", "--max-warnings", "0", "--fix"],
  },
  { name: "knip", command: ["knip/bin/knip.js", "--treat-config-hints-as-errors"] },
];

/** Runs all linters and returns the names of those that found something. */
export async function lint(fix = false): Promise<string[]> {
  // Linters that mend run one after the other, because they write the same files.
  const outcomes: string[][] = [];
  const linters = [
    argumentTexts,
    reference,
    mirror,
    circles,
    since,
    ...LINTERS.map((linter) => (mend: boolean) => runLinter(linter, mend)),
  ];
  if (fix) for (const linter of linters) outcomes.push(await linter(true));
  else outcomes.push(...(await Promise.all(linters.map((linter) => linter(false)))));
  return outcomes.flat();
}

async function runLinter({ name, command, fix: fixing }: Linter, fix: boolean): Promise<string[]> {
  const [script, ...args] = (fix && fixing) || command;
  const { code, output } = await runForOutput(process.execPath, [`node_modules/${script}`, ...args]);
  if (code === 0) return [];
  console.error(output);
  return [name];
}
