// @ts-check
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { ENTRIES, PROGRAM, RECORDED } from "./entries.mjs";
import { pageMinified } from "./page.mjs";
import { withoutTexts } from "./withoutTexts.mjs";

/** @typedef {import("esbuild").Plugin} Plugin */

/**
 * All code is in two files, each module in one of them, and each module still runs only when it is asked for. Every
 * program loads the first, so it has only what the program's entry imports; what that requires in the middle of its
 * work is in the second.
 */
const [EARLY, LATE] = ["program.js", "bundle.js"];

/**
 * Writes the code into `target`. It is minified, because a package of 150 files with their comments is more than twice
 * as big.
 *
 * @param {string} root @param {string} target
 */
export async function bundle(root, target) {
  const { early, asked } = await modulesOfProgram(root);
  const entries = ENTRIES.filter((entry) => entry !== PROGRAM);
  /** @type {Set<string>} */
  const shared = new Set();
  await write(root, join(target, LATE), [...entries, ...asked], takenFrom(root, early, EARLY, shared));
  await write(root, join(target, EARLY), [PROGRAM, ...shared], takenFrom(root, asked, LATE));
  for (const entry of ENTRIES) await writeEntry(root, target, entry, entry === PROGRAM ? EARLY : LATE);
}

/**
 * What the program's entry imports, and what that asks for later. @param {string} root
 * @returns {Promise<{ early: string[], asked: string[] }>}
 */
async function modulesOfProgram(root) {
  /** @type {Set<string>} */
  const asked = new Set();
  const metafile = await metafileOf(root, PROGRAM, [
    {
      name: "asked for later",
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
          if (kind !== "require-call") return undefined;
          asked.add(nameOf(root, resolve(resolveDir, path)));
          return { path, external: true };
        }),
    },
  ]);
  return { early: Object.keys(metafile.inputs).map((path) => nameOf(root, resolve(root, path))), asked: [...asked] };
}

/** @param {string} root @param {string} outfile @param {readonly string[]} modules @param {Plugin} others */
async function write(root, outfile, modules, others) {
  const lines = modules.map((name) => `exports[${JSON.stringify(name)}] = () => require("./${name}.ts");`);
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: root, sourcefile: "entries.js" },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    plugins: [recordedApart(), others, pageMinified(), withoutTexts()],
    // Jest's module system has no dynamic `import()`.
    supported: { "dynamic-import": false },
    minify: true,
    // Once for the file, not for each of its modules.
    banner: { js: '"use strict";' },
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
    charset: "utf8",
    logLevel: "warning",
  });
}

/**
 * Takes modules from the other file, and notes which. @param {string} root @param {readonly string[]} names
 * @param {string} file @param {Set<string>} [taken] @returns {Plugin}
 */
function takenFrom(root, names, file, taken) {
  return {
    name: `taken from ${file}`,
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
        const name = nameOf(root, resolve(resolveDir, path));
        if (path === `./${file}`) return { path, external: true };
        if (!names.includes(name)) return undefined;
        taken?.add(name);
        return { path: name, namespace: file };
      });
      onLoad({ filter: /.*/, namespace: file }, ({ path }) => ({
        contents: `module.exports = require("./${file}")[${JSON.stringify(path)}]();`,
        resolveDir: root,
      }));
    },
  };
}

/** The name of a source: its path in the project, without its ending. @param {string} root @param {string} path */
function nameOf(root, path) {
  return relative(root, path).replaceAll("\\", "/").replace(/\.ts$/, "");
}

/** @returns {Plugin} */
function recordedApart() {
  const name = RECORDED.slice(RECORDED.lastIndexOf("/"));
  return {
    name: "recorded apart",
    setup: ({ onResolve }) =>
      onResolve({ filter: new RegExp(`${name}$`) }, () => ({ path: `./${RECORDED}.js`, external: true })),
  };
}

/**
 * A file that hands on what a bundle has for it. Each name is written out, so that ES modules can import it.
 *
 * @param {string} root @param {string} target @param {string} entry @param {string} file
 */
async function writeEntry(root, target, entry, file) {
  const written = join(target, `${entry}.js`);
  mkdirSync(dirname(written), { recursive: true });
  const [first = ""] = readFileSync(join(root, `${entry}.ts`), "utf8").split("\n", 1);
  const path = relative(dirname(entry), file).replaceAll("\\", "/");
  const { outputs } = await metafileOf(root, entry, []);
  const lines = [
    ...(first.startsWith("#!") ? [first] : []),
    '"use strict";',
    `const loaded = require(${JSON.stringify(path.startsWith(".") ? path : `./${path}`)})[${JSON.stringify(entry)}]();`,
    'Object.defineProperty(exports, "__esModule", { value: true });',
    // The names that it exports, without types.
    ...(Object.values(outputs)[0]?.exports ?? []).map((name) => `exports.${name} = loaded.${name};`),
  ];
  writeFileSync(written, `${lines.join("\n")}\n`);
}

/** What esbuild knows of an entry's modules. @param {string} root @param {string} entry @param {Plugin[]} plugins */
async function metafileOf(root, entry, plugins) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, `${entry}.ts`)],
    outfile: "names.js",
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    plugins,
    logLevel: "error",
  });
  return metafile;
}
