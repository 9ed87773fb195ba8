import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
import { childEnvironment } from "../../tools/childEnvironment";

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
