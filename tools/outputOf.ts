import { execFile } from "node:child_process";
import { promisify } from "node:util";

const LIMITS = { timeout: 180_000, maxBuffer: 64 * 1024 * 1024 };

/** What a program prints on standard output. If it fails, its message is the error. */
export async function outputOf(command: string, args: readonly string[], env = process.env): Promise<Buffer> {
  try {
    return (await promisify(execFile)(command, args, { ...LIMITS, env, encoding: "buffer" })).stdout;
  } catch (error) {
    const { stderr, code } = error as { readonly stderr?: Buffer; readonly code?: unknown };
    const said = (stderr?.toString() ?? "").split("\n").filter((line) => line.trim() !== "");
    const reason = code === "ENOENT" ? `there is no ${command} on PATH` : said.slice(0, 3).join("; ");
    throw new Error(reason || `${command} ended with ${String(code)}`, { cause: error });
  }
}
