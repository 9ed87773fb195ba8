import { delimiter } from "node:path";
import { run } from "../command";
import { lint } from "../lint/linters";
import { lintWorkflows } from "../lint/workflows";
import { checkPackage } from "../package/checkPackage";
import { pulumiCli } from "../pulumiCli";
import { mocha } from "./mocha";
import { failed, type Tally } from "./tally";

export const SUITES = [
  "types",
  "lint",
  "package",
  "workflows",
  "unit",
  "integration",
  "property",
  "chaos",
  "engine",
  "browser",
] as const;
export type Suite = (typeof SUITES)[number];

/** The suites that are no tests, and what of them found something. */
const CHECKS: Readonly<Partial<Record<Suite, () => Promise<readonly string[]>>>> = {
  types: async () =>
    (await run(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.json"])) === 0 ? [] : ["tsc"],
  lint,
  package: checkPackage,
  // Tests run where there is neither Go nor Python, too.
  workflows: () => lintWorkflows({ mayBeMissing: true }),
};

/** Runs a suite, with options for Mocha. */
export async function runSuite(suite: Suite, options: readonly string[]): Promise<Tally> {
  const check = CHECKS[suite];
  if (check) return failed(...(await check()).map((name) => `${suite} ${name}`));
  const tally = suite === "engine" ? await engine(options) : await quick(suite, options);
  if (tally.passes + tally.failures.length > 0 || options.length > 0) return tally;
  return failed(`No test was run in test/${suite}.`);
}

/** Many tests without a CLI: what is of interest is those that fail. */
function quick(suite: Suite, options: readonly string[]): Promise<Tally> {
  return mocha({ folder: `test/${suite}`, shown: "dot", options: ["--timeout", "60s", ...options] });
}

async function engine(options: readonly string[]): Promise<Tally> {
  const folder = await pulumiCli();
  return mocha({
    folder: "test/engine",
    shown: "spec",
    options: ["--timeout", "180s", "--parallel", "--jobs", "2", ...options],
    env: { ...process.env, PULUMI_CLI_DIR: folder, PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}` },
  });
}
