// `npm run --silent release:notes -- vX.Y.Z`: what the changelog says of the version of package.json, and nothing else.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { notesOf } from "./release/notes";
import { tool } from "./tool";

const read = (file: string): string => readFileSync(join(__dirname, "..", file), "utf8");

tool(([tag = ""]) => {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  console.log(notesOf(tag, version, read("CHANGELOG.md")));
});
