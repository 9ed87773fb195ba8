// @ts-check
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RECORDED } from "./build/entries.mjs";
import { linkForExamples } from "./build/link.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Makes a fresh `dist` of `provider/` and `sdk/`. The old one stays in place until the new one is complete, so that
 * programs and tests that run meanwhile find either. Throws with the compiler's output where it fails.
 *
 * @param {{ checkTypes: boolean }} options without the check it takes half the time; syntax errors are found all the
 * same
 */
export async function build({ checkTypes }) {
  // Late, because whoever imports this file may have to install them first.
  const [{ bundle }, { rollUpTypes }] = await Promise.all([import("./build/bundle.mjs"), import("./build/types.mjs")]);
  const started = new Date();
  const caches = join(root, "node_modules", ".cache");
  const [compiled, fresh, outdated] = ["compiled", "fresh", "outdated"].map((name) =>
    join(caches, `dist-${process.pid}-${name}`),
  );
  mkdirSync(fresh, { recursive: true });
  try {
    compile(compiled, checkTypes);
    await bundle(root, fresh);
    await rollUpTypes(compiled, fresh);
    copyFileSync(join(compiled, `${RECORDED}.js`), join(fresh, `${RECORDED}.js`));
    for (const bin of bins()) chmodSync(join(fresh, bin), 0o755);
    // The folder's time says which state of the sources it was made from: the one before the compiler read them.
    utimesSync(fresh, started, started);
    moveAside(join(root, "dist"), outdated);
    renameSync(fresh, join(root, "dist"));
  } finally {
    for (const folder of [compiled, fresh, outdated]) rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} target @param {boolean} checkTypes */
function compile(target, checkTypes) {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const options = ["-p", "tsconfig.build.json", "--outDir", target, "--noCheck", String(!checkTypes)];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`The package does not compile.\n${stdout}`);
}

/** The executables of the package, relative to `dist`. */
function bins() {
  /** @type {{ bin: Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.values(bin).map((path) => path.replace(/^(\.\/)?dist\//, ""));
}

/** @param {string} from @param {string} to */
function moveAside(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT") throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build({ checkTypes: true });
    linkForExamples(root);
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
