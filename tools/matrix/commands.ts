import { runForOutput } from "../command";

/** Runs a command quietly; if it fails, its output is in the error. */
export async function must(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const { code, output } = await runForOutput(command, args, options);
  if (code === 0) return;
  throw new Error(`${[command, ...args].join(" ")} ended with ${code ?? "a signal"}: ${reasonIn(output)}`);
}

/** Options that keep npm quiet. */
export const QUIETLY = ["--no-audit", "--no-fund", "--loglevel=error"] as const;

const BLANKS = /^[\s│├└─]*$/;

/** The lines that say why something failed, as one: those of errors, or the last ones where there are none. */
export function reasonIn(output: string): string {
  const said = output.split("\n").filter((line) => !BLANKS.test(line));
  const errors = said.filter((line) => /error|ERR[!_]|YN\d{4}.*(?:can't|failed|not )/i.test(line));
  const chosen = errors.length > 0 ? errors.slice(0, 3) : said.slice(-3);
  return chosen.map((line) => line.trim()).join("; ") || "it said nothing";
}
