import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { UserError } from "../../provider/values/userError";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { A } from "../support/readings";
import { useWorlds } from "../support/world";

const ROLE = `arn:aws:iam::${A}:role/Reader`;

describe("credentials that can't be obtained", () => {
  const world = useWorlds();
  let folder: ReturnType<typeof temporaryFolder>;
  let hanging: Server;

  before(async () => {
    hanging = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(hanging, "listening");
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());
  after(() => {
    hanging.close();
    hanging.closeAllConnections();
  });

  const nobody = (): void => {
    for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"]) delete process.env[name];
  };
  const profiles = (text: string): void => {
    process.env["AWS_CONFIG_FILE"] = join(folder.path, "config");
    process.env["HOME"] = folder.path;
    writeFileSync(join(folder.path, "config"), text);
  };
  const hangingUrl = () => `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;

  /** Each ends within 15 s, by the computer's clock as well as by the one of the wait, with one sentence. */
  async function sentenceOf(
    prepare: () => void,
    inputs: object = {},
    config: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const { provider, clock } = await world();
    prepare();
    const [began, begun] = [Date.now(), clock.now()];
    let sentence = "";
    await assert.rejects(provider(config).create({ accountIds: [A], ...inputs }), (error: Error) => {
      sentence = error.message;
      return error instanceof UserError;
    });
    assert.ok(Date.now() - began < 15_000 && clock.now() - begun <= 15_000, "it took longer than 15 s");
    assert.ok(!/canary|\n/.test(sentence), sentence);
    return sentence;
  }

  const ASKED = "Amazon Inspector in us-east-1 could not be asked: ";
  const NONE =
    `${ASKED}there are no AWS credentials (CredentialsProviderError: Could not load credentials from any providers).` +
    " Set `aws:profile`, AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is attached and its metadata service answers.";

  it("because there are none", async () => assert.equal(await sentenceOf(nobody), NONE));

  it("because the metadata service hangs", async () => {
    const sentence = await sentenceOf(() => {
      nobody();
      delete process.env["AWS_EC2_METADATA_DISABLED"];
      process.env["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = hangingUrl();
    });
    assert.equal(sentence, NONE);
  });

  it("because the credentials service of the container hangs", async () => {
    const sentence = await sentenceOf(() => {
      nobody();
      process.env["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = `${hangingUrl()}/credentials`;
    });
    assert.match(
      sentence,
      /there are no AWS credentials \(CredentialsProviderError: the credentials service of the container did not answer within 5 s\)/,
    );
  });

  it("because there is no such profile, although there are others", async () => {
    const sentence = `${ASKED}there is no profile "nope" (ProfileNotFound: the shared configuration of this computer has no profile of that name). Correct \`profile\`, \`aws:profile\` or AWS_PROFILE; \`aws configure list-profiles\` names those that exist.`;
    const prepare = () => profiles("[default]\naws_access_key_id = X\naws_secret_access_key = canary\n");
    assert.equal(await sentenceOf(prepare, { profile: "nope" }), sentence);
    assert.equal(await sentenceOf(prepare, {}, { "aws:profile": "nope" }), sentence);
    const byEnvironment = () => {
      nobody();
      prepare();
      process.env["AWS_PROFILE"] = "nope";
    };
    assert.equal(await sentenceOf(byEnvironment), sentence);
  });

  it("because the profile has none", async () => {
    const sentence = await sentenceOf(() => profiles("[profile bare]\nregion = us-east-1\n"), { profile: "bare" });
    assert.equal(
      sentence,
      `${ASKED}the profile "bare" has no AWS credentials that can be used (CredentialsProviderError: Could not load credentials from any providers). Check the profile: \`aws sts get-caller-identity --profile bare\` must work.`,
    );
  });

  it("because the session of IAM Identity Center has expired", async () => {
    const start = "https://corp.awsapps.com/start";
    const sentence = await sentenceOf(
      () => {
        profiles(
          `[profile corp]\nsso_start_url = ${start}\nsso_region = eu-west-2\nsso_account_id = ${A}\nsso_role_name = Reader\n`,
        );
        const cache = join(folder.path, ".aws", "sso", "cache");
        mkdirSync(cache, { recursive: true });
        const token = { accessToken: "canary", expiresAt: "2020-01-01T00:00:00Z" };
        writeFileSync(join(cache, `${createHash("sha1").update(start).digest("hex")}.json`), JSON.stringify(token));
      },
      { profile: "corp" },
    );
    assert.match(
      sentence,
      /the profile "corp" has no AWS credentials that can be used \(CredentialsProviderError: The SSO session associated with this profile has expired\..*\)\. Run `aws sso login --profile corp`\.$/,
    );
  });

  it("because the role may not be assumed", async () => {
    const denied = { faults: [{ operation: "AssumeRole", error: { type: "AccessDeniedException" } }] };
    for (const [inputs, config] of [
      [{ assumeRole: { roleArn: ROLE, externalId: "canary" } }, {}],
      [{}, { "aws:assumeRoles": JSON.stringify([{ roleArn: ROLE, externalId: "canary" }]) }],
    ] as const) {
      const { provider, emulator } = await world(denied);
      await assert.rejects(provider(config).create({ accountIds: [A], ...inputs }), {
        message:
          `${ASKED}the role ${ROLE} could not be assumed (AccessDenied: User: arn:aws:iam::${A}:user/emulator is not authorized to perform: sts:AssumeRole on resource: ${ROLE}).` +
          " The caller needs the permission sts:AssumeRole on the role, and the trust policy of the role must allow the caller, with the external id if it asks for one; a role that was deleted or revoked reads the same.",
      });
      assert.deepEqual(
        emulator.calls.map(({ operation }) => operation),
        ["AssumeRole"],
      );
    }
  });

  it("because the role was revoked in the middle: says how long was waited, and what is pending", async () => {
    const { provider, emulator } = await world({ accounts: { [A]: "ENABLING" } });
    const wait = provider().create({ accountIds: [A], timeout: "2h", assumeRole: { roleArn: ROLE, duration: "15m" } });
    const revoke = setInterval(() => {
      if (emulator.calls.length > 5)
        emulator.set({ faults: [{ operation: "AssumeRole", error: { type: "AccessDeniedException" } }] });
    });
    try {
      await assert.rejects(wait, (error: Error) => {
        assert.match(
          error.message,
          new RegExp(
            `the role ${ROLE} could not be assumed .* This ended the wait after 15m\\w* \\(\\d+ looks\\)\\.\\nAccount ${A} in us-east-1: ENABLING`,
          ),
        );
        return error instanceof UserError;
      });
    } finally {
      clearInterval(revoke);
    }
  });

  it("because the Region is not opted in", async () => {
    const { provider } = await world({ regions: ["us-east-1"] });
    await assert.rejects(
      provider().create({ accountIds: [A], region: "af-south-1" }),
      /^Error: Amazon Inspector in af-south-1 could not be asked \(UnrecognizedClientException: .*\)\. .*that af-south-1 is a Region that the account has opted in to\.$/,
    );
  });

  it("because the name of the Region is not one", async () => {
    const { provider } = await world();
    delete process.env["AWS_ENDPOINT_URL_INSPECTOR2"];
    await assert.rejects(
      provider().create({ accountIds: [A], region: "us-eest-1" }),
      /Amazon Inspector in us-eest-1 could not be asked \((?:ENOTFOUND|EAI_AGAIN): .*inspector2\.us-eest-1\.amazonaws\.com\)\. .*"us-eest-1" is the name of a Region/,
    );
  });
});
