import assert from "node:assert/strict";
import { notesOf } from "../../../../tools/release/notes";

const CHANGELOG =
  "# Changelog\n\nAll of it.\n\n## [0.2.0] - 2027-01-02\n\n- New.\n\n### Fixed\n\n- Old.\n\n## 0.1.0\n\n- First.\n";

describe("the notes of a release", () => {
  it("are the section of its version", () => {
    assert.equal(notesOf("v0.2.0", "0.2.0", CHANGELOG), "- New.\n\n### Fixed\n\n- Old.");
    assert.equal(notesOf("v0.1.0", "0.1.0", CHANGELOG), "- First.");
  });

  it("are refused for a tag that is not the package's version", () => {
    for (const tag of ["v0.1.0", "0.2.0", ""])
      assert.throws(() => notesOf(tag, "0.2.0", CHANGELOG), /The tag of version 0\.2\.0 of package\.json is v0\.2\.0/);
  });

  it("are refused where the changelog has none", () => {
    assert.throws(
      () => notesOf("v0.3.0", "0.3.0", CHANGELOG),
      /needs a section `## 0\.3\.0`, and has 0\.2\.0, 0\.1\.0/,
    );
    assert.throws(() => notesOf("v0.1.0", "0.1.0", "## 0.1.0\n\n"), /says nothing of 0\.1\.0/);
    assert.throws(() => notesOf("v0.1.0", "0.1.0", "# Changelog\n"), /has none/);
  });
});
