import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** The tarball that npm would publish. */
export interface Tarball {
  readonly path: string;
  /** What is in it, relative to the package. */
  readonly files: readonly string[];
  readonly unpackedBytes: number;
}

/** Packs `dist` as it is, without building it anew. */
export function pack(root: string, folder: string): Tarball {
  const options = ["--ignore-scripts", "--json", "--pack-destination", folder];
  const printed = execFileSync("npm", ["pack", ...options], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  // npm prints a list up to version 11, and an object by name after it.
  const [packed] = Object.values(
    JSON.parse(printed) as Record<string, { filename: string; unpackedSize: number; files: { path: string }[] }>,
  );
  if (!packed) throw new Error("`npm pack` made no package.");
  return {
    path: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path),
    unpackedBytes: packed.unpackedSize,
  };
}
