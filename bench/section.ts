import { readFileSync, writeFileSync } from "node:fs";

/** Replaces the text between `<!-- NAME -->` and `<!-- /NAME -->` in a Markdown file. */
export function replaceSection(file: string, name: string, content: string): void {
  const text = readFileSync(file, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has no section between ${begin} and ${end}.`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`);
}
