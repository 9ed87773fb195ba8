import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { isDirect, proxyName } from "../../../../provider/aws/proxy";
import { startEmulator } from "../../../../sdk/testing";
import { temporaryFolder } from "../../../../tools/temporaryFolder";
import { certificateFor } from "../../../support/certificate";
import { startConnectProxy, startRelay } from "../../../support/connectProxy";
import { A } from "../../../support/readings";
import { useWorlds } from "../../../support/world";

const HOST = "inspector2.us-east-1.amazonaws.com";

describe("isDirect", () => {
  const table: readonly [host: string, noProxy: string, expected: boolean][] = [
    [HOST, "", false],
    [HOST, "*", true],
    [HOST, HOST, true],
    [HOST, "amazonaws.com", true],
    [HOST, ".amazonaws.com", true],
    [HOST, "*.amazonaws.com", true],
    [HOST, "us-east-1.amazonaws.com:443", true],
    [HOST, "us-east-1.amazonaws.com:8443", false],
    [HOST, "example.com, AMAZONAWS.COM", true],
    [HOST, "example.com amazonaws.com", true],
    [HOST, "azonaws.com", false],
    [HOST, "sts.us-east-1.amazonaws.com", false],
    ["amazonaws.com", ".amazonaws.com", false],
    ["amazonaws.com", "amazonaws.com", true],
    ["10.0.0.1", "10.0.0.1", true],
    ["10.0.0.1", "0.0.1", false],
    ["localhost", "", true],
    ["127.0.0.1", "", true],
    ["127.9.9.9", "", true],
    ["[::1]", "", true],
    ["127.0.0.1.example.com", "", false],
  ];
  for (const [host, noProxy, expected] of table) {
    it(`${host} with NO_PROXY=${JSON.stringify(noProxy)} is ${expected}`, () =>
      assert.equal(isDirect(host, 443, noProxy), expected));
  }
});

describe("proxyName", () => {
  it("has no user name and no password", () => {
    assert.equal(proxyName("http://user:canary@proxy.corp:8080/path"), "http://proxy.corp:8080");
    assert.equal(proxyName("user:canary@proxy.corp:8080"), "http://proxy.corp:8080");
  });
});

