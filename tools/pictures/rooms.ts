import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import ROOMS from "../rooms.json";

/** A folder of the sources, or a file beside the folders: what it has in it, and which other rooms it imports. */
export interface Room {
  readonly name: string;
  readonly files: readonly string[];
  readonly imports: ReadonlySet<string>;
}

/** The rooms of `provider/` and `sdk/`, as the code's own imports make them. */
export function roomsOf(root: string): Room[] {
  const files = ["provider", "sdk"].flatMap((folder) => sourcesIn(join(root, folder)));
  const rooms = new Map<string, { files: string[]; imports: Set<string> }>();
  for (const file of files) {
    const name = roomOf(root, file);
    const room = rooms.get(name) ?? { files: [], imports: new Set<string>() };
    rooms.set(name, room);
    room.files.push(basename(file, ".ts"));
    for (const target of importsOf(file)) if (roomOf(root, target) !== name) room.imports.add(roomOf(root, target));
  }
  return [...rooms].map(([name, room]) => ({ name, ...room }));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file))
    .sort();
}

/** `provider/gate` for `provider/gate/id.ts`; the doors and `provider.ts` are rooms of their own. */
function roomOf(root: string, file: string): string {
  const folder = dirname(relative(root, file));
  const own = ROOMS.find(({ files }) => folder === "provider" && files?.includes(basename(file, ".ts")));
  return own?.name ?? folder;
}

function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, "utf8").matchAll(/(?:from|import\(|require\()\s*"(\.[^"]+)"/g);
  return [...specifiers].map(([, specifier]) => resolve(dirname(file), `${specifier}.ts`));
}
