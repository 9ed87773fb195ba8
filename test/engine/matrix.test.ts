import assert from "node:assert/strict";
import { join } from "node:path";
import { runRow } from "../../tools/matrix/project";
import { ROWS } from "../../tools/matrix/rows";
import { Toolbox } from "../../tools/matrix/toolbox";
import { pack } from "../../tools/package/tarball";
import { temporaryFolder } from "../../tools/temporaryFolder";

const ROOT = join(__dirname, "..", "..");
/** The rows of `npm run test:matrix` that every run of the tests has, by their names. */
const NAMES = ["TypeScript, `module: commonjs`", "JavaScript, ES modules"];

describe("the packed package, installed from the registry with the Node.js at hand", () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  for (const name of NAMES) {
    it(`works in a project of ${name}`, async () => {
      const row = ROWS.find((each) => each.name === name);
      assert.ok(row, `there is no row ${name}`);
      const { reason } = await runRow(row, {
        tarball: pack(ROOT, folder.path).path,
        cli: process.env["PULUMI_CLI_DIR"] ?? "",
        toolbox: new Toolbox(folder.path),
        node: process.execPath,
      });
      assert.equal(reason, undefined);
    });
  }
});
