import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { staleFiles } from "../../../../tools/lint/argumentTexts";
import { temporaryFolder } from "../../../../tools/temporaryFolder";

const ROOT = resolve(__dirname, "..", "..", "..", "..");
const FILES = [
  "sdk/inspectorAccountStatusArgs.ts",
  "sdk/getInspectorAccountStatusArgs.ts",
  "sdk/getInspectorAccountStatus.ts",
  "sdk/inspectorAccountStatus.ts",
  "README.md",
];

describe("what is made of the table of arguments", () => {
  it("is as the table is", () => {
    assert.deepEqual(staleFiles(false), []);
  });

  for (const file of FILES) {
    it(`is mended in ${file}, whatever somebody has written there`, () => {
      const folder = temporaryFolder();
      try {
        for (const each of FILES) {
          mkdirSync(dirname(join(folder.path, each)), { recursive: true });
          cpSync(join(ROOT, each), join(folder.path, each));
        }
        const path = join(folder.path, file);
        const right = readFileSync(path, "utf8");
        const wrong = right.replaceAll("accountIds", "accounts").replaceAll('"readTimeout"', '"readTime"');
        writeFileSync(path, wrong.replaceAll(" 12 digits", " 13 digits"));
        assert.deepEqual(staleFiles(false, folder.path), [file]);
        assert.deepEqual(staleFiles(true, folder.path), []);
        assert.deepEqual(staleFiles(false, folder.path), []);
      } finally {
        folder.remove();
      }
    });
  }
});
