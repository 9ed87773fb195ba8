import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { parseCommandLine } from "../../sdk/cli/commandLine";
import { COMMANDS } from "../../sdk/cli/commands";
import { temporaryFolder } from "../../tools/temporaryFolder";

const ROOT = join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const FILES = readdirSync(join(ROOT, "examples", "ci"))
  .filter((name) => name.endsWith(".yml"))
  .map((name) => `examples/ci/${name}`);
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

  it("edits the comment of its own that is there, and no other", function () {
    if (process.platform === "win32") this.skip(); // The job runs on Linux.
    interface Step {
      readonly name?: string;
      readonly run: string;
    }
    const { jobs } = parse(read("examples/ci/github.yml")) as { jobs: { drift: { steps: readonly Step[] } } };
    const { run } = jobs.drift.steps.find(({ name }) => name === "Comment on the pull request")!;
    const { path: folder } = temporaryFolder();
    mkdirSync(join(folder, "report"));
    writeFileSync(join(folder, "report", "drift.md"), "## Drift\n");
    // A command line of GitHub that finds a comment, or none, and notes what it is asked for.
    const gh = '#!/bin/sh\necho "$*" >> calls\ncase "$*" in *--paginate*) printf "$FOUND" ;; esac\n';
    writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
    const callsWhere = (found: string): string[] => {
      rmSync(join(folder, "calls"), { force: true });
      const own = { GITHUB_REPOSITORY: "o/r", NUMBER: "7", MARK: "<!-- drift -->", RUNNER_TEMP: folder, FOUND: found };
      const env = { ...process.env, ...own, PATH: `${folder}:${process.env["PATH"]}` };
      execFileSync("bash", ["-e", "-c", run], { cwd: folder, env });
      return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    };
    const change = (call: string): string => `api repos/o/r/issues/${call} --field body=@${folder}/comment.md`;
    const [listing = "", edit] = callsWhere("41\n42\n");
    assert.match(
      listing,
      /^api repos\/o\/r\/issues\/7\/comments .*"github-actions\[bot\]" and .*startswith\(env\.MARK\)/,
    );
    assert.equal(edit, change("comments/41 --silent --method PATCH"));
    assert.equal(callsWhere("")[1], change("7/comments --silent --method POST"));
    assert.equal(readFileSync(join(folder, "comment.md"), "utf8"), "<!-- drift -->\n\n## Drift\n");
  });

  it("has policies of JSON", () => {
    const blocks = [...read(GUIDE).matchAll(/```json\n([^]*?)```/g)].map(([, json]) => JSON.parse(json!) as object);
    assert.equal(blocks.length, 3);
  });
});
