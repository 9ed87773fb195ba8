// @ts-check
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { linkForExamples } from "./build/link.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What `dist` is made from. */
const SOURCES = ["provider", "sdk", "tsconfig.json", "tsconfig.build.json", "package.json", "tools/build"];

/**
 * Makes a fresh clone, or one whose files have changed, ready to run: packages installed, `dist` built. Takes a few
 * milliseconds where nothing is to do. Only built-in modules are at hand here, and standard output is not ours:
 * it belongs to the tool that runs next.
 */
export async function prepare() {
  if (!installed()) {
    console.error("Installing the packages of package-lock.json …");
    // What the package's own script would do, comes next.
    const options = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const { status, error } = spawnSync("npm", ["ci", ...options], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    });
    if (status !== 0) throw new Error(`\`npm ci\` failed (${error?.message ?? `exit code ${status}`}).`);
  }
  if (!built()) {
    console.error("Building dist …");
    // `npm test` checks the types; a mistake in them is no reason not to run the rest.
    await build({ checkTypes: false });
  }
  linkForExamples(root);
}

/**
 * Whether node_modules is what the lock file says. npm writes down what it installed; the comparison is by content,
 * because the times of files say nothing after a clone or a checkout.
 */
function installed() {
  const wanted = packages("package-lock.json");
  const found = packages("node_modules/.package-lock.json");
  if (!wanted || !found) return false;
  const nothingElse = Object.entries(found).every(([path, { version }]) => wanted[path]?.version === version);
  // Packages for other platforms are not installed.
  const required = Object.entries(wanted).filter(
    ([path, { optional, devOptional }]) => path !== "" && !optional && !devOptional,
  );
  return nothingElse && required.every(([path]) => path in found);
}

/**
 * @typedef {{ version: string, optional?: boolean, devOptional?: boolean }} Locked
 * @param {string} lockFile
 * @returns {Record<string, Locked> | undefined}
 */
function packages(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Whether `dist` was made from the sources as they are now. */
function built() {
  const made = modified("dist");
  return made > 0 && SOURCES.every((source) => newest(source) <= made);
}

/**
 * The time of the latest change in a file or folder. Folders count as well: their time tells of deleted files.
 *
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const own = modified(path);
  if (!statSync(join(root, path)).isDirectory()) return own;
  return Math.max(own, ...readdirSync(join(root, path)).map((entry) => newest(join(path, entry))));
}

/** @param {string} path */
function modified(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
