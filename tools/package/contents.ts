import { posix } from "node:path";

const MAX_UNPACKED_BYTES = 300_000;
/** The files that a user reads before, during and after using a package. */
const DOCUMENTS = ["README.md", "LICENSE", "CHANGELOG.md"];

/** The contents of a package. */
export interface Contents {
  readonly files: readonly string[];
  readonly unpackedBytes: number;
  /** The text of a file. */
  readonly read: (file: string) => string;
}

/** The problems of a package's contents, as sentences. */
export function problemsOf({ files, unpackedBytes, read }: Contents): string[] {
  const missing = DOCUMENTS.filter((name) => !files.includes(name)).map((name) => `${name} is not in the package.`);
  const size =
    unpackedBytes > MAX_UNPACKED_BYTES
      ? [`Unpacked it has ${unpackedBytes} bytes, more than the ${MAX_UNPACKED_BYTES} that it may have.`]
      : [];
  const sources = files.filter((file) => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file));
  return [
    ...missing,
    ...size,
    ...(sources.length > 0 ? [`TypeScript is compiled, not packed: ${sources.join(", ")}.`] : []),
    ...files.filter((file) => /\.[cm]?js$/.test(file)).flatMap((file) => problemsOfMap(file, files, read)),
    ...files
      .filter((file) => /\.d\.[cm]?ts$/.test(file) && /from ["']valibot["']|import\(["']valibot["']\)/.test(read(file)))
      .map(
        (file) =>
          `${file} imports the types of valibot, which take seconds to check: keep them out of what is exported.`,
      ),
  ];
}

/** Debuggers and bundlers warn about a source map whose sources are missing. */
function problemsOfMap(file: string, files: readonly string[], read: Contents["read"]): string[] {
  const [, map] = /^\/\/# sourceMappingURL=(\S+)\s*$/m.exec(read(file)) ?? [];
  if (map === undefined) return [];
  const folder = posix.dirname(file);
  const path = posix.join(folder, map);
  if (!files.includes(path)) return [`${file} leads to the map ${path}, which is not in the package.`];
  const { sources, sourcesContent } = JSON.parse(read(path)) as { sources: string[]; sourcesContent?: unknown[] };
  return sources
    .filter((source, index) => !sourcesContent?.[index] && !files.includes(posix.join(posix.dirname(path), source)))
    .map((source) => `${path} leads to ${source}, which is not in the package.`);
}
