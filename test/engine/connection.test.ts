import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Call } from "../../sdk/testing";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { startConnectProxy } from "../support/connectProxy";
import { writeAwsPlugin } from "../../tools/example/awsPlugin";
import { gate, scenes } from "./support/scenes";
import type { Stack } from "./support/stack";

const [A, B] = ["111122223333", "444455556666"];
const READER = `arn:aws:iam::${B}:role/Reader`;
const HUB = `arn:aws:iam::${A}:role/Hub`;
const SECRET = "canary-of-the-external-id";

describe("the connection", () => {
  const scene = scenes();
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const asked = (calls: readonly Call[]) =>
    calls.map(({ operation, region, accessKeyId, accountId }) => [operation, region, accessKeyId, accountId].join(" "));

  async function configure(stack: Stack, settings: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, value] of Object.entries(settings)) {
      const { exitCode, output } = await stack.pulumi("config", "set", "--path", path, value);
      assert.equal(exitCode, 0, output);
    }
  }

  it("is that of the stack's `aws:` configuration, which is refused with the names of its keys where it is wrong", async () => {
    const { stack, emulator } = await scene(
      { administrator: B, accounts: { [B]: "ENABLED" } },
      gate("inspector", { accountIds: [B] }),
      {
        // What is in the environment is not what the stack's configuration says.
        awsConfig: "[profile base]\naws_access_key_id = BASE\naws_secret_access_key = x\n",
        env: {
          AWS_REGION: "us-west-2",
          AWS_ENDPOINT_URL_INSPECTOR2: "http://127.0.0.1:1",
          AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1",
        },
      },
    );
    await configure(stack, {
      "aws:region": "eu-west-1",
      "aws:profile": "base",
      "aws:assumeRoles[0].roleArn": HUB,
      "aws:assumeRoles[1].roleArn": READER,
      "aws:assumeRoles[1].externalId": "1234567890",
      "aws:endpoints[0].inspector2": emulator.url,
      "aws:endpoints[0].sts": emulator.url,
      "aws:allowedAccountIds[0]": B,
    });
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.deepEqual(asked(emulator.calls), [
      `AssumeRole eu-west-1 BASE ${A}`,
      `AssumeRole eu-west-1 ASIAEMULATOR0001 ${A}`,
      `GetCallerIdentity eu-west-1 ASIAEMULATOR0002 ${B}`,
      `BatchGetAccountStatus eu-west-1 ASIAEMULATOR0002 ${B}`,
    ]);
    assert.equal(stack.recorded("inspector")!.id, `eu-west-1/${B}`);

    await configure(stack, {
      "aws:assumeRoles[1].duration": "5m",
      "aws:maxRetries": "many",
      "aws:endpoints[0].sts": "nowhere",
    });
    const refused = await stack.preview();
    assert.equal(refused.exitCode, 1, refused.output);
    for (const key of ["aws:assumeRoles[1].duration", "aws:maxRetries", "aws:endpoints[0].sts"]) {
      assert.ok(refused.output.includes(`\`${key}\` in the stack's configuration must be`), refused.output);
    }
  });

  it("takes the number of attempts and the forbidden accounts from the stack's configuration", async () => {
    const broken = { accounts: { [A]: "ENABLED" }, faults: [{ status: 500 }] } as const;
    const { stack, emulator } = await scene(broken, gate("inspector", { accountIds: [A], timeout: "0s" }));
    await configure(stack, { "aws:maxRetries": "2" });
    const failed = await stack.up();
    assert.notEqual(failed.exitCode, 0, failed.output);
    assert.equal(emulator.calls.filter(({ operation }) => operation === "BatchGetAccountStatus").length, 2);

    emulator.set({ faults: [] });
    await configure(stack, { "aws:forbiddenAccountIds[0]": A });
    const refused = await stack.up();
    assert.notEqual(refused.exitCode, 0, refused.output);
    assert.match(refused.output, new RegExp(`${A}[^]*aws:forbiddenAccountIds|aws:forbiddenAccountIds[^]*${A}`));
  });

  it("asks the proxy of the stack's configuration for the FIPS and dual-stack host", async () => {
    const proxy = await startConnectProxy({ status: 403 });
    try {
      const { stack } = await scene({ accounts: { [A]: "ENABLED" } }, gate("inspector", { accountIds: [A] }), {
        env: { AWS_ENDPOINT_URL_INSPECTOR2: "", AWS_ENDPOINT_URL_STS: "", NO_PROXY: "" },
      });
      await configure(stack, {
        "aws:region": "us-east-1",
        "aws:useFipsEndpoint": "true",
        "aws:useDualstackEndpoint": "true",
        "aws:httpsProxy": proxy.url,
      });
      const refused = await stack.up();
      assert.notEqual(refused.exitCode, 0, refused.output);
      assert.equal(proxy.hosts[0], "inspector2-fips.us-east-1.api.aws:443");
      assert.match(refused.output, /the proxy http:\/\/127\.0\.0\.1:\d+ refuses the connection/);
    } finally {
      await proxy.close();
    }
  });

  it("by an argument `assumeRole` keeps its external id out of the state and out of what is shown", async () => {
    const program = (assumeRole: object) => gate("inspector", { accountIds: [B], assumeRole });
    const { stack, emulator } = await scene(
      { administrator: B, accounts: { [B]: "ENABLED" } },
      program({ roleArn: READER, externalId: SECRET }),
    );
    const outputs: string[] = [];
    const shown = async (run: Promise<{ exitCode: number | null; output: string }>, exitCode = 0) => {
      const ended = await run;
      assert.equal(ended.exitCode, exitCode, ended.output);
      outputs.push(ended.output);
      return ended.output;
    };
    await shown(stack.up());
    assert.deepEqual(asked(emulator.calls), [
      `AssumeRole us-east-1 EMULATOR ${A}`,
      `BatchGetAccountStatus us-east-1 ASIAEMULATOR0001 ${B}`,
    ]);
    assert.match(
      JSON.stringify(stack.recorded("inspector")),
      /"assumeRole":\{"[0-9a-f]{32}":"[0-9a-f]{32}","ciphertext"/,
    );
    await shown(stack.preview("--diff", "--refresh", "--expect-no-changes"));
    await shown(stack.refresh());

    emulator.set({ faults: [{ operation: "AssumeRole", error: { type: "AccessDeniedException" } }] });
    assert.match(
      await shown(stack.preview(), 1),
      new RegExp(`the role ${READER} could not be assumed \\(AccessDenied: .*trust policy`),
    );
    stack.write(program({ roleArn: "Reader", externalId: `${SECRET} ` }));
    const wrong = await shown(stack.preview(), 1);
    assert.match(wrong, /`assumeRole\.roleArn` must be the ARN of an IAM role/);
    assert.match(wrong, /`assumeRole\.externalId` must be 2 to 1224 letters/);

    assert.ok(
      !(outputs.join() + JSON.stringify(stack.recorded("inspector"))).includes(SECRET),
      "the external id is shown",
    );
  });

  it("goes on with new credentials when the old ones expire in the middle of a wait", async function () {
    if (process.platform === "win32") this.skip();
    const [script, count] = [join(folder.path, "keys.sh"), join(folder.path, "count")];
    writeFileSync(
      script,
      `#!/bin/sh\necho x >> "${count}"\necho '{"Version":1,"AccessKeyId":"KEY'$(wc -l < "${count}" | tr -d " ")'","SecretAccessKey":"x","SessionToken":"t"}'\n`,
    );
    chmodSync(script, 0o755);
    const { stack, emulator, afterNextCall } = await scene(
      { accounts: { [A]: "ENABLING" } },
      gate("inspector", { accountIds: [A], profile: "process" }),
      {
        awsConfig: `[profile process]\ncredential_process = ${script}\n`,
      },
    );
    afterNextCall(() => {
      emulator.set({ credentials: { KEY1: "EXPIRED" } });
      afterNextCall(() => afterNextCall(() => emulator.set({ accounts: { [A]: "ENABLED" } })));
    });
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 0, output);
    const statuses = emulator.calls.map(({ accessKeyId, httpStatus }) => `${accessKeyId} ${httpStatus}`);
    assert.deepEqual(statuses.slice(0, 3), ["KEY1 200", "KEY1 403", "KEY2 200"]);
    assert.equal(readFileSync(count, "utf8").trim().split("\n").length, 2, "the process ran once for each key");
  });

  it("is taken from an aws.Provider, without what the stack's configuration says, unless it has static keys", async function () {
    if (process.platform === "win32") this.skip();
    writeAwsPlugin(folder.path);
    const aws = JSON.stringify(join(__dirname, "..", "..", "node_modules", "@pulumi", "aws"));
    const program = (args: object) => `
      const aws = require(${aws});
      const roles = [{ roleArn: ${JSON.stringify(READER)}, externalId: "external" }];
      new InspectorAccountStatus("full", { awsProvider: new aws.Provider("one", { region: "eu-west-1", assumeRoles: roles }) });
      new InspectorAccountStatus("bare", { awsProvider: new aws.Provider("two", ${JSON.stringify({ region: "eu-west-2", ...args })}) });
      exports.read = getInspectorAccountStatus({ awsProvider: new aws.Provider("three", { region: "eu-west-3", assumeRoles: roles }) }).then(({ region, accounts }) => [region, ...Object.keys(accounts)]);
    `;
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED", [B]: "ENABLED" } },
      'const { getInspectorAccountStatus } = require("pulumi-inspector-status");' + program({}),
      {
        config: { "aws:region": "us-west-1" },
        env: {
          PATH: [folder.path, process.env["PULUMI_CLI_DIR"], process.env["PATH"]].filter(Boolean).join(delimiter),
        },
      },
    );
    await configure(stack, { "aws:assumeRoles[0].roleArn": HUB });
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    const status = ({ operation }: Call) => operation === "BatchGetAccountStatus";
    assert.deepEqual(
      emulator.calls
        .filter(status)
        .map(({ region, accountId }) => `${region} ${accountId}`)
        .sort(),
      [`eu-west-1 ${B}`, `eu-west-2 ${A}`, `eu-west-3 ${B}`],
    );
    assert.deepEqual(stack.outputs["read"], ["eu-west-3", B]);

    // A preview sees drift: what the provider does not set is not unknown.
    emulator.set({ accounts: { [A]: "DISABLED" } });
    const drifted = await stack.preview("--diff");
    assert.match(drifted.output, /~ account: "ENABLED" => "DISABLED"/);

    stack.write(
      'const { getInspectorAccountStatus } = require("pulumi-inspector-status");' +
        program({ accessKey: "AKIAEXAMPLE", secretKey: SECRET }),
    );
    const refused = await stack.preview();
    assert.equal(refused.exitCode, 1, refused.output);
    assert.match(
      refused.output,
      /`awsProvider` can't be used: the provider has static keys \(`accessKey`\), which would be kept in the state/,
    );
    assert.ok(!refused.output.includes(SECRET));
  });
});
