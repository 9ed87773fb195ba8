import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "../../../../tools/matrix/outcome";
import { staleFiles } from "../../../../tools/matrix/page";
import { temporaryFolder } from "../../../../tools/temporaryFolder";

const OUTCOMES: readonly Outcome[] = [
  { subject: "program", name: "TypeScript", node: 24, pulumi: "3.276.0" },
  { subject: "manager", name: "npm", node: 24, pulumi: "3.276.0" },
  { subject: "manager", name: "Yarn alone", node: 24, wayOut: "run `yarn exec`" },
  { subject: "types", name: "5.0" },
];
const README =
  "# Name\n\n<!-- supported: made by npm run test:matrix -- --update -->\nold\n<!-- end of supported -->\n\nMore.\n";

describe("the tables of what is supported", () => {
  const folder = temporaryFolder();
  beforeEach(() => {
    mkdirSync(join(folder.path, "docs"), { recursive: true });
    writeFileSync(join(folder.path, "README.md"), README);
    writeFileSync(join(folder.path, "docs", "compatibility.md"), "");
  });
  after(() => folder.remove());
  const read = (file: string): string => readFileSync(join(folder.path, file), "utf8");

  it("are named where they say something else than the run, and left alone", () => {
    assert.deepEqual(staleFiles(OUTCOMES, false, folder.path), ["README.md", "docs/compatibility.md"]);
    assert.equal(read("README.md"), README);
  });

  it("are written from the run, with the way out of what does not work", () => {
    staleFiles(OUTCOMES, true, folder.path);
    assert.deepEqual(staleFiles(OUTCOMES, false, folder.path), []);
    assert.match(
      read("README.md"),
      /^# Name\n\n[^]*\| Package managers \| npm\. Not Yarn alone: run `yarn exec` \|\n[^]*\n\nMore\.\n$/,
    );
    assert.doesNotMatch(read("README.md"), /old/);
    assert.match(read("docs/compatibility.md"), /^\| TypeScript \| 24 \| 3\.276\.0 \| works \|$/m);
    assert.match(read("docs/compatibility.md"), /^\| Yarn alone \| 24 \| {2}\| does not work: run `yarn exec` \|$/m);
  });

  it("are not stale because something newer has come out", () => {
    staleFiles(OUTCOMES, true, folder.path);
    const newer = OUTCOMES.map((outcome) => ({ ...outcome, ...(outcome.pulumi && { pulumi: "3.277.1" }) }));
    assert.deepEqual(staleFiles(newer, false, folder.path), []);
    const broken = OUTCOMES.map((outcome) => ({ ...outcome, ...(outcome.name === "npm" && { wayOut: "wait" }) }));
    assert.deepEqual(staleFiles(broken, false, folder.path), ["README.md", "docs/compatibility.md"]);
  });
});
