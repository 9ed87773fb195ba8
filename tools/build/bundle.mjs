// @ts-check
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { ENTRIES, RECORDED } from "./entries.mjs";
import { pageMinified } from "./page.mjs";
import { withoutTexts } from "./withoutTexts.mjs";

/** All code, in one file: what the entries share is there once, and each module still runs only when it is asked for. */
const BUNDLE = "bundle.js";

/**
 * Writes the code into `target`. It is minified, because a package of 150 files with their comments is more than twice as
 * big.
 *
 * @param {string} root @param {string} target
 */
export async function bundle(root, target) {
  const lines = ENTRIES.map((entry) => `exports[${JSON.stringify(entry)}] = () => require("./${entry}.ts");`);
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: root, sourcefile: "entries.js" },
    outfile: join(target, BUNDLE),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    plugins: [recordedApart(), pageMinified(), withoutTexts()],
    // Jest has none in its own module system.
    supported: { "dynamic-import": false },
    minify: true,
    charset: "utf8",
    logLevel: "warning",
  });
  for (const entry of ENTRIES) await writeEntry(root, target, entry);
}

/** @returns {import("esbuild").Plugin} */
function recordedApart() {
  const name = RECORDED.slice(RECORDED.lastIndexOf("/"));
  return {
    name: "recorded apart",
    setup: ({ onResolve }) =>
      onResolve({ filter: new RegExp(`${name}$`) }, () => ({ path: `./${RECORDED}.js`, external: true })),
  };
}

/**
 * A file that hands on what the bundle has for it. Each name is written out, so that ES modules can import it.
 *
 * @param {string} root @param {string} target @param {string} entry
 */
async function writeEntry(root, target, entry) {
  const file = join(target, `${entry}.js`);
  mkdirSync(dirname(file), { recursive: true });
  const [first = ""] = readFileSync(join(root, `${entry}.ts`), "utf8").split("\n", 1);
  const path = relative(dirname(entry), BUNDLE).replaceAll("\\", "/");
  const lines = [
    ...(first.startsWith("#!") ? [first] : []),
    '"use strict";',
    `const loaded = require(${JSON.stringify(path.startsWith(".") ? path : `./${path}`)})[${JSON.stringify(entry)}]();`,
    'Object.defineProperty(exports, "__esModule", { value: true });',
    ...(await namesIn(root, entry)).map((name) => `exports.${name} = loaded.${name};`),
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/** The names that a module exports, types apart. @param {string} root @param {string} entry */
async function namesIn(root, entry) {
  const { metafile } = await build({
    entryPoints: [join(root, `${entry}.ts`)],
    outfile: "names.js",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  return Object.values(metafile.outputs)[0]?.exports ?? [];
}
