import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseCommandLine } from "../../sdk/cli/commandLine";
import { COMMANDS } from "../../sdk/cli/commands";

const ROOT = join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const FILES = readdirSync(join(ROOT, "examples", "ci")).map((name) => `examples/ci/${name}`);
const GUIDE = "docs/ci.md";

/** The commands of this package in a text, as they would be called. */
function commandsIn(text: string): string[][] {
  return [...text.matchAll(/npx pulumi-inspector-status ([^`\n]+)/g)].map(([, words]) => words!.trim().split(/\s+/));
}

describe("the guide for CI", () => {
  it("has workflows of YAML, each of them named in it", () => {
    assert.ok(FILES.length >= 2);
    for (const file of FILES) {
      assert.equal(typeof parse(read(file)), "object", file);
      assert.ok(read(GUIDE).includes(`(../${file})`), file);
    }
  });

  it("calls the command line as it is", () => {
    for (const file of [...FILES, GUIDE]) {
      const commands = commandsIn(read(file));
      assert.ok(commands.length > 0, file);
      for (const words of commands) {
        const called = parseCommandLine(words, COMMANDS);
        assert.notEqual(called.kind, "wrong", `${file}: ${words.join(" ")}: ${JSON.stringify(called)}`);
      }
    }
  });

  it("pins each action by a commit, and gives no permission to a whole workflow", () => {
    const text = read("examples/ci/github.yml");
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action!);
    assert.ok(uses.length > 0);
    for (const action of uses) assert.match(action, /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+/);
    assert.deepEqual((parse(text) as { permissions: object }).permissions, {});
  });

  it("has policies of JSON", () => {
    const blocks = [...read(GUIDE).matchAll(/```json\n([^]*?)```/g)].map(([, json]) => JSON.parse(json!) as object);
    assert.equal(blocks.length, 3);
  });
});
