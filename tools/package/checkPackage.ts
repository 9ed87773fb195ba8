import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runForOutput } from "../command";
import { temporaryFolder } from "../temporaryFolder";
import { problemsOf } from "./contents";
import { pack } from "./tarball";

const ROOT = resolve(__dirname, "..", "..");

/** The checkers from npm: scripts of node_modules with their arguments; the path of the tarball comes last. */
const CHECKERS = [
  { name: "publint", command: ["publint/src/cli.js", "run", "--strict"] },
  { name: "attw", command: ["@arethetypeswrong/cli/dist/index.js", "--format=ascii"] },
] as const;

/** Packs the package, runs all checks, prints the problems, and returns the names of the checks that found some. */
export async function checkPackage(): Promise<string[]> {
  const folder = temporaryFolder();
  try {
    const tarball = pack(ROOT, folder.path);
    execFileSync("tar", ["-xzf", tarball.path, "-C", folder.path]);
    const problems = problemsOf({
      ...tarball,
      read: (file) => readFileSync(join(folder.path, "package", file), "utf8"),
    });
    if (problems.length > 0) console.error(problems.join("\n"));
    const found = await Promise.all(CHECKERS.map((checker) => runChecker(checker, tarball.path)));
    return [...(problems.length > 0 ? ["contents"] : []), ...found.flat()];
  } finally {
    folder.remove();
  }
}

async function runChecker({ name, command }: (typeof CHECKERS)[number], tarball: string): Promise<string[]> {
  const [script, ...args] = command;
  const path = join(ROOT, "node_modules", script);
  const { code, output } = await runForOutput(process.execPath, [path, ...args, tarball]);
  // publint does not fail for suggestions, but they count here.
  if (code === 0 && !/^Suggestions:$/m.test(output)) return [];
  console.error(output);
  return [name];
}
