// @ts-check
import { transform } from "esbuild";
import { readFileSync } from "node:fs";

/**
 * The script and the style of the report's page are texts in the sources, which the compiler leaves as they are: here
 * they are minified like the rest.
 *
 * @returns {import("esbuild").Plugin}
 */
export function pageMinified() {
  return {
    name: "page minified",
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]htmlScript\.ts$/ }, async ({ path }) => minified(path, "js"));
      onLoad({ filter: /[\\/]htmlStyle\.ts$/ }, async ({ path }) => minified(path, "css"));
    },
  };
}

/** @param {string} path @param {"js" | "css"} loader */
async function minified(path, loader) {
  const { code } = await transform(readFileSync(path, "utf8"), { loader: "ts", format: "cjs" });
  const module = { exports: /** @type {Record<string, string>} */ ({}) };
  new Function("module", "exports", code)(module, module.exports);
  const texts = Object.entries(module.exports).map(async ([name, text]) => {
    const result = await transform(text, {
      loader,
      minify: true,
      target: "es2022",
      ...(loader === "js" && { format: "iife" }),
    });
    return `export const ${name} = ${JSON.stringify(result.code)};`;
  });
  return { contents: (await Promise.all(texts)).join("\n"), loader: /** @type {const} */ ("js") };
}
