import { join } from "node:path";
import { runForOutput } from "../tools/command";

/** Runs a program of `programs/` in a process of its own, and returns what it prints as JSON. */
export async function child<T>(program: string, env: NodeJS.ProcessEnv, options: readonly string[] = []): Promise<T> {
  const args = [...options, join(__dirname, "programs", `${program}.js`)];
  const { code, output } = await runForOutput(process.execPath, args, { env: { ...process.env, ...env } });
  if (code !== 0 || output === "") throw new Error(`${program} ended with ${code}:\n${output}`);
  return JSON.parse(output.slice(output.lastIndexOf("\n") + 1)) as T;
}
