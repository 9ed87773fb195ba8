import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Linter } from "eslint";

const ROOMS = pathToFileURL(resolve("tools/lint/rooms.mjs")).href;

/** What is said of a file that has nothing but one import. */
async function saidOf(file: string, imported: string): Promise<string[]> {
  const { ROOMS_RULES } = (await import(ROOMS)) as { ROOMS_RULES: Linter.Config[] };
  const typescript = { files: ["**/*.ts"] };
  const found = new Linter().verify(`import { x } from "${imported}";\nx();\n`, [typescript, ...ROOMS_RULES], file);
  return found.map(({ message }) => message);
}

describe("imports between the rooms of provider/", () => {
  const WAY = ["dynamic", "provider", "gate/gate", "waiting/wait", "aws/client", "status/report", "values/digest"];
  const from = (file: string, imported: string): string => `${file.includes("/") ? "../" : "./"}${imported}`;

  it("that run upwards are named, with the way that they have to run", async () => {
    const [message, ...others] = await saidOf("provider/status/verdict.ts", "../aws/client");
    assert.match(
      message!,
      /'\.\.\/aws\/client'.* aws\/ stands above status\/; .*gate\/ → waiting\/ → aws\/ → status\//,
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
        assert.ok(said[0]!.includes(`'${upwards}'`), said[0]);
      }
    }
  });

  it("do not reach what stands above all rooms, nor Pulumi", async () => {
    for (const imported of ["../../sdk/index", "../../test/support/world", "@pulumi/pulumi"]) {
      const said = await saidOf("provider/values/digest.ts", imported);
      assert.ok(said.length === 1 && said[0]!.includes(`'${imported}'`), imported);
    }
  });
});
