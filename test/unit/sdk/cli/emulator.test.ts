import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BatchGetAccountStatusCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { startEmulator } from "../../../../sdk/testing";
import { runCli, startCli } from "../../../support/cliHost";
import { A } from "../../../support/readings";

describe("emulator command", () => {
  const folder = mkdtempSync(join(tmpdir(), "emulator-"));
  after(() => rmSync(folder, { recursive: true }));
  const scenario = (content: unknown): string => {
    const file = join(folder, "scenario.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const node = (script: string): string[] => ["--", process.execPath, "-e", script];

  it("prints how to reach it, and each call, until it is stopped", async () => {
    const cli = startCli(["emulator", "--scenario", scenario({ accounts: { [A]: "DISABLED" } })]);
    while (!cli.out.includes("")) await new Promise((resolve) => setImmediate(resolve));
    const client = new Inspector2Client({
      endpoint: /http:\/\/\S+/.exec(cli.out[0] ?? "")?.[0] ?? "",
      region: "us-east-1",
      credentials: { accessKeyId: "X", secretAccessKey: "x" },
    });
    const { accounts } = await client.send(new BatchGetAccountStatusCommand({ accountIds: [A] }));
    assert.equal(accounts?.[0]?.state?.status, "DISABLED");
    client.destroy();
    cli.stop();
    const { code, out } = await cli.ended;
    assert.equal(code, 0);
    assert.match(out, /^export AWS_ENDPOINT_URL_INSPECTOR2=http:\/\/127\.0\.0\.1:\d+$/m);
    assert.match(out, /\n\+\S+ {2}200 {2}BatchGetAccountStatus {2}us-east-1 {2}by 111122223333, 1 account asked$/);
  });

  it("runs a command with its environment, and has its exit code", async () => {
    const own = { ...process.env, AWS_PROFILE: "mine", AWS_SESSION_TOKEN: "mine", KEPT: "yes" };
    const script = `
      const { AWS_ENDPOINT_URL_INSPECTOR2: url, AWS_ENDPOINT_URL_STS: sts, AWS_REGION } = process.env;
      const { AWS_PROFILE, AWS_SESSION_TOKEN, KEPT } = process.env;
      const right = url === sts && AWS_REGION === "eu-west-1" && !AWS_PROFILE && !AWS_SESSION_TOKEN && KEPT;
      fetch(url + "/_emulator/calls").then(({ status }) => process.exit(status === 200 && right ? 42 : 1));`;
    const args = ["emulator", "--scenario", scenario({ regions: ["eu-west-1"] }), ...node(script)];
    const { code, out, error } = await startCli(args, own).ended;
    assert.equal(code, 42);
    assert.deepEqual([out, error], ["", "The emulator answered 0 calls."]);
  });

  it("passes signals on to the command, and ends with it", async () => {
    const file = join(folder, "ready");
    const script = `
      process.on("SIGTERM", () => process.exit(9));
      require("fs").writeFileSync(${JSON.stringify(file)}, "");
      setInterval(() => {}, 1000);`;
    const cli = startCli(["emulator", ...node(script)]);
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20));
    cli.stop("SIGTERM");
    assert.equal((await cli.ended).code, 9);
  });

  it("ends as a shell does where a signal has ended the command", async () => {
    const { code } = await runCli("emulator", ...node("process.kill(process.pid, 'SIGKILL')"));
    assert.equal(code, 137);
  });

  const wrong: [args: string[], code: number, message: RegExp][] = [
    [["--port", "x"], 2, /^--port: expected a number from 0 to 65535, found "x"\./],
    [["--scenario", "/nowhere.json"], 2, /^--scenario: \/nowhere\.json could not be read as JSON: ENOENT/],
    [["--", "no-such-command-anywhere"], 127, /^"no-such-command-anywhere" was not found/m],
    [["--", tmpdir()], 126, /may not be executed/],
  ];
  for (const [args, code, message] of wrong) {
    it(`refuses "${args.join(" ")}"`, async () => {
      const result = await runCli("emulator", ...args);
      assert.equal(result.code, code);
      assert.match(result.error, message);
    });
  }

  it("says all that is wrong with a scenario", async () => {
    const { code, error } = await runCli("emulator", "--scenario", scenario({ callers: [], latency: "soon" }));
    assert.equal(code, 2);
    assert.match(error, /`callers` is not known.*\n.*`latency`: expected a duration/);
  });

  it("says that a port is taken", async () => {
    const other = await startEmulator();
    try {
      const { code, error } = await runCli("emulator", "--port", new URL(other.url).port);
      assert.equal(code, 1);
      assert.equal(error, "--port: this port is in use already; leave it out for a free one.");
    } finally {
      await other.close();
    }
  });
});
