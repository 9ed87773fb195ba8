import assert from "node:assert/strict";
import { ARGUMENTS } from "../../provider/gate/names";
import { runRaw } from "./support/raw";
import { startProxy } from "./support/proxy";
import { gate, scenes } from "./support/scenes";
import type { Stack } from "./support/stack";

const [A, B] = ["111122223333", "444455556666"];
const ROLE = `arn:aws:iam::${A}:role/InspectorReader`;
const INSPECTOR = gate("inspector", { accountIds: [A], resourceTypes: ["EC2"], mismatchGrace: "0s" });
const EVERYTHING = ["--logtostderr", "--logflow", "-v=9"];
/** How Pulumi marks a secret in the state: https://www.pulumi.com/docs/iac/concepts/secrets/ */
const SECRET = "4dabf18193072939515e22adb298388d";

/**
 * At `-v=9` the CLI itself logs every property that it passes on, secret or not: the whole configuration of the stack
 * when it configures a provider, and the properties of resources. It does so for any provider (the first test shows it
 * for one that is not ours), and nothing else may be said.
 */
const PULUMI_ITSELF =
  /^\{"time":"[^"]+","level":"INFO","msg":"(?:Unm|M)arshaling property for RPC\[|RegisterResource RPC finished: resource:/;

describe("secrets", () => {
  const scene = scenes();

  it("of the environment, and of its proxy, are nowhere", async () => {
    const enabled = { accounts: { [A]: "ENABLED", [B]: "ENABLED" } };
    const { stack, emulator } = await scene(enabled, "", {
      env: {
        AWS_ACCESS_KEY_ID: "canary-access-key",
        AWS_SECRET_ACCESS_KEY: "canary-secret-key",
        AWS_SESSION_TOKEN: "canary-session-token",
        // The host exists for the proxy alone.
        AWS_ENDPOINT_URL_INSPECTOR2: "http://inspector.example",
      },
    });
    const proxy = await startProxy(emulator.url, "user:canary-proxy-password");
    try {
      stack.write(INSPECTOR);
      await stack.pulumi(
        "config",
        "set",
        "aws:httpProxy",
        `http://user:canary-proxy-password@127.0.0.1:${proxy.port}`,
        "--secret",
      );
      await everything(stack, {
        fails: () => emulator.set({ faults: [{ error: { type: "AccessDeniedException" } }] }),
        mayBeLogged: ["canary-proxy-password"],
      });
      assert.ok(proxy.tunnels > 0 && emulator.calls.length > 0);
      assert.deepEqual([...new Set(emulator.calls.map(({ accessKeyId }) => accessKeyId))], ["canary-access-key"]);
      proxy.refuses = true;
      const refused = await runRaw(stack, "preview");
      assert.match(refused.output, /the proxy http:\/\/127\.0\.0\.1:\d+ refuses the connection/);
      assertNone(refused.output);
    } finally {
      proxy.close();
    }
  });

  it("of the shared configuration, of the stack's configuration and of `assumeRole` are nowhere in clear", async () => {
    const profile = [
      "[profile keys]",
      "aws_access_key_id = canary_file_access_key",
      "aws_secret_access_key = canary-file-secret-key",
      "aws_session_token = canary-file-token",
    ];
    const role = [
      "[profile role]",
      `role_arn = ${ROLE}`,
      "source_profile = keys",
      "external_id = canary-file-external-id",
    ];
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED" } },
      INSPECTOR +
        gate("file", { accountIds: [A], profile: "role" }) +
        gate("role", { accountIds: [A], assumeRole: { roleArn: ROLE, externalId: "canary-argument-external-id" } }),
      {
        awsConfig: [...profile, ...role, ""].join("\n"),
        env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined },
      },
    );
    const configured = {
      accessKey: "canary_stack_access_key",
      secretKey: "canary-stack-secret-key",
      token: "canary-stack-token",
    };
    const settings = Object.entries(configured).map(([name, value]) => ["--secret", `aws:${name}`, value]);
    settings.push(
      ["--secret", "--path", "aws:assumeRoles[0].externalId", "canary-stack-external-id"],
      ["--path", "aws:assumeRoles[0].roleArn", ROLE],
    );
    for (const setting of settings) assert.equal((await runRaw(stack, "config", "set", ...setting)).exitCode, 0);

    await everything(stack, {
      fails: () =>
        emulator.set({
          credentials: { canary_stack_access_key: "EXPIRED", canary_file_access_key: "UNKNOWN" },
          faults: [{ error: { type: "AccessDeniedException" } }],
        }),
      mayBeLogged: [...Object.values(configured), "canary-stack-external-id", "canary-argument-external-id"],
    });
    const keys = new Set(
      emulator.calls.map(({ accessKeyId }) => accessKeyId).filter((key) => key.startsWith("canary_")),
    );
    assert.deepEqual([...keys].sort(), ["canary_file_access_key", "canary_stack_access_key"], "both ways are used");
    assert.equal(stack.recorded("role")!.outputs["assumeRole"][SECRET] !== undefined, true);
  });

  it("are logged by Pulumi itself at -v=9 and by `up --json`, without this package", async () => {
    const { stack } = await scene({}, 'new Account("account", pulumi.secret("canary-of-the-argument"));');
    for (const options of [EVERYTHING, ["--json"]]) {
      const { exitCode, output } = await runRaw(stack, "up", "--yes", "--skip-preview", ...options);
      assert.equal(exitCode, 0);
      assert.ok(
        output.split("\n").some((line) => PULUMI_ITSELF.test(line) && line.includes("canary-of-the-argument")),
        `Pulumi no longer logs arguments with ${options.join(" ")}`,
      );
    }
  });

  it("that are arguments stay secret in the state", async () => {
    const { stack } = await scene(
      { accounts: { [A]: "ENABLED" } },
      `new InspectorAccountStatus("inspector", {
        accountIds: pulumi.secret(["${A}"]), resourceTypes: ["EC2"], timeout: pulumi.secret("17m"),
      });`,
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    const { inputs, outputs } = stack.recorded("inspector")!;
    for (const recorded of [inputs, outputs]) {
      for (const name of ["accountIds", "timeout"])
        assert.ok(recorded[name]?.[SECRET], `${name} is not secret in ${JSON.stringify(recorded)}`);
      assert.ok(!JSON.stringify(recorded).includes("17m"));
    }
    const quiet = await stack.preview("--expect-no-changes");
    assert.equal(quiet.exitCode, 0, quiet.output);
    assert.doesNotMatch(quiet.output, /17m/);
  });

  it("that are wrong arguments are not shown, nor what may have one in it", async () => {
    const { stack, emulator } = await scene(
      {},
      `new InspectorAccountStatus("inspector", {
        accountIds: [pulumi.secret("canary-account")],
        timeout: pulumi.secret("canary-timeout"),
        profile: pulumi.secret(["canary-profile"]),
        endpoint: "http://user:canary-password@127.0.0.1/",
        accessKey: "canary-access-key",
        secretKey: "canary-secret-key",
        externalId: "canary-external-id",
        role: { roleArn: "${ROLE}", externalId: "canary-of-the-role" },
        assumeRoles: [{ externalId: "canary-of-the-roles" }],
        assumeRole: "canary-of-the-mistyped-role",
      });`,
    );
    for (const { exitCode, output } of [await stack.preview("--diff"), await stack.up()]) {
      assert.notEqual(exitCode, 0, output);
      assertNone(output);
      const names = ["accountIds[0]", "timeout", "profile", "endpoint", "accessKey", "secretKey", "externalId", "role"];
      for (const name of [...names, "assumeRoles", "assumeRole"]) assert.ok(output.includes(`\`${name}\``), output);
    }
    assert.deepEqual(emulator.calls, []);
  });

  it("of a URL, a profile or a proxy that does not work are not shown, wherever it comes from", async () => {
    const profiles = [
      "[profile process]",
      "credential_process = /nowhere/canary-command --password canary-of-the-command",
      "[profile url]",
      "aws_access_key_id = KEY",
      "aws_secret_access_key = KEY",
      "endpoint_url = http://user:canary-of-the-profile@127.0.0.1:9/",
      "[profile text]",
      "aws_access_key_id = KEY",
      "aws_secret_access_key = KEY",
      "endpoint_url = user:canary-of-the-text@host:9",
    ];
    const { stack } = await scene({}, "", {
      awsConfig: [...profiles, ""].join("\n"),
      config: { "aws:region": "us-east-1" },
    });
    const environment = { ...stack.env };
    const run = async (args: object, env: NodeJS.ProcessEnv, config: Readonly<Record<string, string>> = {}) => {
      stack.write(gate("inspector", { accountIds: [A], timeout: "1s", ...args }));
      for (const name of Object.keys(stack.env)) if (!(name in environment)) delete stack.env[name];
      Object.assign(stack.env, environment, env);
      for (const [key, value] of Object.entries(config))
        await runRaw(stack, "config", "set", ...(/\[/.test(key) ? ["--path"] : []), key, value);
      const { exitCode, output } = await runRaw(stack, "up", "--yes", "--skip-preview");
      for (const key of Object.keys(config)) await runRaw(stack, "config", "rm", key.replace(/\[.*/, ""));
      assert.notEqual(exitCode, 0, output);
      assertNone(output);
      return output;
    };
    const none = {
      AWS_ENDPOINT_URL_INSPECTOR2: undefined,
      AWS_ENDPOINT_URL_STS: undefined,
      AWS_ENDPOINT_URL: undefined,
    };
    const keys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_SESSION_TOKEN: undefined };
    // A password in a URL that is no argument gets nowhere.
    const USED_OR_NAMED = /ECONNREFUSED 127|AWS_ENDPOINT_URL(?:_INSPECTOR2)? in the environment/;
    for (const url of ["http://user:canary-password@127.0.0.1:9/", "user:canary-password@host:9"]) {
      assert.match(await run({ endpoint: url }, {}), /`endpoint` must/);
      assert.match(await run({}, { ...none, AWS_ENDPOINT_URL_INSPECTOR2: url }), USED_OR_NAMED);
      assert.match(await run({}, { ...none, AWS_ENDPOINT_URL: url }), USED_OR_NAMED);
      assert.match(await run({}, none, { "aws:endpoints[0].inspector2": url }), /`aws:endpoints\[0\]\.inspector2`/);
    }
    for (const profile of ["url", "text"])
      assert.match(await run({ profile }, none), /ECONNREFUSED 127|`endpoint_url` must/);
    assert.match(await run({ profile: "process" }, keys), /its credential_process ended with exit code/);
    for (const proxy of [
      "http://user:canary-proxy@127.0.0.1:9",
      "user:canary-proxy@127.0.0.1:9",
      "ftp://user:canary-proxy@p",
    ])
      assert.match(await run({}, { ...none, HTTPS_PROXY: proxy }), /the proxy/);
  });

  const BAD: Readonly<Record<string, string>> = {
    accountIds: '"canary-list"',
    members: '"canary-flag"',
    excludeAccountIds: '["canary-account"]',
    resourceTypes: '["canary-type"]',
    whereOffered: '"canary-flag"',
    expectedStatus: '"canary-status"',
    enforcementLevel: '"canary-level"',
    timeout: '"canary-duration"',
    mismatchGrace: '"canary-duration"',
    readTimeout: '"canary-duration"',
    region: '"canary-region"',
    profile: '["canary-profile"]',
    assumeRole: '{ roleArn: "canary-arn", sessionName: "canary name", tags: "canary-tags", externalId: "canary id" }',
    endpoint: '"canary-url"',
    misspelt: '"canary-misspelt"',
  };

  it("that are wrong arguments are not shown, whichever it is", async () => {
    assert.deepEqual(Object.keys(BAD).slice(0, -1), [...ARGUMENTS]);
    const members = (value: string): string => `pulumi.secret(${value})`;
    const all = Object.entries(BAD).map(([name, value]) => `${name}: ${members(value)}`);
    const { stack } = await scene({}, `new InspectorAccountStatus("inspector", { ${all.join(", ")} });`);
    for (const command of [
      ["preview", "--diff"],
      ["preview", "--json"],
      ["up", "--yes", "--skip-preview"],
    ]) {
      const { exitCode, output } = await stack.pulumi(...command);
      assert.notEqual(exitCode, 0, output);
      assertNone(output);
      for (const name of Object.keys(BAD)) assert.ok(output.includes(`\`${name}`), `${name} is not named in ${output}`);
    }
  });
});

interface DiffContext {
  /** Makes the next update fail. */
  readonly fails: () => void;
  /** What Pulumi logs itself. */
  readonly mayBeLogged: readonly string[];
}

/** Update, preview, refresh and a failure, with all that can be logged; and what is recorded. */
async function everything(stack: Stack, { fails, mayBeLogged }: DiffContext): Promise<void> {
  const run = async (succeeds: boolean, ...command: readonly string[]): Promise<void> => {
    const { exitCode, output } = await runRaw(stack, ...command, ...EVERYTHING);
    assert.equal(
      exitCode === 0,
      succeeds,
      output
        .split("\n")
        .filter((line) => !line.startsWith('{"time"'))
        .join("\n"),
    );
    assertNone(output, mayBeLogged);
  };
  const recorded = async (): Promise<void> => assertNone((await runRaw(stack, "stack", "export")).output);
  await run(true, "up", "--yes", "--skip-preview");
  await recorded();
  await run(true, "preview", "--diff");
  await run(true, "refresh", "--yes", "--skip-preview");
  fails();
  await run(false, "up", "--yes", "--skip-preview");
  await recorded();
}

function assertNone(text: string, mayBeLogged: readonly string[] = []): void {
  const lines = text.split("\n").filter((line) => /canary[-_]/.test(line));
  for (const line of lines) {
    const found = [...line.matchAll(/canary[-_][\w-]+/g)].map(([canary]) => canary);
    assert.ok(
      PULUMI_ITSELF.test(line) && found.every((canary) => mayBeLogged.includes(canary)),
      `${found.join(", ")} in: ${line.slice(0, 2_000)}`,
    );
  }
}
