import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { childEnvironment } from "../../tools/childEnvironment";
import { recordings } from "../recorded/recording";

const ROOT = join(__dirname, "..", "..");

describe("loading the package", () => {
  it("loads only the part for programs, and no dependency", () => {
    const before = new Set(loadedBy(`require("@pulumi/pulumi")`));
    const after = loadedBy(`require("@pulumi/pulumi"); require("pulumi-inspector-status")`);
    assert.deepEqual(
      after.filter((file) => !before.has(file)),
      ["dist/program.js", "dist/sdk/dynamicProvider.js", "dist/sdk/index.js"],
    );
  });

  it("finds what recorded stacks load, and the manifest names it as kept for ever", () => {
    const { "//exports": kept, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      "//exports": string;
      exports: object;
    };
    const recorded = JSON.stringify([...recordings().values()]);
    const loads = new Set([...recorded.matchAll(/pulumi-inspector-status(\/\w+)/g)].map(([, path]) => `.${path!}`));
    assert.ok(loads.size > 0);
    for (const path of loads) {
      assert.ok(path in exports, path);
      assert.ok(kept.includes(path), path);
    }
  });
});

function loadedBy(code: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["-e", `${code}; console.log(JSON.stringify(Object.keys(require.cache)))`],
    { cwd: ROOT, encoding: "utf8", env: childEnvironment() },
  );
  assert.equal(stderr, "");
  return (JSON.parse(stdout) as string[]).map((file) => relative(ROOT, file).replaceAll("\\", "/")).sort();
}
