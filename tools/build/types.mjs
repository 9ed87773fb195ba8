// @ts-check
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { TYPED, UNTYPED } from "./entries.mjs";

/**
 * Writes one file of types for each entry, out of those that the compiler wrote into `compiled`: only what the entry
 * mentions is in it, so that a program reads no types of what the provider is made of.
 *
 * @param {string} compiled @param {string} target
 */
export async function rollUpTypes(compiled, target) {
  for (const entry of TYPED) {
    const { write, close } = await rollup({
      input: join(compiled, `${entry}.d.ts`),
      // The compiler writes into a folder of node_modules, which the plugin skips by default.
      plugins: [dts({ respectExternal: true })],
      external: (id) => !id.startsWith(".") && !id.startsWith("/") && !/^[a-z]:/i.test(id),
      onwarn: (warning) => {
        if (warning.code !== "EMPTY_BUNDLE") throw new Error(warning.message);
      },
    });
    const file = join(target, `${entry}.d.ts`);
    await write({ file, format: "es" });
    writeFileSync(file, compact(readFileSync(file, "utf8")));
    await close();
  }
  for (const entry of UNTYPED) writeFileSync(join(target, `${entry}.d.ts`), "export {};\n");
}

/**
 * A tenth of the types would be indentation, and the stars before the lines of comments, which editors don't show. That
 * something came with the first version is no news.
 *
 * @param {string} types
 */
function compact(types) {
  return types
    .replace(/^ *\*\n(?= *\* @)/gm, "")
    .replace(/(?<!`)\n *\*\/$/gm, " */")
    .replace(/^ *\*(?: |$)/gm, "")
    .replace(/^(?: {4})+/gm, "")
    .replace(/\s@since 0\.1\.0\b/g, "");
}
