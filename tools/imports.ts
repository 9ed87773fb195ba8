import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The TypeScript files in a folder, in order. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file))
    .sort();
}

/** The TypeScript files of the project that a file imports. */
export function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, "utf8").matchAll(/(?:from|import\(|require\()\s*"(\.[^"]+)"/g);
  return [...specifiers].flatMap(([, specifier]) => {
    const path = resolve(dirname(file), specifier!);
    return [`${path}.ts`, join(path, "index.ts")].filter((source) => existsSync(source)).slice(0, 1);
  });
}
