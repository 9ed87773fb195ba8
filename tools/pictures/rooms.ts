import { basename, dirname, join, relative } from "node:path";
import { importsOf, sourcesIn } from "../imports";
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

/** `provider/gate` for `provider/gate/id.ts`; the doors and `provider.ts` are rooms of their own. */
function roomOf(root: string, file: string): string {
  const folder = dirname(relative(root, file));
  const own = ROOMS.find(({ files }) => folder === "provider" && files?.includes(basename(file, ".ts")));
  return own?.name ?? folder;
}
