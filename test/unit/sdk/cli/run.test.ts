import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "../../../support/cliHost";

describe("the command line", () => {
  it("explains itself, and each command", async () => {
    for (const [args, usage] of [
      [["--help"], "COMMAND"],
      [["-h"], "COMMAND"],
      [["emulator", "--help"], "emulator"],
      [["drift", "-h"], "drift"],
      [["status", "--members", "--help"], "status"],
    ] as const) {
      const { code, out, error } = await runCli(...args);
      assert.equal(code, 0);
      assert.ok(out.startsWith(`Usage: npx pulumi-inspector-status ${usage}`), out);
      assert.equal(error, "");
    }
  });

  it("fits its help into 120 columns", async () => {
    for (const args of [[], ["emulator"], ["drift"], ["status"]]) {
      const { out } = await runCli(...args, "--help");
      for (const line of out.split("\n")) assert.ok(line.length <= 120, line);
    }
  });

  it("tells its version", async () => {
    const manifest = readFileSync(join(__dirname, "..", "..", "..", "..", "package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    for (const args of [["--version"], ["-v"], ["drift", "--version"]]) {
      assert.deepEqual(await runCli(...args), { code: 0, out: version, error: "" });
    }
  });

  const wrong: [args: string[], problems: string[], help?: string][] = [
    [[], ["A command is missing: there are emulator, drift, status."]],
    [["emulate"], ['There is no command "emulate"; did you mean emulator?']],
    [["drfit", "--help"], ['There is no command "drfit"; did you mean drift?']],
    [["constructor"], ['There is no command "constructor": there are emulator, drift, status.']],
    [
      ["--port", "1", "emulator"],
      ['The first word has to be a command (there are emulator, drift, status), not "--port".'],
    ],
    [["emulator", "--prt", "1"], ['"emulator" has no option --prt; did you mean --port?'], "emulator "],
    [
      ["emulator", "-x"],
      ['"emulator" has no option -x: there are --port, --scenario, --help, --version.'],
      "emulator ",
    ],
    [["emulator", "now"], ['"now" belongs to no option of "emulator".'], "emulator "],
    [["emulator", "--"], ["A command is missing after --."], "emulator "],
    [["drift", "--", "x"], ['"drift" takes no command after --.'], "drift "],
    [["drift", "--json", "--html", "x"], ['--json: expected FILE, found "--html".'], "drift "],
    [["drift", "--refresh=yes"], ['--refresh takes no value, found "yes".'], "drift "],
    [["drift", "--json", "a", "--json=b"], ["--json is given more than once."], "drift "],
    [["drift", "--json", "a", "--html", "a"], ["--json and --html name the same file, a."], "drift "],
    [["status", "--secret-key=canary"], ["--secret-key"], "status "],
    [["status", "--external-id", "canary", "canary"], ['"status" has no option --external-id'], "status "],
    [["--token=canary", "status"], ['not "--token".']],
    [["status", "--account-ids", "--mebers"], ['--account-ids: expected ID…, found "--mebers".'], "status "],
  ];
  for (const [args, problems, command = ""] of wrong) {
    it(`refuses "${args.join(" ")}"`, async () => {
      const { code, out, error } = await runCli(...args);
      assert.equal(code, 2);
      assert.equal(out, "");
      for (const problem of problems) assert.ok(error.includes(problem), error);
      assert.ok(error.endsWith(`\n\nSee npx pulumi-inspector-status ${command}--help.`), error);
      assert.ok(!error.includes("canary"), error);
    });
  }
});
