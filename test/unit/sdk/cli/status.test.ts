import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../../../sdk/cli/report/model";
import { startEmulator, type Emulator } from "../../../../sdk/testing";
import { runCli } from "../../../support/cliHost";
import { useOwnEnvironment } from "../../../support/environment";
import { useFastTime } from "../../../support/fastTime";
import { A, B, C } from "../../../support/readings";
import { useWorlds } from "../../../support/world";

describe("status that takes long", () => {
  useFastTime(20);
  let emulator: Emulator | undefined;
  useOwnEnvironment();
  afterEach(() => emulator?.close());

  it("says what it waits for, also where it looks once", async () => {
    emulator = await startEmulator({ accounts: { [A]: "ENABLED" }, latency: "5s" });
    Object.assign(process.env, emulator.env);
    const { code, error } = await runCli("status", "--account-ids", A);
    assert.equal(code, 0);
    assert.equal(error, `0/1 ENABLED; no answer yet: ${A}; us-east-1`);
  });
});

describe("status", () => {
  const world = useWorlds();
  const folder = mkdtempSync(join(tmpdir(), "status-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is 0 where all is as expected, the caller's own account by default", async () => {
    await world({ caller: B, accounts: { [B]: "ENABLED" } });
    const { code, out, error } = await runCli("status");
    assert.equal(code, 0);
    assert.match(out, /✔ us-east-1: as declared \(1 account; expected ENABLED\)/);
    assert.equal(error, "");
  });

  it("is 7 where something is not, and says what, with the remedy", async () => {
    await world({ accounts: { [A]: "ENABLED", [B]: { all: "ENABLED", ECR: "DISABLED" } } });
    const { code, out } = await runCli("status", "--account-ids", `${A},${B}`, "--resource-types", "EC2", "ECR");
    assert.equal(code, 7);
    assert.match(out, /✖ us-east-1: not as declared \(1 of 2 accounts; expected ENABLED for EC2, ECR\)/);
    const sentence = `Account ${B} in us-east-1, ECR: DISABLED, expected ENABLED\\. .*aws inspector2 enable`;
    assert.match(out, new RegExp(sentence));
  });

  it("is 7 while something is changing, after one look", async () => {
    const { emulator } = await world({ accounts: { [A]: "ENABLING" } });
    const { code, out } = await runCli("status", "--account-ids", A);
    assert.equal(code, 7);
    assert.match(out, /ENABLING, expected ENABLED/);
    assert.equal(emulator.calls.length, 1);
  });

  it("counts the caller's own account once while it is changing", async () => {
    await world({ caller: A, accounts: { [A]: "ENABLING" } });
    const { code, out } = await runCli("status", "--resource-types", "EC2");
    assert.equal(code, 7);
    assert.match(out, /not as declared \(1 of 1 account; /);
    assert.doesNotMatch(out, /of the caller/);
  });

  it("is 0 where only that is changing which is not compared, and says so in a note", async () => {
    await world({ caller: A, accounts: { [A]: { all: "ENABLED", ECR: "ENABLING" } } });
    const [json, junit] = [join(folder, "changing.json"), join(folder, "changing.xml")];
    const { code, out } = await runCli("status", "--json", json, "--junit", junit);
    assert.equal(code, 0);
    assert.match(out, new RegExp(`In transition, but not compared: ${A} ECR \\(ENABLING\\)\\.`));
    assert.match(out, /1 account in 1 Region, all as declared\./);
    const { sections } = JSON.parse(readFileSync(json, "utf8")) as Report;
    assert.deepEqual(sections[0]!.problems, []);
    assert.match(readFileSync(junit, "utf8"), /failures="0"/);
  });

  it("does not pass, nor wait, for a scan type that can't be enabled yet", async () => {
    const { emulator } = await world({
      caller: A,
      accounts: { [A]: { all: "DISABLED", account: "ENABLED", AMI: "ENABLING" } },
    });
    const { code, out } = await runCli("status", "--wait", "1m");
    assert.equal(code, 7);
    assert.match(out, /ENABLED, but none of its scan types is ENABLED/);
    assert.ok(emulator.calls.length <= 2, String(emulator.calls.length));
  });

  it("shows all Regions although one can't be asked", async () => {
    await world({
      accounts: { [A]: "ENABLED" },
      faults: [{ region: "eu-west-1", error: { type: "AccessDeniedException", message: "not here", status: 403 } }],
    });
    const file = join(folder, "new", "report.json");
    const { code, out } = await runCli("status", "--regions", "us-east-1,eu-west-1", "eu-west-3", "--json", file);
    assert.equal(code, 4);
    assert.match(out, /\? eu-west-1: not verified\n {4}Amazon Inspector in eu-west-1 could not be asked.*not here/);
    const { sections } = JSON.parse(readFileSync(file, "utf8")) as Report;
    assert.deepEqual(
      sections.map(({ region, outcome }) => [region, outcome]),
      [
        ["eu-west-1", "unverified"],
        ["us-east-1", "ok"],
        ["eu-west-3", "ok"],
      ],
    );
  });

  it("shows which members are not watched", async () => {
    const members = { [B]: "ENABLED", [C]: "ACCOUNT_SUSPENDED" };
    await world({ administrator: A, members, accounts: { [A]: "ENABLED", [B]: "ENABLED" } });
    const file = join(folder, "members.json");
    assert.equal((await runCli("status", "--members", "--json", file)).code, 0);
    const { sections, summary } = JSON.parse(readFileSync(file, "utf8")) as Report;
    assert.deepEqual(summary.accounts, { violation: 0, pending: 0, accepted: 0, skipped: 1, ok: 2 });
    assert.deepEqual(
      sections[0]!.accounts.map(({ accountId, standing }) => [accountId, standing]),
      [
        [C, "skipped"],
        [A, "ok"],
        [B, "ok"],
      ],
    );
  });

  it("compares scan types where they are offered, if it is asked to, and says which are not", async () => {
    await world({ accounts: { [A]: "ENABLED", [`eu-west-1/${A}`]: { LAMBDA_CODE: null } } });
    const args = ["status", "--regions", "us-east-1,eu-west-1", "--resource-types", "EC2,LAMBDA_CODE"];
    const without = await runCli(...args);
    assert.equal(without.code, 7);
    assert.match(without.out, /Account \d+ in eu-west-1, LAMBDA_CODE: UNREPORTED/);
    const { code, out } = await runCli(...args, "--where-offered");
    assert.equal(code, 0, out);
    assert.match(out, /LAMBDA_CODE: not offered in eu-west-1/);
    assert.doesNotMatch(out, /not offered in us-east-1/);
    const alone = await runCli("status", "--where-offered");
    assert.equal(alone.code, 2);
    assert.match(alone.error, /^--where-offered goes with --resource-types/);
  });

  it("names all wrong arguments by their options, without a call", async () => {
    const { emulator } = await world();
    const args = ["--account-ids", "1", "--resource-types", "EC3", "--regions", "moon", "--wait", "soon"];
    const { code, error } = await runCli("status", ...args, "--expected-status", "ENABLING", "--members");
    assert.equal(code, 2);
    for (const option of ["account-ids", "resource-types", "regions", "wait", "expected-status"]) {
      assert.match(error, new RegExp(`^--${option} must`, "m"));
    }
    assert.match(error, /did you mean EC2\?$/m);
    assert.equal(emulator.calls.length, 0);
  });

  it("speaks of its options, and not of arguments, of a stack or of `pulumi up`", async () => {
    const members = { [B]: "ENABLED", [C]: "ENABLED" };
    const accounts = { [A]: { all: "ENABLING", LAMBDA: null }, [B]: "ENABLED", [C]: "ENABLED" } as const;
    const file = join(folder, "options.json");
    const messageOf = async (...args: string[]): Promise<string> => {
      await runCli("status", ...args, "--json", file);
      const { sections } = JSON.parse(readFileSync(file, "utf8")) as Report;
      return sections[0]!.problems[0]!.message;
    };
    await world({ administrator: A, members, accounts });
    assert.match(await messageOf(), /It is changing; --wait 30m waits for it\.$/);
    assert.match(
      await messageOf("--resource-types", "LAMBDA"),
      /leave it out of --resource-types there, or set --where-offered\.$/,
    );
    const excluded = await runCli("status", "--members", "--exclude-account-ids", B, "999900001111", "--json", file);
    assert.equal(excluded.error, "--exclude-account-ids names 999900001111: not among the members in us-east-1.");
    assert.match(readFileSync(file, "utf8"), /"--exclude-account-ids names the account"/);
    assert.match(await messageOf("--members", "--exclude-account-ids", A, B, C), /--exclude-account-ids or the status/);
    process.env["AWS_ENDPOINT_URL_INSPECTOR2"] = "http://127.0.0.1:1";
    assert.match(
      await messageOf("--profile", "none"),
      /Correct --profile or AWS_PROFILE; `aws configure list-profiles`/,
    );
    delete process.env["AWS_ACCESS_KEY_ID"];
    assert.match(await messageOf(), / Set --profile, AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, /);
    delete process.env["AWS_REGION"];
    assert.equal(await messageOf(), "--regions is not known: set it, or set AWS_REGION.");
  });

  it("names the variable of the endpoint once, for which it has no option", async () => {
    const { emulator } = await world();
    process.env["AWS_ENDPOINT_URL_INSPECTOR2"] = emulator.url.replace("http:", "https:");
    const { out } = await runCli("status");
    assert.match(out, /Check the port and the scheme of AWS_ENDPOINT_URL_INSPECTOR2 and of the proxy: a port/);
  });

  it("refuses empty lists: a filter that found nothing is not a pass", async () => {
    await world();
    for (const option of ["--account-ids", "--resource-types", "--regions"]) {
      for (const args of [[option], [option, ""], [option, ","]]) {
        const { code, error } = await runCli("status", ...args);
        assert.equal(code, 2, args.join(" "));
        assert.match(error, new RegExp(`^${option}`));
      }
    }
  });

  it("says that a file could not be written, and is not 0 then", async () => {
    await world();
    const { code, error } = await runCli("status", "--json", folder);
    assert.equal(code, 1);
    assert.match(error, /^--json: .* could not be written: EISDIR/);
  });
});
