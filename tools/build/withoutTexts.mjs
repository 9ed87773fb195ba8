// @ts-check
import { readFileSync } from "node:fs";
import ts from "typescript";

/** The members of the table of arguments that only docstrings and the README need. */
const TEXTS = ["meaning", "more", "see", "default", "recorded", "since"];

/**
 * Leaves the texts of the table of arguments out of the code: programs have them in the types. @returns
 * {import("esbuild").Plugin}
 */
export function withoutTexts() {
  return {
    name: "without texts",
    setup: ({ onLoad }) =>
      onLoad({ filter: /[\\/]gate[\\/]argumentTable\.ts$/ }, ({ path }) => ({
        contents: stripped(readFileSync(path, "utf8")),
        loader: "ts",
      })),
  };
}

/** @param {string} source */
function stripped(source) {
  const file = ts.createSourceFile("argumentTable.ts", source, ts.ScriptTarget.Latest, true);
  /** @type {[number, number][]} */
  const spans = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && TEXTS.includes(node.name.getText(file))) {
      spans.push([node.getFullStart(), node.end + (source[node.end] === "," ? 1 : 0)]);
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return spans.reduceRight((text, [start, end]) => text.slice(0, start) + text.slice(end), source);
}
