import assert from "node:assert/strict";
import { must, reasonIn } from "../../../../tools/matrix/commands";

describe("why a command of a row failed", () => {
  it("is its lines of errors, as one line", () =>
    assert.equal(
      reasonIn("  pulumi:pulumi:Stack\n    error: one\n\n    error: two\nResources:\n"),
      "error: one; error: two",
    ));

  it("is what it said last, where no line is of an error", () => assert.equal(reasonIn("a\nb\nc\n\nd\n"), "b; c; d"));

  it("is that it said nothing", () => assert.equal(reasonIn("\n  \n"), "it said nothing"));

  it("comes with the command and its exit code", () =>
    assert.rejects(
      must("node", ["-e", 'console.error("error: no"); process.exit(3)'], { cwd: ".", env: process.env }),
      /^Error: node -e .* ended with 3: error: no$/,
    ));
});
