import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { picturesOf } from "../../../../tools/pictures/all";

const ROOT = join(__dirname, "..", "..", "..", "..");

describe("the pictures of CONTRIBUTING.md", () => {
  for (const [file, picture] of Object.entries(picturesOf(ROOT))) {
    it(`${file} shows the code as it is`, () => {
      const written = readFileSync(join(ROOT, file), "utf8").replaceAll("\r\n", "\n");
      assert.ok(written === picture, `npm run pictures writes ${file} anew`);
    });
  }
});
