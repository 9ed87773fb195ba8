// @ts-check
import { readFileSync } from "node:fs";

/** @type {{ exports: Record<string, string | { default: string }>, bin: Record<string, string> }} */
const { exports, bin } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The name of a source: its path in the project, and in `dist`, without its ending. @param {string} path */
const nameOf = (path) => path.replace(/^\.\/dist\//, "").replace(/\.js$/, "");

const EXPORTED = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [] : [nameOf(entry.default)]));
/** What is loaded from outside: the code that package.json exports, and its commands. */
export const ENTRIES = [...EXPORTED, ...Object.values(bin).map(nameOf)];
/** The one that every program imports. */
export const PROGRAM = "sdk/index";
/** What a stack has recorded loads it by its name. No program does, so its types say nothing. */
export const UNTYPED = ["provider/dynamic"];
/** Those that programs import, with their types: the public surface. */
export const TYPED = EXPORTED.filter((entry) => !UNTYPED.includes(entry));
/**
 * Pulumi records its functions as they are written, in every gate: it stays a file of its own, as TypeScript wrote it.
 */
export const RECORDED = "sdk/dynamicProvider";
