import { relative, resolve } from "node:path";
import { importsOf, sourcesIn } from "../imports";

const ROOT = resolve(__dirname, "..", "..");
const FOLDERS = ["provider", "sdk", "tools", "bench", "test"];

/** Finds files that import each other, even by way of others: none of them can be understood without the others. */
export async function circles(): Promise<string[]> {
  const files = FOLDERS.flatMap((folder) => sourcesIn(resolve(ROOT, folder)));
  const found = circlesIn(new Map(files.map((file) => [file, importsOf(file)])));
  for (const circle of found)
    console.error(`These files import each other: ${circle.map((file) => relative(ROOT, file)).join(" → ")}.`);
  return found.length === 0 ? [] : ["circles"];
}

/** The circles in the imports of files, each from one of its files back to it. */
export function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    const begin = way.indexOf(file);
    if (begin >= 0) found.push([...way.slice(begin), file]);
    if (begin >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) follow(file, []);
  return found;
}
