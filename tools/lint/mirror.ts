import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..");
const UNIT = "test/unit";
const TEST = ".test.ts";
const SOURCES = [".ts", ".mjs"];

/** Finds the files of test/unit that are not the test of one source. */
export async function mirror(): Promise<string[]> {
  const strays = strayTests();
  for (const stray of strays) console.error(stray);
  return strays.length === 0 ? [] : ["mirror"];
}

/** The problems of test/unit, as sentences. The test of `<room>/<name>.ts` is `<room>/<name>.test.ts` there. */
export function strayTests(root = ROOT): string[] {
  return readdirSync(join(root, UNIT), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(join(root, UNIT).length + 1)
        .replaceAll("\\", "/"),
    )
    .sort()
    .flatMap((file) => problemOf(root, file) ?? []);
}

function problemOf(root: string, file: string): string | undefined {
  if (!file.endsWith(TEST)) return `${UNIT}/${file} is no test: what tests use is in test/support.`;
  const source = file.slice(0, -TEST.length);
  if (SOURCES.some((extension) => existsSync(join(root, source + extension)))) return undefined;
  const names = SOURCES.map((extension) => source + extension).join(" or ");
  return `${UNIT}/${file} has no source ${names}: name it as its source, or move it to test/integration.`;
}
