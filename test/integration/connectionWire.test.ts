import assert from "node:assert/strict";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { InspectorCalls, type RequestHandler } from "../../provider/aws/client";
import type { ClientSettings } from "../../provider/aws/settings";
import { startEmulator, type Scenario } from "../../sdk/testing";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { A, B, C } from "../support/readings";
import { useWorlds } from "../support/world";

const ROLE = (account: string, name = "Reader") => `arn:aws:iam::${account}:role/${name}`;
const callsOf = ({
  calls,
}: {
  calls: readonly { operation: string; region: string; accessKeyId: string; accountId: string }[];
}) => calls.map(({ operation, region, accessKeyId, accountId }) => [operation, region, accessKeyId, accountId]);

/** The hosts that a client asks for, without the network. */
async function hostsOf(settings: ClientSettings): Promise<string[]> {
  const hosts: string[] = [];
  const handler = {
    handle: (request: { hostname: string }) => {
      hosts.push(request.hostname);
      return Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  } as unknown as RequestHandler;
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_ENDPOINT_URL")) delete process.env[name];
  const calls = new InspectorCalls({ keys: { accessKeyId: "E", secretAccessKey: "x" }, ...settings }, handler);
  await calls.batchGetAccountStatus(undefined).catch(() => undefined);
  await calls.caller();
  return hosts;
}

describe("a connection at the wire", () => {
  const world = useWorlds();
  const scenario: Scenario = { accounts: { [A]: "ENABLED" } };

  it("has the Region, the keys and the token of the stack's configuration", async () => {
    const { provider, emulator } = await world(scenario);
    const config = { "aws:region": "ap-south-1", "aws:accessKey": "CONFIGURED", "aws:secretKey": "x" };
    await provider(config).create({ accountIds: [A] });
    assert.deepEqual(callsOf(emulator), [["BatchGetAccountStatus", "ap-south-1", "CONFIGURED", A]]);
  });

  it("has the credentials of a profile, before the keys of the environment", async () => {
    const { provider, emulator } = await world(scenario);
    await inFolder(async (folder) => {
      process.env["AWS_CONFIG_FILE"] = join(folder, "config");
      writeFileSync(
        join(folder, "config"),
        "[profile dev]\naws_access_key_id = DEV\naws_secret_access_key = x\n[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = x\n",
      );
      await provider().create({ accountIds: [A], profile: "dev" });
      await provider({ "aws:profile": "dev" }).create({ accountIds: [A] });
      await provider().create({ accountIds: [A] });
      process.env["AWS_PROFILE"] = "dev";
      await provider().create({ accountIds: [A] });
      delete process.env["AWS_ACCESS_KEY_ID"];
      await provider().create({ accountIds: [A] });
      delete process.env["AWS_PROFILE"];
      await provider().create({ accountIds: [A] });
      assert.deepEqual(
        emulator.calls.map(({ accessKeyId }) => accessKeyId),
        ["DEV", "DEV", "EMULATOR", "EMULATOR", "DEV", "DEFAULT"],
      );
    });
  });

  it("assumes roles in order, each with the credentials of the one before", async () => {
    const { provider, emulator } = await world({ accounts: { [A]: "ENABLED" }, administrator: C });
    const roles = [{ roleArn: ROLE(B, "Hub") }, { roleArn: ROLE(A) }];
    await provider({ "aws:assumeRoles": JSON.stringify(roles) }).create({});
    await provider({ "aws:assumeRoles": JSON.stringify(roles) }).create({ assumeRole: { roleArn: ROLE(A, "Mine") } });
    await provider({ "aws:assumeRoles": JSON.stringify(roles) }).create({ accountIds: [A], assumeRole: [] });
    assert.deepEqual(
      emulator.calls.map(({ operation, accessKeyId, accountId }) => [operation, accessKeyId, accountId]),
      [
        ["AssumeRole", "EMULATOR", A],
        ["AssumeRole", "ASIAEMULATOR0001", B],
        ["BatchGetAccountStatus", "ASIAEMULATOR0002", A],
        ["AssumeRole", "EMULATOR", A],
        ["BatchGetAccountStatus", "ASIAEMULATOR0003", A],
        ["BatchGetAccountStatus", "EMULATOR", A],
      ],
    );
  });

  it("sends everything that a role has", async () => {
    const { provider } = await world(scenario);
    const forms: URLSearchParams[] = [];
    const sts = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        forms.push(new URLSearchParams(body));
        response
          .writeHead(403, { "content-type": "text/xml" })
          .end("<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>");
      });
    });
    await once(sts.listen(0, "127.0.0.1"), "listening");
    try {
      const endpoint = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
      const config = { "aws:endpoints": JSON.stringify([{ sts: endpoint }]), "aws:stsRegion": "eu-central-1" };
      const role = {
        roleArn: ROLE(A),
        externalId: "external",
        sessionName: "audit",
        duration: "1h30m",
        sourceIdentity: "alice",
        policy: "{}",
        policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        tags: { team: "platform" },
        transitiveTagKeys: ["team"],
      };
      for (const assumeRole of [role, { roleArn: ROLE(A) }])
        await assert.rejects(provider(config).create({ accountIds: [A], assumeRole }));
    } finally {
      sts.close();
    }
    const [full, bare] = forms.map((form) => Object.fromEntries([...form].filter(([name]) => name !== "Version")));
    assert.deepEqual(full, {
      Action: "AssumeRole",
      RoleArn: ROLE(A),
      RoleSessionName: "audit",
      ExternalId: "external",
      DurationSeconds: "5400",
      SourceIdentity: "alice",
      Policy: "{}",
      "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "Tags.member.1.Key": "team",
      "Tags.member.1.Value": "platform",
      "TransitiveTagKeys.member.1": "team",
    });
    assert.deepEqual(bare, { Action: "AssumeRole", RoleArn: ROLE(A), RoleSessionName: "pulumi-inspector-status" });
  });

  it("sends the external id of each role of a chain", async () => {
    const { provider } = await world(scenario);
    const sent: (string | null)[][] = [];
    const keys = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map((name) => `<${name}>X</${name}>`).join("");
    const sts = createServer((request, response) => {
      let body = "";
      request.on("data", (part) => (body += part));
      request.on("end", () => {
        const form = new URLSearchParams(body);
        sent.push([form.get("RoleArn"), form.get("ExternalId")]);
        response
          .writeHead(200, { "content-type": "text/xml" })
          .end(
            `<AssumeRoleResponse><AssumeRoleResult><Credentials>${keys}<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
          );
      });
    });
    await once(sts.listen(0, "127.0.0.1"), "listening");
    const chain = [
      { roleArn: ROLE(B, "Hub"), externalId: "of-the-hub" },
      { roleArn: ROLE(C, "Between") },
      { roleArn: ROLE(A), externalId: "of-the-reader" },
    ];
    try {
      const endpoint = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
      await provider({ "aws:endpoints": JSON.stringify([{ sts: endpoint }]) })
        .create({ accountIds: [A], assumeRole: chain, timeout: "1ms" })
        .catch(() => undefined);
    } finally {
      sts.close();
    }
    assert.deepEqual(
      sent,
      chain.map(({ roleArn, externalId = null }) => [roleArn, externalId]),
    );
  });

  it("goes to the endpoints of the configuration instead of those of the environment, and to the argument's first", async () => {
    const { provider, emulator } = await world(scenario);
    const other = await startEmulator({ accounts: { [A]: "DISABLED" } });
    try {
      const config = {
        "aws:endpoints": JSON.stringify([{ inspector2: other.url, sts: other.url }]),
        "aws:allowedAccountIds": `["${A}"]`,
      };
      await provider(config).create({ accountIds: [A], mismatchGrace: "0s" });
      assert.deepEqual(
        [other.calls.map(({ operation }) => operation), emulator.calls.length],
        [["GetCallerIdentity", "BatchGetAccountStatus"], 0],
      );
      await provider(config).create({ accountIds: [A], endpoint: emulator.url });
      assert.deepEqual(
        emulator.calls.map(({ operation }) => operation),
        ["BatchGetAccountStatus"],
      );
    } finally {
      await other.close();
    }
  });

  it("tries as often as aws:maxRetries says", async () => {
    const { provider, emulator } = await world({
      ...scenario,
      faults: [{ operation: "BatchGetAccountStatus", to: 4, status: 500 }],
    });
    await provider({ "aws:maxRetries": "5" }).create({ accountIds: [A] });
    assert.equal(emulator.calls.length, 5);
  });

  it("does not ask Amazon Inspector if the configuration does not allow the account", async () => {
    for (const [config, how] of [
      [{ "aws:allowedAccountIds": `["${B}"]` }, "`aws:allowedAccountIds` in the stack's configuration does not name"],
      [{ "aws:forbiddenAccountIds": `["${A}"]` }, "`aws:forbiddenAccountIds` in the stack's configuration names"],
    ] as const) {
      const { provider, emulator } = await world(scenario);
      await assert.rejects(provider(config).create({ accountIds: [A] }), {
        message:
          `Amazon Inspector in us-east-1 could not be asked: ${how} account ${A} (AccountNotAllowed: the caller is arn:aws:iam::${A}:user/emulator).` +
          " Use the credentials of another account, or correct the configuration.",
      });
      assert.deepEqual(
        emulator.calls.map(({ operation }) => operation),
        ["GetCallerIdentity"],
      );
    }
    const { provider } = await world(scenario);
    const role = `[{"roleArn":"${ROLE(A)}"}]`;
    const { outputs } = await provider({
      "aws:allowedAccountIds": `["${A}"]`,
      "aws:forbiddenAccountIds": `["${B}"]`,
      "aws:assumeRoles": role,
    }).create({});
    assert.equal(outputs.satisfied, true);
  });

  it("refuses a wrong configuration with the names of the keys, in whatever it does", async () => {
    const { provider, emulator } = await world(scenario);
    const config = { "aws:maxRetries": "many", "aws:useFipsEndpoint": "yes" };
    const { problems } = await provider(config).check({}, {});
    assert.deepEqual(problems, [
      {
        property: "",
        reason: '`aws:useFipsEndpoint` in the stack\'s configuration must be one of true, false, not "yes"',
      },
      {
        property: "",
        reason: '`aws:maxRetries` in the stack\'s configuration must be a whole number from 0 to 999, not "many"',
      },
    ]);
    await assert.rejects(provider(config).create({}), /`aws:useFipsEndpoint`.*\n`aws:maxRetries`/);
    assert.equal(emulator.calls.length, 0);
  });

  describe("hosts", () => {
    const partitions: readonly [region: string, settings: Partial<ClientSettings>, inspector: string, sts: string][] = [
      ["us-east-1", {}, "inspector2.us-east-1.amazonaws.com", "sts.us-east-1.amazonaws.com"],
      ["us-gov-west-1", {}, "inspector2.us-gov-west-1.amazonaws.com", "sts.us-gov-west-1.amazonaws.com"],
      ["cn-north-1", {}, "inspector2.cn-north-1.amazonaws.com.cn", "sts.cn-north-1.amazonaws.com.cn"],
      ["us-iso-east-1", {}, "inspector2.us-iso-east-1.c2s.ic.gov", "sts.us-iso-east-1.c2s.ic.gov"],
      ["us-isob-east-1", {}, "inspector2.us-isob-east-1.sc2s.sgov.gov", "sts.us-isob-east-1.sc2s.sgov.gov"],
      ["eusc-de-east-1", {}, "inspector2.eusc-de-east-1.amazonaws.eu", "sts.eusc-de-east-1.amazonaws.eu"],
      [
        "us-east-1",
        { useFipsEndpoint: true },
        "inspector2-fips.us-east-1.amazonaws.com",
        "sts-fips.us-east-1.amazonaws.com",
      ],
      [
        "us-gov-west-1",
        { useFipsEndpoint: true },
        "inspector2-fips.us-gov-west-1.amazonaws.com",
        "sts.us-gov-west-1.amazonaws.com",
      ],
      ["eu-west-1", { useDualstackEndpoint: true }, "inspector2.eu-west-1.api.aws", "sts.eu-west-1.api.aws"],
      [
        "us-east-1",
        { useFipsEndpoint: true, useDualstackEndpoint: true },
        "inspector2-fips.us-east-1.api.aws",
        "sts-fips.us-east-1.api.aws",
      ],
      ["us-east-1", { stsRegion: "eu-west-1" }, "inspector2.us-east-1.amazonaws.com", "sts.eu-west-1.amazonaws.com"],
      [
        "us-east-1",
        { useFipsEndpoint: true, endpoints: { inspector2: "https://own.example" } },
        "own.example",
        "sts-fips.us-east-1.amazonaws.com",
      ],
    ];
    for (const [region, settings, ...expected] of partitions) {
      it(`${region} ${JSON.stringify(settings)}`, async () => {
        await world();
        assert.deepEqual(await hostsOf({ region, ...settings }), expected);
      });
    }

    it("are asked for a role in the same way", async () => {
      await world();
      const [host] = await hostsOf({
        region: "us-gov-east-1",
        roles: [{ roleArn: `arn:aws-us-gov:iam::${A}:role/Reader` }],
      });
      assert.equal(host, "sts.us-gov-east-1.amazonaws.com");
    });
  });

  describe("credentials that expire in the middle of a wait", () => {
    it("are renewed for a role whenever the service refuses the old ones", async () => {
      const { provider, emulator } = await world({ accounts: { [A]: [{ all: "ENABLING", for: "40m" }, "ENABLED"] } });
      const { outputs } = await provider().create({
        accountIds: [A],
        timeout: "1h",
        assumeRole: { roleArn: ROLE(A), duration: "15m" },
      });
      assert.equal(outputs.satisfied, true);
      const refused = emulator.calls.filter(({ httpStatus }) => httpStatus === 403).length;
      const assumed = emulator.calls.filter(({ operation }) => operation === "AssumeRole").length;
      assert.deepEqual([refused, assumed], [2, 3]);
    });

    it("are renewed by a profile's process when the service refuses the old ones", async function () {
      if (process.platform === "win32") this.skip();
      const { provider, emulator } = await world({ accounts: { [A]: [{ all: "ENABLING", for: "5m" }, "ENABLED"] } });
      await inFolder(async (folder) => {
        const script = join(folder, "keys.sh");
        writeFileSync(
          script,
          `#!/bin/sh\nn=$(cat "${folder}/n" 2>/dev/null || echo 0)\necho $((n + 1)) > "${folder}/n"\necho '{"Version":1,"AccessKeyId":"KEY'$n'","SecretAccessKey":"x","SessionToken":"t"}'\n`,
        );
        chmodSync(script, 0o755);
        writeFileSync(join(folder, "config"), `[profile proc]\ncredential_process = ${script}\n`);
        process.env["AWS_CONFIG_FILE"] = join(folder, "config");
        const wait = provider().create({ accountIds: [A], timeout: "10m", profile: "proc" });
        while (emulator.calls.length < 3) await new Promise((resolve) => setImmediate(resolve));
        emulator.set({ credentials: { KEY0: "EXPIRED" } });
        assert.equal((await wait).outputs.satisfied, true);
        assert.deepEqual([...new Set(emulator.calls.map(({ accessKeyId }) => accessKeyId))], ["KEY0", "KEY1"]);
      });
    });
  });
});

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = temporaryFolder();
  try {
    await use(folder.path);
  } finally {
    folder.remove();
  }
}