describe("a proxy", () => {
  const world = useWorlds();
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  function opened<T extends { close(): Promise<void> }>(each: T): T {
    open.push(each);
    return each;
  }
  /** The environment of somebody who has nothing but a proxy. */
  function behind(proxy: string, more: Readonly<Record<string, string>> = {}): void {
    for (const name of Object.keys(process.env)) if (/^AWS_ENDPOINT_URL|_proxy$/i.test(name)) delete process.env[name];
    Object.assign(process.env, { HTTPS_PROXY: proxy, ...more });
  }

  it("is used for Amazon Inspector and for STS, with user name and password, and trusted by NODE_EXTRA_CA_CERTS", async () => {
    const emulator = opened(await startEmulator({ accounts: { [A]: "ENABLED" } }));
    const certificate = certificateFor("*.eu-west-1.amazonaws.com");
    const tls = opened(await startRelay(Number(new URL(emulator.url).port), certificate));
    const proxy = opened(await startConnectProxy({ to: tls.port }));
    const folder = temporaryFolder();
    const ca = join(folder.path, "ca.pem");
    writeFileSync(ca, certificate.cert);

    const ask = async (env: Readonly<Record<string, string>>): Promise<{ status?: string; error?: string }> => {
      const inputs = { region: "eu-west-1", assumeRole: { roleArn: `arn:aws:iam::${A}:role/Reader` } };
      const args = [
        "-r",
        "ts-node/register",
        join(__dirname, "..", "..", "..", "support", "askOnce.ts"),
        JSON.stringify(inputs),
      ];
      const { stdout } = await promisify(execFile)(process.execPath, args, {
        env: { PATH: process.env["PATH"], AWS_ACCESS_KEY_ID: "EMULATOR", AWS_SECRET_ACCESS_KEY: "x", ...env },
      });
      return JSON.parse(stdout);
    };
    try {
      const url = `http://user:p%40ss@127.0.0.1:${proxy.port}`;
      const stranger = opened(await startConnectProxy({ to: tls.port }));
      const [trusted, untrusted] = await Promise.all([
        ask({ HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: ca }),
        ask({ HTTPS_PROXY: stranger.url }),
      ]);
      assert.deepEqual(trusted, { status: "ENABLED" });
      assert.deepEqual(
        [...new Set(proxy.hosts)],
        ["sts.eu-west-1.amazonaws.com:443", "inspector2.eu-west-1.amazonaws.com:443"],
      );
      assert.deepEqual([...new Set(proxy.logins)], ["user:p@ss"]);
      assert.deepEqual(
        emulator.calls.map(({ operation }) => operation),
        ["AssumeRole", "BatchGetAccountStatus"],
      );
      assert.match(
        untrusted.error!,
        /\(DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate\)\. .*NODE_EXTRA_CA_CERTS\.$/,
      );
    } finally {
      folder.remove();
    }
  });

  it("is used for http:// endpoints by HTTP_PROXY, and bypassed for NO_PROXY", async function () {
    if (process.platform === "win32") this.skip(); // 0.0.0.0 is no address there, and any other of ours would be loopback.
    const { emulator, provider } = await world({ accounts: { [A]: "ENABLED" } });
    const { port } = new URL(emulator.url);
    const relay = opened(await startRelay(Number(port)));
    const proxy = opened(await startConnectProxy({ to: Number(port) }));
    const endpoint = `http://0.0.0.0:${relay.port}`;

    behind("", { HTTP_PROXY: proxy.url });
    assert.equal((await provider().create({ accountIds: [A], endpoint })).outputs.satisfied, true);
    assert.deepEqual(proxy.hosts, [`0.0.0.0:${relay.port}`]);

    process.env["NO_PROXY"] = "example.com,0.0.0.0";
    assert.equal((await provider().create({ accountIds: [A], endpoint })).outputs.satisfied, true);
    delete process.env["NO_PROXY"];
    assert.equal(
      (await provider({ "aws:noProxy": "0.0.0.0" }).create({ accountIds: [A], endpoint })).outputs.satisfied,
      true,
    );
    assert.equal(
      (await provider().create({ accountIds: [A], endpoint: emulator.url })).outputs.satisfied,
      true,
      "loopback is direct",
    );
    assert.equal(proxy.hosts.length, 1);
  });

  for (const [status, sentence] of [
    [
      407,
      "It asks for a user name and a password: write them into HTTPS_PROXY, as in http://user:password@proxy:8080.",
    ],
    [403, `It does not allow ${HOST}: have it allowed, or name it in NO_PROXY if it is reached directly.`],
  ] as const) {
    it(`that answers ${status} is named, without the password, at once`, async () => {
      const { provider } = await world();
      const proxy = opened(await startConnectProxy({ status }));
      behind(`http://user:canary@127.0.0.1:${proxy.port}`);
      await assert.rejects(provider().create({ accountIds: [A] }), {
        message: `Amazon Inspector in us-east-1 could not be asked: the proxy ${proxy.url} refuses the connection (HTTP ${status}: the answer to CONNECT ${HOST}). ${sentence}`,
      });
      assert.deepEqual(proxy.hosts, [`${HOST}:443`]);
    });
  }

  it("that can't be reached is named, without the password", async () => {
    const { provider, clock } = await world();
    const proxy = await startConnectProxy({ status: 403 });
    await proxy.close();
    behind(`http://user:canary@127.0.0.1:${proxy.port}`);
    const began = clock.now();
    await assert.rejects(provider().create({ accountIds: [A] }), (error: Error) => {
      const sentence =
        `Amazon Inspector in us-east-1 could not be asked: the proxy ${proxy.url} could not be reached (ECONNREFUSED: the connection is refused).` +
        " Check HTTPS_PROXY, or name the host in NO_PROXY if it is reached directly.";
      assert.ok(error.message.startsWith(sentence), error.message);
      return !error.message.includes("canary");
    });
    assert.ok(clock.now() - began <= 15_000);
  });

  it("that does not answer is named", async () => {
    const { provider } = await world();
    const proxy = opened(await startConnectProxy("hang"));
    behind(proxy.url);
    await assert.rejects(
      provider().create({ accountIds: [A], timeout: "0s" }),
      new RegExp(
        `the proxy ${proxy.url} could not be reached \\(ProxyError: no answer within 4 s\\)\\. Check HTTPS_PROXY`,
      ),
    );
  });

  it("is that of the stack's configuration before that of the environment", async () => {
    const { provider } = await world();
    const proxy = opened(await startConnectProxy({ status: 403 }));
    behind("http://127.0.0.1:1", { https_proxy: "http://127.0.0.1:1" });
    await assert.rejects(provider({ "aws:httpsProxy": proxy.url }).create({ accountIds: [A] }), /HTTP 403/);
    assert.deepEqual(proxy.hosts, [`${HOST}:443`]);
  });

  it("that does not know the host leads to the name of the Region", async () => {
    const { provider } = await world();
    const proxy = opened(await startConnectProxy({ status: 502 }));
    behind(proxy.url);
    await assert.rejects(
      provider().create({ accountIds: [A], region: "us-eest-1" }),
      /HTTP 502: the answer to CONNECT inspector2\.us-eest-1\.amazonaws\.com\)\. .*check the name of the Region/,
    );
  });

  it("that is not a URL is refused, without its text", async () => {
    const { provider } = await world();
    behind("ftp://user:canary@proxy");
    await assert.rejects(provider().create({ accountIds: [A] }), (error: Error) => {
      assert.match(error.message, /the proxy that HTTPS_PROXY or HTTP_PROXY names can't be used/);
      return !error.message.includes("canary");
    });
  });

  it("is used by the clients of IAM Identity Center and STS inside the AWS SDK", async () => {
    const { provider } = await world();
    const folder = temporaryFolder();
    const proxy = opened(await startConnectProxy({ status: 403 }));
    try {
      const file = join(folder.path, "config");
      writeFileSync(
        file,
        `[profile corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-2\nsso_account_id = ${A}\nsso_role_name = Reader\n` +
          `[profile base]\naws_access_key_id = EMULATOR\naws_secret_access_key = x\n` +
          `[profile reader]\nrole_arn = arn:aws:iam::${A}:role/Reader\nsource_profile = base\n`,
      );
      const home = join(folder.path, "home");
      const cache = join(home, ".aws", "sso", "cache");
      mkdirSync(cache, { recursive: true });
      const token = { accessToken: "token", expiresAt: new Date(Date.now() + 3_600_000).toISOString() };
      writeFileSync(
        join(cache, `${createHash("sha1").update("https://corp.awsapps.com/start").digest("hex")}.json`),
        JSON.stringify(token),
      );
      behind(`http://user:canary@127.0.0.1:${proxy.port}`, { AWS_CONFIG_FILE: file, HOME: home });

      for (const [profile, host] of [
        ["corp", "portal.sso.eu-west-2.amazonaws.com"],
        ["reader", "sts.us-east-1.amazonaws.com"],
      ] as const) {
        await assert.rejects(provider().create({ accountIds: [A], profile }), (error: Error) => {
          assert.match(error.message, new RegExp(`the proxy ${proxy.url} refuses the connection.*${host}`));
          return !error.message.includes("canary");
        });
        assert.deepEqual(proxy.hosts.splice(0), [`${host}:443`]);
      }
    } finally {
      folder.remove();
    }
  });
});
