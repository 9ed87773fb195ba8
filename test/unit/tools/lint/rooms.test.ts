import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Linter, type Rule } from "eslint";
import { parser } from "typescript-eslint";

const ROOMS = pathToFileURL(resolve("tools/lint/rooms.mjs")).href;

/** What is said of a file that has nothing but one import. */
async function saidOf(file: string, imported: string, code = `import { x } from "${imported}";\nx();\n`) {
  const { rooms } = (await import(ROOMS)) as { rooms: Rule.RuleModule };
  const config: Linter.Config = {
    files: ["**/*.ts"],
    languageOptions: { parser: parser as Linter.Parser },
    plugins: { house: { rules: { rooms } } },
    rules: { "house/rooms": "error" },
  };
  return new Linter().verify(code, [config], file).map(({ message }) => message);
}

describe("imports between the rooms of provider/", () => {
  const WAY = ["dynamic", "provider", "gate/gate", "waiting/wait", "aws/client", "status/report", "values/digest"];
  const from = (file: string, imported: string): string => `${file.includes("/") ? "../" : "./"}${imported}`;

  it("that run upwards are named, with the way that they have to run", async () => {
    const [message, ...others] = await saidOf("provider/status/verdict.ts", "../aws/client");
    assert.match(
      message!,
      /^provider\/aws\/client can't .* aws\/ stands above status\/; .*gate\/ → waiting\/ → aws\/ → status\//,
    );
    assert.deepEqual(others, []);
  });

  it("run downwards only, between any two rooms", async () => {
    for (const [higher, above] of WAY.entries()) {
      for (const below of WAY.slice(higher + 1)) {
        assert.deepEqual(await saidOf(`provider/${above}.ts`, from(above, below)), [], `${above} → ${below}`);
        const upwards = from(below, above);
        const said = await saidOf(`provider/${below}.ts`, upwards);
        assert.equal(said.length, 1, `${below} → ${above}`);
        assert.ok(said[0]!.startsWith(`provider/${above} `), said[0]);
      }
    }
  });

  it("do not reach what stands above all rooms, nor Pulumi", async () => {
    for (const imported of [
      "../../sdk/index",
      "../../test/support/world",
      "@pulumi/pulumi",
      "pulumi-inspector-status/provider",
    ]) {
      const said = await saidOf("provider/values/digest.ts", imported);
      assert.ok(said.length === 1 && said[0]!.includes(imported.replace(/^[./]+/, "")), imported);
    }
  });

  it("are found in whatever form they are written", async () => {
    for (const code of [
      `require("../aws/limit");`,
      `void import("../aws/limit");`,
      `type X = import("../aws/limit").X;`,
      `import x = require("../aws/limit");`,
      `export { x } from "../aws/limit";`,
      `export * from "../status/../aws/limit";`,
      `import type { X } from ".././aws/limit";`,
    ])
      assert.equal((await saidOf("provider/status/members.ts", "", code)).length, 1, code);
  });

  it("are none of files, network or processes where something is only decided", async () => {
    assert.match(
      (await saidOf("provider/status/members.ts", "node:fs"))[0]!,
      /only decides: it does not import node:fs/,
    );
    assert.deepEqual(await saidOf("provider/values/digest.ts", "node:crypto"), []);
    assert.deepEqual(await saidOf("provider/aws/sharedFiles.ts", "node:fs/promises"), []);
  });

  it("of sdk/ do not reach what is not published", async () => {
    assert.match((await saidOf("sdk/cli/run.ts", "../../tools/command"))[0]!, /does not import tools\/command/);
    assert.deepEqual(await saidOf("sdk/cli/run.ts", "../../provider/values/messageOf"), []);
  });
});
