// `npm run pictures`: writes docs/house.svg from the code's imports, docs/wait.svg,
// and docs/troubleshooting.md from its sentences.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { picturesOf } from "./pictures/all";

const ROOT = join(__dirname, "..");

for (const [file, picture] of Object.entries(picturesOf(ROOT))) {
  writeFileSync(join(ROOT, file), picture);
  console.log(file);
}
