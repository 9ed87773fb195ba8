import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { writeAwsPlugin } from "../../tools/example/awsPlugin";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { inline } from "./support/inline";
import { policyEnvironment, policyPack } from "./support/policies";
import { gate, scenes } from "./support/scenes";
import type { Stack } from "./support/stack";

const [A, B] = ["111122223333", "444455556666"];
const ROLE = `arn:aws:iam::${B}:role/canary-role`;
const AWS = JSON.stringify(join(__dirname, "..", "..", "node_modules", "@pulumi", "aws"));
const UP = ["up", "--yes", "--skip-preview"];
const ON = { accounts: { [A]: "ENABLED", [B]: "ENABLED" } } as const;

function assertNone(secrets: RegExp, text: string, where: string): void {
  const [found] = secrets.exec(text) ?? [];
  assert.equal(found, undefined, `${found} in ${where}:\n${text.slice(0, 20_000)}`);
}

/** All files of the backend. */
function everythingKept(stack: Stack): string {
  const folder = join(stack.project, "..", "state");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

describe("secrets", () => {
  const scene = scenes();
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  async function run(stack: Stack, secrets: RegExp, exitCode: number, ...command: readonly string[]): Promise<string> {
    const ended = await stack.pulumi(...command);
    assertNone(secrets, ended.output, command.join(" "));
    assert.equal(ended.exitCode, exitCode, ended.output);
    assertNone(secrets, everythingKept(stack), `what is kept after ${command.join(" ")}`);
    return ended.output;
  }

  const withAws = (): NodeJS.ProcessEnv => {
    writeAwsPlugin(folder.path);
    return { PATH: [folder.path, process.env["PULUMI_CLI_DIR"], process.env["PATH"]].filter(Boolean).join(delimiter) };
  };

  it("of an aws.Provider, as argument or option, are secrets of the gate and of the data source", async function () {
    if (process.platform === "win32") this.skip();
    const { stack, emulator } = await scene(
      ON,
      `const aws = require(${AWS});
      const { getInspectorAccountStatusOutput } = require("pulumi-inspector-status");
      const provider = new aws.Provider("provider", {
        region: pulumi.secret("eu-west-3"),
        profile: pulumi.secret("canary-profile"),
        endpoints: [{ inspector2: pulumi.secret("http://user:canary-password@127.0.0.1:9/") }],
        assumeRoles: [{ roleArn: pulumi.secret("${ROLE}"), externalId: pulumi.secret("canary-external-id") }],
      });
      const args = { resourceTypes: ["EC2"], mismatchGrace: "0s" };
      new InspectorAccountStatus("argument", { ...args, awsProvider: provider });
      new InspectorAccountStatus("option", args, { provider });
      exports.read = getInspectorAccountStatusOutput({ awsProvider: provider, timeout: "0s" });`,
      {
        env: withAws(),
        awsConfig: "[profile canary-profile]\naws_access_key_id = KEY\naws_secret_access_key = canary-key\n",
      },
    );
    const secrets = new RegExp(`canary|eu-west-3|${B}`);
    await run(stack, secrets, 0, "preview", "--diff");
    await run(stack, secrets, 0, ...UP);
    assert.equal(emulator.calls.filter(({ operation }) => operation === "BatchGetAccountStatus").length >= 3, true);
    assert.ok(emulator.calls.every(({ region }) => region === "eu-west-3"));
    for (const command of [
      ["preview", "--expect-no-changes"],
      ["preview", "--json"],
      ["refresh", "--yes"],
    ])
      await run(stack, secrets, 0, ...command);
    for (const command of [
      ["stack", "export"],
      ["stack", "output", "--json"],
      ["stack", "history", "--json"],
    ])
      await run(stack, secrets, 0, ...command);
    for (const name of ["argument", "option"])
      for (const property of ["region", "profile", "assumeRole", "accounts"])
        assert.ok("4dabf18193072939515e22adb298388d" in stack.recorded(name)!.outputs[property], property);

    emulator.set({ accounts: { [A]: "ENABLED", [B]: { all: "ENABLED", EC2: "DISABLED" } } });
    const off = await run(stack, secrets, 1, ...UP);
    assert.match(off, /Account \[secret assumeRole\] in \[secret region\], EC2: DISABLED/);
    const message = `${ROLE} with canary-external-id is not authorized`;
    emulator.set({ faults: [{ error: { type: "AccessDeniedException", message } }] });
    const denied = await run(stack, secrets, 1, ...UP);
    assert.match(denied, /\[secret assumeRole\] with \[secret assumeRole\] is not authorized/);
    emulator.set({ faults: [{ service: "sts", error: { type: "AccessDenied", message } }] });
    assert.match(await run(stack, secrets, 1, ...UP), /\[secret assumeRole\]/);
    emulator.set(ON);
    await run(stack, secrets, 0, "destroy", "--yes", "--skip-preview");
  });

  it("of an aws.Provider that is refused are not shown, also where a preview does not know them", async function () {
    if (process.platform === "win32") this.skip();
    const { stack, emulator } = await scene(ON, "", { env: withAws() });
    const unknown = `new Account("later", pulumi.secret("canary-key")).accountId`;
    const known = [
      `{ accessKey: "canary-access", secretKey: pulumi.secret("canary-secret"), token: "canary-token" }`,
      `{ token: pulumi.secret("canary-token") }`,
      `{ assumeRoleWithWebIdentity: { roleArn: "${ROLE}", webIdentityToken: pulumi.secret("canary-token") } }`,
    ];
    for (const all of [known, [`{ accessKey: key, secretKey: key, token: key }`]]) {
      const gates = all.map(
        (settings, i) =>
          `new InspectorAccountStatus("gate${i}", { awsProvider: new aws.Provider("provider${i}", ${settings}) });`,
      );
      stack.write(`const aws = require(${AWS});\nconst key = ${unknown};\n${gates.join("\n")}`);
      const preview = await stack.preview();
      assert.equal(preview.exitCode === 0, all !== known, preview.output);
      const up = await stack.up();
      assert.match(
        up.output,
        /`awsProvider` can't be used: the provider has static keys|`assumeRoleWithWebIdentity` is not/,
      );
      for (const { output } of [preview, up]) assertNone(/canary/, output, all.join("\n"));
      assert.notEqual(up.exitCode, 0);
      await stack.destroy();
    }
    assert.deepEqual(emulator.calls, []);
  });

  it("that a preview does not know yet are not shown, and wrong arguments are refused by the update", async () => {
    const { stack, emulator } = await scene(
      ON,
      `const later = (name, value) => pulumi.secret(new Account(name, value).accountId);
      const roles = new InspectorAccountStatus("roles", {
        accountIds: ["${B}"], mismatchGrace: "0s",
        assumeRole: { roleArn: later("role", "${ROLE}"), externalId: later("id", "canary-external-id") },
      });
      new InspectorAccountStatus("keys", {
        accountIds: [later("account", "canary-account")], endpoint: later("url", "user:canary-password@host"),
      }, { dependsOn: roles }); // A failure ends what has not begun.`,
    );
    const none = ({ exitCode, output }: { exitCode: number | null; output: string }, isFine: boolean): string => {
      assert.equal(exitCode === 0, isFine, output);
      // What stands in for another resource shows its own arguments.
      const ours = output.split("\n").filter((line) => !/(?:number|accountId) *: "/.test(line) && !/\[id=/.test(line));
      assertNone(/canary/, ours.join("\n"), "the output");
      return output;
    };
    none(await stack.preview("--diff"), true);
    const up = none(await stack.up(), false);
    assert.match(up, /`accountIds\[0\]` must/);
    assert.match(up, /`endpoint` must/);
    assertNone(/canary/, JSON.stringify(stack.recorded("roles")), "the state");
    assert.ok(emulator.calls.some(({ operation }) => operation === "AssumeRole"));
    // Names that are no arguments are refused by the preview.
    stack.write(`const key = new Account("key", pulumi.secret("canary-key")).accountId;
      new InspectorAccountStatus("gate", { accessKey: key, secretKey: key, token: key });`);
    const { exitCode, output } = await stack.preview("--diff");
    assert.notEqual(exitCode, 0, output);
    assertNone(/canary/, output, "preview");
    for (const name of ["accessKey", "secretKey", "token"]) assert.ok(output.includes(`\`${name}\` is not a property`));
  });

  it("in the URL of STS that does not work are not shown", async () => {
    const { stack } = await scene(ON, gate("gate", { accountIds: [A], assumeRole: { roleArn: ROLE }, timeout: "1s" }));
    const environment = { ...stack.env };
    for (const [variable, url] of [
      ["AWS_ENDPOINT_URL_STS", "http://user:canary-password@127.0.0.1:9/"],
      ["AWS_ENDPOINT_URL", "user:canary-password@host:9"],
      ["AWS_ENDPOINT_URL_STS", "ftp://u:canary-p@h"],
    ] as const) {
      Object.assign(stack.env, environment, { AWS_ENDPOINT_URL_STS: undefined, [variable]: url });
      const output = await run(stack, /canary-p/, 1, ...UP);
      assert.match(output, new RegExp(`ECONNREFUSED 127|${variable} in the environment`));
      assertNone(/canary-p/, (await stack.pulumi("preview", "--json")).output, `preview with ${variable}`);
    }
  });

  it("of a hook are in no sentence of it", async () => {
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED", [B]: { ECR: "DISABLED" } } }, "");
    const program = (args: string): string => `
      const pulumi = require("@pulumi/pulumi");
      const { requireInspectorEnabled } = require("pulumi-inspector-status");
      const scanned = requireInspectorEnabled("scanned", { resourceTypes: ["ECR"], ${args} });
      class Hooked extends pulumi.dynamic.Resource {
        constructor(name) {
          super({ create: async () => ({ id: name, outs: {} }) }, name, {}, { hooks: { beforeCreate: [scanned] } }, "test", "Hooked");
        }
      }
      new Hooked("images");`;
    const refused = async (args: string, pattern: RegExp, secrets = new RegExp(`canary|${B}`)): Promise<void> => {
      for (const command of ["preview", "up"] as const) {
        const { exitCode, output } = await inline(stack, command, program(args));
        assert.notEqual(exitCode, 0, output);
        assert.match(output, pattern);
        assertNone(secrets, output, `${command} with ${args}`);
      }
    };
    await refused(
      `accountIds: pulumi.secret(["${A}", "${B}"])`,
      /\[secret account 2 of 2\] in us-east-1, ECR: DISABLED/,
    );
    await refused(`accountIds: ["${A}", pulumi.secret("${B}")]`, /\[secret account 2 of 2\]/);
    await refused(`accountIds: ["${A}"], region: pulumi.secret("canary")`, /\[secret region\]|it is a secret/);
    await refused(`accountIds: [pulumi.secret("canary")]`, /`accountIds\[0\]` must/);
    await refused(
      `assumeRole: pulumi.secret({ roleArn: "${ROLE}", externalId: "canary-id" })`,
      /\[secret assumeRole\].*ECR/,
    );
    const advisory = await inline(
      stack,
      "up",
      program(`accountIds: pulumi.secret(["${B}"]), enforcementLevel: "advisory"`),
    );
    assert.equal(advisory.exitCode, 0, advisory.output);
    assert.match(advisory.output, /warning: Amazon Inspector is not ENABLED[^]*\[secret account 1 of 1\]/);
    assertNone(new RegExp(B), advisory.output, "advisory");
    emulator.set({ faults: [{ error: { type: "AccessDeniedException", message: `not for ${B} as canary` } }] });
    await inline(stack, "destroy", program(`accountIds: ["${A}"]`));
    await refused(`accountIds: pulumi.secret(["${A}", "${B}"])`, /not for \[secret account 2 of 2\]/, new RegExp(B));
  });

  it("of a gate are in no violation of a policy", async () => {
    const { stack } = await scene({ accounts: { [A]: { EC2: "ENABLED", ECR: "DISABLED" } } }, "");
    const env = policyEnvironment(stack);
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const { InspectorAccountStatus } = require("pulumi-inspector-status");
      class Repository extends pulumi.CustomResource {
        constructor(name, options) { super("aws:ecr/repository:Repository", name, {}, options); }
      }
      const gate = new InspectorAccountStatus("gate", {
        accountIds: pulumi.secret(["${A}"]), resourceTypes: pulumi.secret(["EC2"]), timeout: pulumi.secret("7m3s"),
      });
      new Repository("images", { dependsOn: gate });`;
    const options = { policyPacks: [policyPack(stack)] };
    const { exitCode, output } = await inline(stack, "preview", program, options, env);
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /Account \[secret account 1 of 1\] in us-east-1, ECR: DISABLED/);
    assert.match(output, /waits for \[secret timeout\] at most/);
    assert.match(output, /compares \[secret resourceTypes\], and/);
    assertNone(new RegExp(`${A}|7m3s|EC2`), output, "preview");
  });
});
