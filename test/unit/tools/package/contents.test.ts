import assert from "node:assert/strict";
import { problemsOf } from "../../../../tools/package/contents";

describe("what is in the package", () => {
  const documents = { "README.md": "", LICENSE: "", "CHANGELOG.md": "" };
  const problems = (more: Readonly<Record<string, string>>, unpackedBytes = 1_000): string[] => {
    const texts: Readonly<Record<string, string>> = { ...documents, ...more };
    return problemsOf({ files: Object.keys(texts), unpackedBytes, read: (file) => texts[file]! });
  };
  const mapped = { "dist/a.js": "1;\n//# sourceMappingURL=a.js.map\n" };
  const map = (rest: object): string => JSON.stringify({ version: 3, sources: ["../src/a.ts"], ...rest });

  it("is fine with documents, code and types", () => {
    assert.deepEqual(problems({ "dist/a.js": "1;", "dist/a.d.ts": "import * as p from '@pulumi/pulumi';" }), []);
  });

  it("has the documents", () => {
    assert.deepEqual(problemsOf({ files: ["LICENSE"], unpackedBytes: 1, read: () => "" }), [
      "README.md is not in the package.",
      "CHANGELOG.md is not in the package.",
    ]);
  });

  it("is small", () => {
    assert.deepEqual(problems({}, 300_000), []);
    assert.deepEqual(problems({}, 300_001), ["Unpacked it has 300001 bytes, more than the 300000 that it may have."]);
  });

  it("has no sources that are not compiled", () => {
    assert.deepEqual(problems({ "dist/a.ts": "1;" }), ["TypeScript is compiled, not packed: dist/a.ts."]);
  });

  it("has maps that lead to what is there, or none", () => {
    assert.deepEqual(problems(mapped), ["dist/a.js leads to the map dist/a.js.map, which is not in the package."]);
    assert.deepEqual(problems({ ...mapped, "dist/a.js.map": map({}) }), [
      "dist/a.js.map leads to ../src/a.ts, which is not in the package.",
    ]);
    assert.deepEqual(problems({ ...mapped, "dist/a.js.map": map({ sourcesContent: ["1;"] }) }), []);
  });

  it("has no types of valibot's", () => {
    assert.deepEqual(problems({ "dist/a.d.ts": "import * as v from 'valibot';" }), [
      "dist/a.d.ts imports the types of valibot, which take seconds to check: keep them out of what is exported.",
    ]);
  });
});
