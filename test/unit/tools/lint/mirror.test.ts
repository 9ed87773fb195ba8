import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { strayTests } from "../../../../tools/lint/mirror";
import { temporaryFolder } from "../../../../tools/temporaryFolder";

function straysAmong(...files: readonly string[]): string[] {
  const folder = temporaryFolder();
  try {
    for (const file of files) {
      mkdirSync(dirname(join(folder.path, file)), { recursive: true });
      writeFileSync(join(folder.path, file), "");
    }
    return strayTests(folder.path);
  } finally {
    folder.remove();
  }
}

describe("a test of test/unit", () => {
  it("has a source of its name", () => assert.deepEqual(strayTests(), []));

  it("may be that of a script", () =>
    assert.deepEqual(
      straysAmong("tools/x.mjs", "test/unit/tools/x.test.ts", "sdk/y.ts", "test/unit/sdk/y.test.ts"),
      [],
    ));

  it("is named where its source is in another room, has another name, or is a folder", () => {
    const tests = ["test/unit/sdk/cli/a.test.ts", "test/unit/sdk/aWaits.test.ts", "test/unit/sdk/cli.test.ts"];
    const said = straysAmong("sdk/a.ts", "sdk/cli/b.ts", ...tests, "test/unit/sdk/a.test.ts");
    assert.deepEqual(
      said.map((sentence) => sentence.split(" ")[0]),
      [tests[1], tests[2], tests[0]].sort(),
    );
    assert.ok(
      said.includes(
        "test/unit/sdk/aWaits.test.ts has no source sdk/aWaits.ts or sdk/aWaits.mjs: name it as its source, or move it to test/integration.",
      ),
    );
  });

  it("is alone: what tests use is elsewhere", () => {
    assert.deepEqual(straysAmong("sdk/a.ts", "test/unit/sdk/a.ts"), [
      "test/unit/sdk/a.ts is no test: what tests use is in test/support.",
    ]);
  });
});
