import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as ts from "typescript";

const ROOT = resolve(__dirname, "..", "..");
const ENTRIES = pathToFileURL(join(ROOT, "tools", "build", "entries.mjs")).href;

/** Finds public names without `@since`, which tells the version that they came with. */
export async function since(): Promise<string[]> {
  const { TYPED } = (await import(ENTRIES)) as { readonly TYPED: readonly string[] };
  const silent = namesWithoutSince(TYPED.map((entry) => join(ROOT, `${entry}.ts`)));
  if (silent.length === 0) return [];
  console.error(`Without \`@since\` in the docstring: ${silent.join(", ")}.`);
  return ["since"];
}

export function namesWithoutSince(entries: readonly string[]): string[] {
  const program = ts.createProgram(entries, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext });
  const checker = program.getTypeChecker();
  return entries.flatMap((entry) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
    return (module ? checker.getExportsOfModule(module) : [])
      .map((name) => (name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name))
      .filter((name) => !name.getJsDocTags(checker).some((tag) => tag.name === "since"))
      .map((name) => name.name);
  });
}
