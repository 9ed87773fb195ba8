// `npm run --silent release:notes -- vX.Y.Z`: what the changelog says of the version of package.json, and nothing else.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../provider/values/messageOf";
import { notesOf } from "./release/notes";

const read = (file: string): string => readFileSync(join(__dirname, "..", file), "utf8");

try {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  console.log(notesOf(process.argv[2] ?? "", version, read("CHANGELOG.md")));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
