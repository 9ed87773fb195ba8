import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { namesWithoutSince } from "../../../../tools/lint/since";
import { temporaryFolder } from "../../../../tools/temporaryFolder";

describe("the linter of @since", function () {
  this.timeout("60s");

  it("names what does not tell its version, also where it is handed on", () => {
    const folder = temporaryFolder();
    try {
      const other = join(folder.path, "other.ts");
      const entry = join(folder.path, "entry.ts");
      writeFileSync(other, "/** Old. @since 0.1.0 */\nexport const old = 1;\n/** New. */\nexport interface New {}\n");
      writeFileSync(entry, 'export * from "./other";\nexport function bare() {}\n');
      assert.deepEqual(namesWithoutSince([entry]).sort(), ["New", "bare"]);
    } finally {
      folder.remove();
    }
  });
});
