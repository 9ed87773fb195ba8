import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../sdk/cli/report/model";
import { A, B, C } from "../support/readings";
import { installedPackages, NAME } from "./support/package";
import { gate, scenes } from "./support/scenes";
import type { Stack } from "./support/stack";

const DENIED = { Version: "2012-10-17", Statement: [{ Effect: "Deny" as const, Action: "*", Resource: "*" }] };
const UNREACHABLE = { AWS_ENDPOINT_URL_INSPECTOR2: "http://127.0.0.1:9" };

describe("drift report", () => {
  const scene = scenes();
  const folder = mkdtempSync(join(tmpdir(), "drift-"));
  after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "report.json");

  /** Runs `drift` as installed. */
  async function drift(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
    const main = join(installedPackages(), NAME, "dist", "sdk", "cli", "main.js");
    rmSync(file, { force: true });
    const child = spawn(process.execPath, [main, "drift", "--json", file, ...args], { env, cwd: folder });
    let [out, error] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    const report = (): Report => JSON.parse(readFileSync(file, "utf8")) as Report;
    return { code, out, error, report };
  }

  const cwds = (...stacks: readonly Stack[]): string[] => stacks.flatMap((stack) => ["--cwd", stack.project]);
  const outcomes = ({ sections }: Report) =>
    Object.fromEntries(
      sections.map(({ gate: name = "", outcome, problems }) => [name, [outcome, ...problems.map(({ rule }) => rule)]]),
    );

  it("tells gates apart: as declared, drifted, nested, secret, accepted, new, removed, not readable", async () => {
    const nested = `class Part extends pulumi.ComponentResource {
      constructor(name) { super("my:Part", name); new InspectorAccountStatus("nested", { accountIds: ["${C}"] }, { parent: this }); }
    }
    new Part("part");`;
    const secret = `new InspectorAccountStatus("secret", { accountIds: pulumi.secret(["${B}"]), resourceTypes: ["ECR"] });
    new InspectorAccountStatus("hushed", { accountIds: pulumi.secret(["${A}"]), resourceTypes: ["ECR"] });
    new InspectorAccountStatus("tacit", { accountIds: pulumi.secret(["${A}"]), resourceTypes: ["LAMBDA"], enforcementLevel: "advisory" });`;
    const advisory = { accountIds: [A], enforcementLevel: "advisory" };
    const program =
      gate("plain", { accountIds: [A, B], resourceTypes: ["EC2", "ECR"] }) +
      gate("quiet", { accountIds: [A], resourceTypes: ["EC2"] }) +
      gate("accepted", { ...advisory, resourceTypes: ["LAMBDA"] }) +
      gate("slipped", { ...advisory, accountIds: [B], resourceTypes: ["ECR"] }) +
      secret +
      nested;
    const scenario = {
      accounts: { [A]: { all: "ENABLED", LAMBDA: "DISABLED" }, [B]: "ENABLED", [C]: "ENABLED" },
    } as const;
    const { stack, emulator } = await scene(scenario, program + gate("old", { accountIds: [A] }));
    assert.equal((await stack.up()).exitCode, 0);
    stack.write(program + gate("fresh", { accountIds: [A] }));
    const faulty = { failed: { errorCode: "ACCESS_DENIED", errorMessage: "not you" } };
    emulator.set({ accounts: { [B]: { all: "ENABLED", ECR: "DISABLED" }, [C]: faulty } });
    for (const refresh of [[], ["--refresh"]]) {
      const { code, out, report } = await drift(stack.env, ...cwds(stack), ...refresh);
      assert.equal(code, 7, out);
      assert.deepEqual(outcomes(report()), {
        plain: ["drift", "disabled"],
        quiet: ["ok"],
        accepted: ["accepted", "disabled"],
        slipped: ["drift", "disabled"],
        secret: ["drift", "disabled"],
        hushed: ["ok"],
        tacit: ["accepted", "disabled"],
        nested: ["drift", "failed/ACCESS_DENIED"],
        fresh: ["drift", "not-deployed"],
        old: ["drift", "not-declared"],
      });
      const { sections } = report();
      const secrets = sections.filter(({ gate: name = "" }) => ["secret", "hushed", "tacit"].includes(name));
      for (const { accounts } of secrets)
        assert.deepEqual(
          accounts.map(({ accountId }) => accountId),
          ["[secret account 1 of 1]"],
        );
      assert.doesNotMatch(JSON.stringify(secrets), /\d{12}/);
      const { problems } = sections.find(({ gate: name }) => name === "nested")!;
      assert.equal(problems[0]!.errorMessage, "not you");
      assert.match(out, new RegExp(`Account ${B} in us-east-1, ECR: DISABLED, expected ENABLED`));
    }
  });

  it("has Pulumi's exit codes, for each combination of stacks", async () => {
    const program = gate("inspector", { accountIds: [A] });
    const quiet = await scene({ accounts: { [A]: "ENABLED" } }, program);
    const drifted = await scene({ accounts: { [A]: "ENABLED" } }, program);
    const failing = await scene({ accounts: { [A]: "ENABLED" } }, program);
    for (const { stack } of [quiet, drifted, failing]) assert.equal((await stack.up()).exitCode, 0);
    drifted.emulator.set({ accounts: { [A]: "SUSPENDED" } });
    failing.emulator.set({ policy: DENIED });
    const one = async (stack: Stack) => (await drift(stack.env, ...cwds(stack))).code;
    assert.equal(await one(quiet.stack), 0);
    assert.equal(await one(drifted.stack), 7);
    const failed = await drift(failing.stack.env, ...cwds(failing.stack));
    assert.equal(failed.code, (await failing.stack.preview("--json")).exitCode);
    assert.match(failed.out, /gate "inspector" in us-east-1: not verified\n.*could not be asked.*AccessDenied/);
    assert.doesNotMatch(failed.out + failed.error, /^\s+at /m);
  });

  it("is never 0 where a gate that only warns could not be read", async () => {
    const program = gate("inspector", { accountIds: [A], enforcementLevel: "advisory" });
    const { stack } = await scene({ accounts: { [A]: "ENABLED" } }, program);
    assert.equal((await stack.up()).exitCode, 0);
    const { code, report } = await drift({ ...stack.env, ...UNREACHABLE }, ...cwds(stack));
    assert.equal(code, 4);
    assert.deepEqual(outcomes(report()), { inspector: ["unverified", "unverified"] });
  });

  it("is never 0 where nothing was verified, and says why in a sentence", async () => {
    const { stack } = await scene({}, "");
    const empty = await drift(stack.env, ...cwds(stack));
    assert.equal(empty.code, 4);
    assert.match(empty.out, /has no gate, so nothing was verified/);

    const unknown = await drift(stack.env, ...cwds(stack), "--stack", "nope");
    assert.equal(unknown.code, (await stack.preview("--stack", "nope")).exitCode);
    assert.match(unknown.out, /no stack named 'nope' found/);

    stack.write("throw new Error('boom');");
    const broken = await drift(stack.env, ...cwds(stack));
    assert.notEqual(broken.code, 0);
    assert.match(broken.out, /The preview failed .*boom/);
    assert.doesNotMatch(broken.out, /^\s+at /m);

    const absent = await drift({ ...stack.env, PATH: "/nowhere" }, ...cwds(stack));
    assert.equal(absent.code, 127);
    assert.match(absent.out, /pulumi was not found on PATH: install/);

    const passphrase = { ...stack.env, PULUMI_CONFIG_PASSPHRASE: undefined };
    const locked = await drift(passphrase, ...cwds(stack));
    assert.notEqual(locked.code, 0);

    const fake = mkdtempSync(join(folder, "bin-"));
    writeFileSync(join(fake, "pulumi"), "#!/bin/sh\necho 'no JSON: {'\n", { mode: 0o755 });
    const odd = await drift({ ...stack.env, PATH: `${fake}:${process.env["PATH"]}` }, ...cwds(stack));
    assert.equal(odd.code, 4);
    assert.match(odd.out, /did not answer with JSON: no JSON: \{/);
  });
});
