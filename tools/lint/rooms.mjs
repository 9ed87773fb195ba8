// @ts-check
import { readFileSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";

/** @type {readonly { name: string, files?: readonly string[] }[]} */
const TABLE = JSON.parse(readFileSync(new URL("../rooms.json", import.meta.url), "utf8"));

/**
 * The rooms of provider/, from the top down. A file may import from its own room and from those below it, which keeps
 * the way through the house one-way: what a status means can be read without knowing who asked for it.
 */
const ROOMS = TABLE.filter(({ name }) => name !== "sdk").map(({ name, files }) => ({
  name: files ? (files.length === 1 ? `${files[0]}.ts` : `the ${name}`) : `${basename(name)}/`,
  has: (/** @type {string} */ path) =>
    files ? dirname(path) === "provider" && files.includes(basename(path, ".ts")) : path.startsWith(`${name}/`),
}));
const WAY = ROOMS.map(({ name }) => name).join(" → ");

/** These rooms decide, and do nothing else: no network, no files, no processes. */
const PURE = /^provider\/(?:status|values)\//;
const HARMLESS = ["node:crypto", "node:util"];

/**
 * A rule for ESLint: imports between the rooms of provider/ run downwards only, however they are written.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const rooms = {
  meta: { type: "problem", schema: [], messages: { wrong: "{{problem}}" } },
  create: (context) => {
    const file = relative(context.cwd, context.filename).replaceAll("\\", "/");
    /** @param {any} node the text of an import */
    const check = (node) => {
      const problem = typeof node?.value === "string" ? problemOf(file, node.value) : undefined;
      if (problem) context.report({ node, messageId: "wrong", data: { problem } });
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      CallExpression: ({ callee, arguments: [first] }) => {
        if (callee.type === "Identifier" && callee.name === "require") check(first);
      },
      // Those of TypeScript: `import("x").Name`, and `import x = require("x")`.
      TSImportType: (/** @type {any} */ { source, argument }) => check(source ?? argument.literal),
      TSExternalModuleReference: (/** @type {any} */ { expression }) => check(expression),
    };
  },
};

/** What is wrong with an import, as a sentence. @param {string} file @param {string} specifier */
function problemOf(file, specifier) {
  const target = specifier.startsWith(".")
    ? relative(".", resolve(dirname(file), specifier)).replaceAll("\\", "/")
    : "";
  if (file.startsWith("sdk/"))
    return /^(?:examples|test|tools|bench)\//.test(target) ? `What is published does not import ${target}.` : undefined;
  if (!file.startsWith("provider/")) return undefined;
  if (target === "" ? /^(?:@pulumi\/|pulumi-inspector-status)/.test(specifier) : !target.startsWith("provider/"))
    return `Nothing in provider/ imports Pulumi, or what stands above it: not ${target || specifier}.`;
  if (PURE.test(file) && target === "" && specifier.startsWith("node:") && !HARMLESS.includes(specifier))
    return `${dirname(file)}/ only decides: it does not import ${specifier}.`;
  const [from, to] = [file, `${target}.ts`].map((path) => ROOMS.findIndex(({ has }) => has(path)));
  if (to < 0 || to >= from) return undefined;
  const [own, above] = [ROOMS[from], ROOMS[to]].map((room) => room?.name);
  return `${target} can't be imported here, because ${above} stands above ${own}; imports run downwards only: ${WAY}.`;
}
