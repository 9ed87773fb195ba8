import { join } from "node:path";
import { run } from "../tools/command";

/** Runs a program of `programs/` in a process of its own, and returns what it prints as JSON. */
export async function child<T>(program: string, env: NodeJS.ProcessEnv, options: readonly string[] = []): Promise<T> {
  const lines: string[] = [];
  const code = await run(process.execPath, [...options, join(__dirname, "programs", `${program}.js`)], {
    env: { ...process.env, ...env },
    onLine: (line) => lines.push(line),
  });
  const last = lines.at(-1);
  if (code !== 0 || last === undefined) throw new Error(`${program} ended with ${code}:\n${lines.join("\n")}`);
  return JSON.parse(last) as T;
}
