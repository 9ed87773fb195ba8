import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runForOutput } from "../command";
import { temporaryFolder } from "../temporaryFolder";

const ROOT = resolve(__dirname, "..", "..");
const REFERENCE = join(ROOT, "docs", "api");

/**
 * Writes the reference of the public surface, docs/api, from the docstrings, or says whether it is as the code is. It
 * is the snapshot of the surface, too. TypeDoc fails where a public member has no docstring, or a type is not exported.
 */
export async function reference(fix: boolean): Promise<string[]> {
  const folder = temporaryFolder();
  try {
    const written = fix ? REFERENCE : folder.path;
    const args = ["node_modules/typedoc/bin/typedoc", "--logLevel", "Warn", "--out", written];
    const { code, output } = await runForOutput(process.execPath, args, { cwd: ROOT });
    if (code === 0 && sameFiles(written, REFERENCE)) return [];
    const stale = code === 0 ? "docs/api is not as the code is: npm run lint:fix" : "";
    console.error([output, stale].filter((text) => text !== "").join("\n"));
    return ["reference"];
  } finally {
    folder.remove();
  }
}

function sameFiles(a: string, b: string): boolean {
  const read = (folder: string): string =>
    JSON.stringify(
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".md"))
        .sort()
        .map((file) => [file, readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n")]),
    );
  return read(a) === read(b);
}
