import { writeFileSync } from "node:fs";
import { reporters, type MochaOptions, type Runner } from "mocha";
import type { Tally } from "./tally";

/** Shows what Mocha's own reporter of the name `shown` shows, and writes the tally into `file`. */
export default class TallyReporter {
  constructor(runner: Runner, options: MochaOptions) {
    const { shown, file } = options.reporterOptions as { shown: "dot" | "spec"; file: string };
    new reporters[shown](runner, options);
    const failures: string[] = [];
    // A hook that fails is no test, and counts all the same.
    runner.on("fail", (test, error: unknown) => void failures.push(`${test.fullTitle()}: ${firstLine(error)}`));
    runner.once("end", () => {
      const { passes, pending } = runner.stats!;
      writeFileSync(file, JSON.stringify({ passes, failures, pending } satisfies Tally));
    });
  }
}

/** The first line of what failed. An error of another process is a plain object here. */
function firstLine(error: unknown): string {
  const { message } = (error ?? {}) as { readonly message?: unknown };
  const [line = ""] = (typeof message === "string" ? message : String(error)).split("\n");
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
