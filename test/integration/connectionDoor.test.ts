import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { UserError } from "../../provider/values/userError";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { A, B } from "../support/readings";
import { useWorlds } from "../support/world";

/** What comes from the configuration, the environment and the shared files, up to the wire. */
describe("a connection's door", () => {
  const world = useWorlds();
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const config = (text: string): void => {
    writeFileSync(join(folder.path, "config"), text);
    process.env["AWS_CONFIG_FILE"] = join(folder.path, "config");
  };
  const scenario = { accounts: { [A]: "ENABLED" } } as const;
  async function refusal(promise: Promise<unknown>): Promise<string> {
    let sentence = "";
    await assert.rejects(promise, (error: Error) => {
      sentence = error.message;
      return error instanceof UserError;
    });
    assert.ok(!sentence.includes("canary"), sentence);
    return sentence;
  }

  describe("FIPS and dual stack", () => {
    for (const [title, settings, env] of [
      ["of the environment", {}, { AWS_USE_FIPS_ENDPOINT: "true", AWS_USE_DUALSTACK_ENDPOINT: "true" }],
      ["of the configuration", { "aws:useFipsEndpoint": "true", "aws:useDualstackEndpoint": "true" }, {}],
    ] as const) {
      it(`${title} give way to an endpoint of the environment`, async () => {
        const { provider, emulator } = await world(scenario);
        Object.assign(process.env, env);
        const assumeRole = { roleArn: `arn:aws:iam::${A}:role/Reader` };
        const { outputs } = await provider({ ...settings, "aws:allowedAccountIds": `["${A}"]` }).create({
          accountIds: [A],
          assumeRole,
        });
        assert.equal(outputs.satisfied, true);
        assert.equal(emulator.calls.length, 3);
      });
    }

    it("of a profile give way to its endpoint, which is taken", async () => {
      const { provider, emulator } = await world(scenario);
      delete process.env["AWS_ENDPOINT_URL_INSPECTOR2"];
      config(
        `[profile dev]\nuse_fips_endpoint = true\nservices = local\naws_access_key_id = DEV\naws_secret_access_key = x\n[services local]\ninspector2 =\n  endpoint_url = ${emulator.url}\n`,
      );
      await provider().create({ accountIds: [A], profile: "dev" });
      assert.deepEqual(
        emulator.calls.map(({ accessKeyId }) => accessKeyId),
        ["DEV"],
      );
      config(`[profile dev]\nendpoint_url = user:canary@host:9\n`);
      assert.match(
        await refusal(provider().create({ accountIds: [A], profile: "dev" })),
        /names no endpoint for inspector2 that can be used/,
      );
    });
  });

  describe("the Region", () => {
    it("is that of the profile where AWS_REGION is empty", async () => {
      const { provider, emulator } = await world(scenario);
      config("[profile dev]\nregion = eu-west-3\naws_access_key_id = DEV\naws_secret_access_key = x\n");
      for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) process.env[name] = "";
      await provider({ "aws:profile": "dev" }).create({ accountIds: [A] });
      process.env["AWS_REGION"] = " ";
      process.env["AWS_PROFILE"] = "dev";
      await provider().create({ accountIds: [A] });
      assert.deepEqual(
        emulator.calls.map(({ region }) => region),
        ["eu-west-3", "eu-west-3"],
      );
    });

    it("has no blanks around it", async () => {
      const { provider, emulator } = await world(scenario);
      process.env["AWS_REGION"] = " eu-west-3\n";
      await provider().create({ accountIds: [A] });
      assert.equal(emulator.calls[0]!.region, "eu-west-3");
    });

    const unknown: readonly [title: string, prepare: () => void, settings: Record<string, string>, reason: RegExp][] = [
      [
        "with a blank in it",
        () => (process.env["AWS_REGION"] = "us east 1"),
        {},
        /^AWS_REGION in the environment must be/,
      ],
      ["where there is none at all", () => undefined, {}, /^`region` is not known: set it/],
      [
        "of a profile that does not exist",
        () => undefined,
        { "aws:profile": "nope" },
        /^`region` is not known, and there is no profile "nope" in the shared AWS configuration of this computer .*`aws configure list-profiles`/,
      ],
      [
        "of a profile that names none",
        () => config("[profile dev]\noutput = json\n"),
        { "aws:profile": "dev" },
        /^`region` is not known, and the profile "dev" names none: set it/,
      ],
      [
        "of a profile that names an odd one",
        () => config("[profile dev]\nregion = moon\n"),
        { "aws:profile": "dev" },
        /^`region` of the profile "dev" in the shared AWS configuration must be an AWS Region/,
      ],
    ];
    for (const [title, prepare, settings, reason] of unknown) {
      it(`is asked for in a sentence: ${title}`, async () => {
        const { provider } = await world(scenario);
        for (const name of ["AWS_REGION", "AWS_DEFAULT_REGION"]) delete process.env[name];
        prepare();
        const { problems } = await provider(settings).check({}, { accountIds: [A] });
        assert.equal(problems.length, 1);
        assert.match(problems[0]!.reason, reason);
        assert.match(await refusal(provider(settings).create({ accountIds: [A] })), reason);
      });
    }
  });

  it("repeats no secret of an endpoint or a command", async () => {
    const { provider } = await world(scenario);
    const endpoints = { "aws:endpoints": '[{"inspector2":"user:canary@host:9","sts":"https://user:canary@host"}]' };
    const { problems } = await provider(endpoints).check({}, {});
    assert.equal(problems.length, 2);
    assert.ok(!JSON.stringify(problems).includes("canary"), JSON.stringify(problems));
    config("[profile proc]\ncredential_process = sh -c 'echo canary >&2; exit 7'\n");
    assert.match(
      await refusal(provider().create({ accountIds: [A], profile: "proc" })),
      /the profile "proc" has no AWS credentials that can be used \(CredentialsProviderError: its credential_process ended with exit code 7\)\. Run the command/,
    );
    config(
      `[profile proc]\ncredential_process = sh -c 'echo canary >&2; exit 7'\n[profile role]\nrole_arn = arn:aws:iam::${A}:role/R\nsource_profile = proc\n`,
    );
    assert.match(await refusal(provider().create({ accountIds: [A], profile: "role" })), /credential_process failed\)/);
    process.env["AWS_ENDPOINT_URL_INSPECTOR2"] = "user:canary@host:9";
    await refusal(provider().create({ accountIds: [A] }));
    process.env["HTTPS_PROXY"] = "socks5://user:canary@host:9";
    process.env["AWS_ENDPOINT_URL_INSPECTOR2"] = "https://example.invalid";
    await refusal(provider().create({ accountIds: [A] }));
    process.env["HTTPS_PROXY"] = "http://user:1/canary@host:9";
    assert.match(await refusal(provider().create({ accountIds: [A] })), /InvalidProxy.*as in %2F/);
  });

  it("refuses a pipe in the place of a shared file at once", async function () {
    if (process.platform === "win32") this.skip();
    const { provider, clock } = await world(scenario);
    const pipe = join(folder.path, "pipe");
    execFileSync("mkfifo", [pipe]);
    process.env["AWS_CONFIG_FILE"] = pipe;
    const began = clock.now();
    assert.match(
      await refusal(provider().create({ accountIds: [A], timeout: "30m" })),
      /the shared AWS configuration is not a file that can be read: .* \(NotAFile: it is a pipe, a socket or a device\)/,
    );
    delete process.env["AWS_REGION"];
    assert.match(await refusal(provider().create({ accountIds: [A] })), /is not a file that can be read/);
    assert.ok(clock.now() - began < 1_000);
  });

  describe("`aws:allowedAccountIds`", () => {
    const allowed = { "aws:allowedAccountIds": `["${A}"]` };

    it("is checked for renewed credentials, too", async () => {
      const { provider, emulator } = await world({
        accounts: { [A]: "ENABLING" },
        credentials: { STRANGER: { accountId: B } },
      });
      const keys = (name: string) => `[default]\naws_access_key_id = ${name}\naws_secret_access_key = x\n`;
      for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) delete process.env[name];
      config(keys("OWN"));
      const wait = provider(allowed).create({ accountIds: [A], timeout: "10m" });
      const refused = refusal(wait);
      while (emulator.calls.length < 4) await new Promise((resolve) => setImmediate(resolve));
      config(keys("STRANGER"));
      emulator.set({ credentials: { OWN: "EXPIRED", STRANGER: { accountId: B } } });
      assert.match(await refused, /`aws:allowedAccountIds` in the stack's configuration does not name account 4444/);
      const byStranger = emulator.calls.filter(({ accessKeyId }) => accessKeyId === "STRANGER");
      assert.deepEqual(
        byStranger.map(({ operation }) => operation),
        ["GetCallerIdentity"],
      );
    });

    for (const key of ["allowedAccountIds", "forbiddenAccountIds"]) {
      it(`refuses a caller that STS does not name (${key})`, async () => {
        const { provider, emulator } = await world(scenario);
        const sts = createServer((_, response) =>
          response
            .writeHead(200, { "content-type": "text/xml" })
            .end("<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>"),
        ).listen(0, "127.0.0.1");
        await once(sts, "listening");
        process.env["AWS_ENDPOINT_URL_STS"] = `http://127.0.0.1:${(sts.address() as AddressInfo).port}`;
        const settings = { [`aws:${key}`]: `["${B}"]` };
        const reason = await refusal(
          provider(settings)
            .check({ accountIds: [A] }, { accountIds: [A] })
            .then(({ problems }) => {
              throw new UserError(problems.map(({ reason }) => reason).join());
            }),
        );
        sts.close();
        assert.match(
          reason,
          /the account of the caller, which .* asks for, is not known \(UnreadableAnswer: GetCallerIdentity names no account\)/,
        );
        assert.equal(emulator.calls.length, 0);
      });
    }
  });
});
