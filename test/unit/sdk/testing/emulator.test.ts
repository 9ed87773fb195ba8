import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BatchGetAccountStatusCommand,
  DisableCommand,
  EnableCommand,
  GetDelegatedAdminAccountCommand,
  Inspector2Client,
  type Inspector2ClientConfig,
  ListFindingsCommand,
  ListMembersCommand,
  type ResourceScanType,
} from "@aws-sdk/client-inspector2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { SCAN_TYPES } from "../../../../provider/status/vocabulary";
import {
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type Scenario,
  startEmulator,
  VirtualClock,
} from "../../../../sdk/testing";

const A = "111122223333";
const B = "444455556666";
const C = "777788889999";
const START = Date.UTC(2026, 0, 1);

describe("emulator", () => {
  let clock: VirtualClock;
  const opened: { close(): unknown }[] = [];

  beforeEach(() => {
    clock = new VirtualClock({ start: START });
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  async function start(scenario: Scenario = {}, options: EmulatorOptions = {}) {
    const emulator = await startEmulator(scenario, { clock, ...options });
    opened.push(emulator);
    return emulator;
  }

  function clientOf(emulator: Emulator, config: Inspector2ClientConfig = {}) {
    const credentials = {
      accessKeyId: emulator.env.AWS_ACCESS_KEY_ID,
      secretAccessKey: emulator.env.AWS_SECRET_ACCESS_KEY,
    };
    const client = new Inspector2Client({
      endpoint: emulator.url,
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
      ...config,
    });
    opened.push({ close: () => client.destroy() });
    return client;
  }

  const read = (client: Inspector2Client, ...accountIds: string[]) =>
    client.send(new BatchGetAccountStatusCommand({ accountIds }));

  /** Status of the account and its scan types in one line; FAILED with the code, or MISSING. */
  async function line(client: Inspector2Client, accountId: string) {
    const { accounts, failedAccounts } = await read(client, accountId);
    const [account] = accounts ?? [];
    if (failedAccounts?.[0]) return `FAILED ${failedAccounts[0].errorCode}`;
    if (!account) return "MISSING";
    const resources = Object.entries(account.resourceState ?? {}).map(([type, state]) => `${type}=${state.status}`);
    return [account.state?.status, ...resources].join(" ");
  }

  const all = (status: string) =>
    `${status} ec2=${status} ecr=${status} lambda=${status} lambdaCode=${status} codeRepository=${status}`;

  describe("account scripts", () => {
    it("answers ENABLED for the caller when nothing is scripted", async () => {
      const client = clientOf(await start());
      assert.equal(await line(client, A), all("ENABLED"));
      assert.equal(await line(client, B), "MISSING");
    });

    const table: [name: string, script: NonNullable<Scenario["accounts"]>[string], expected: string][] = [
      ["a bare status", "SUSPENDED", all("SUSPENDED")],
      [
        "a status of its own",
        { EC2: "ENABLING", LAMBDA_CODE: null },
        "ENABLED ec2=ENABLING ecr=ENABLED lambda=ENABLED codeRepository=ENABLED",
      ],
      [
        "account and scan types apart",
        { account: "ENABLED", all: "DISABLED", ECR: { status: "ENABLING", errorCode: "ENABLE_IN_PROGRESS" } },
        "ENABLED ec2=DISABLED ecr=ENABLING lambda=DISABLED lambdaCode=DISABLED codeRepository=DISABLED",
      ],
      ["a failed account", { failed: "ACCOUNT_IS_ISOLATED" }, "FAILED ACCOUNT_IS_ISOLATED"],
      ["a missing account", "MISSING", "MISSING"],
      ["an entry sent verbatim", { raw: { accountId: B, state: { status: "NEW" }, resourceState: {} } }, "NEW"],
      [
        "a failure sent verbatim",
        { raw: { accountId: B, errorCode: "NEW_CODE" }, list: "failedAccounts" },
        "FAILED NEW_CODE",
      ],
    ];
    for (const [name, script, expected] of table) {
      it(`answers ${name}`, async () => {
        const client = clientOf(await start({ accounts: { [B]: script } }));
        assert.equal(await line(client, B), expected);
      });
    }

    it("answers codes, messages and scan types that the SDK does not know yet", async () => {
      const emulator = await start({
        accounts: {
          [A]: {
            EC2: { status: "DISABLED", errorCode: "SSM_THROTTLED", errorMessage: "Rate exceeded" },
            AMI: "ENABLED",
          },
          [B]: {
            failed: {
              errorCode: "ACCESS_DENIED",
              status: "DISABLED",
              resourceStatus: { EC2: "DISABLED", LAMBDA_CODE: "ENABLED" },
            },
          },
        },
      });
      const { accounts, failedAccounts } = await read(clientOf(emulator), A, B);
      assert.deepEqual(accounts?.[0]?.resourceState?.ec2, {
        status: "DISABLED",
        errorCode: "SSM_THROTTLED",
        errorMessage: "Rate exceeded",
      });
      assert.deepEqual(failedAccounts, [
        {
          accountId: B,
          errorCode: "ACCESS_DENIED",
          errorMessage: "Invoking account does not have access to this account",
          status: "DISABLED",
          resourceStatus: { ec2: "DISABLED", lambdaCode: "ENABLED" },
        },
      ]);
      const body = await (await signedFetch(emulator, "/status/batch/get", JSON.stringify({ accountIds: [A] }))).text();
      assert.match(body, /"ami":\{"status":"ENABLED"\}/);
    });

    it("follows a timeline on its clock, and starts it anew on set", async () => {
      const emulator = await start({
        accounts: { [A]: [{ all: "MISSING", for: "2s" }, { all: "ENABLING", for: "1m" }, "ENABLED"] },
      });
      const client = clientOf(emulator);
      assert.equal(await line(client, A), "MISSING");
      await clock.advance(2_000);
      assert.equal(await line(client, A), all("ENABLING"));
      await clock.advance(59_999);
      assert.equal(await line(client, A), all("ENABLING"));
      await clock.advance(1);
      assert.equal(await line(client, A), all("ENABLED"));
      emulator.set({ accounts: { [A]: [{ EC2: "DISABLING", for: "5s" }, "DISABLED"], [B]: "ENABLED" } });
      assert.match(await line(client, A), /ec2=DISABLING/);
      assert.equal(await line(client, B), all("ENABLED"));
      await clock.advance(5_000);
      assert.equal(await line(client, A), all("DISABLED"));
    });

    it("has scripts per Region", async () => {
      const emulator = await start({ accounts: { [A]: "ENABLED", [`eu-west-1/${A}`]: "DISABLED" } });
      assert.equal(await line(clientOf(emulator), A), all("ENABLED"));
      assert.equal(await line(clientOf(emulator, { region: "eu-west-1" }), A), all("DISABLED"));
    });
  });

  describe("who sees what", () => {
    const organization: Scenario = {
      administrator: B,
      members: { [A]: "ENABLED" },
      accounts: { [A]: "ENABLED", [B]: "ENABLED", [C]: "ENABLED" },
      credentials: { ADMIN: { accountId: B }, STRANGER: { accountId: C } },
    };
    const as = (accessKeyId: string) => ({ credentials: { accessKeyId, secretAccessKey: "x" } });

    it("shows a member only itself, the administrator its members, nobody a stranger", async () => {
      const emulator = await start(organization);
      const member = clientOf(emulator);
      assert.deepEqual(ids(await read(member, A, B)), { accounts: [A], failed: [`${B} ACCESS_DENIED`] });
      const admin = clientOf(emulator, as("ADMIN"));
      assert.deepEqual(ids(await read(admin, A, B, C)), { accounts: [A, B], failed: [`${C} ACCESS_DENIED`] });
    });

    it("takes no account ids, omitted or empty, for the caller's own", async () => {
      const client = clientOf(await start(organization));
      assert.deepEqual(ids(await client.send(new BatchGetAccountStatusCommand({}))).accounts, [A]);
      assert.deepEqual(ids(await read(client)).accounts, [A]);
    });

    it("names the delegated administrator, and refuses the administrator itself", async () => {
      const emulator = await start(organization);
      const admin = clientOf(emulator, as("ADMIN"));
      const answer = await clientOf(emulator).send(new GetDelegatedAdminAccountCommand({}));
      assert.deepEqual(answer.delegatedAdmin, { accountId: B, relationshipStatus: "ENABLED" });
      await assert.rejects(admin.send(new GetDelegatedAdminAccountCommand({})), {
        name: "ValidationException",
        message: "Invoking account is the delegated admin",
      });
      await assert.rejects(clientOf(emulator, as("STRANGER")).send(new GetDelegatedAdminAccountCommand({})), {
        name: "ResourceNotFoundException",
      });
    });

    it("lists members page by page, to the administrator alone", async () => {
      const members = Object.fromEntries(
        Array.from({ length: 120 }, (_, n) => [String(200_000_000_000 + n), n === 7 ? "REMOVED" : "ENABLED"]),
      );
      const emulator = await start({ ...organization, members });
      const admin = clientOf(emulator, as("ADMIN"));
      const first = await admin.send(new ListMembersCommand({}));
      assert.equal(first.members?.length, 50);
      assert.deepEqual(first.members[0], {
        accountId: "200000000000",
        relationshipStatus: "ENABLED",
        delegatedAdminAccountId: B,
        updatedAt: new Date(START),
      });
      const second = await admin.send(new ListMembersCommand({ nextToken: first.nextToken }));
      const third = await admin.send(new ListMembersCommand({ nextToken: second.nextToken }));
      assert.equal(third.members?.length, 19);
      assert.equal(third.nextToken, undefined);
      const everybody = await admin.send(new ListMembersCommand({ onlyAssociated: false, maxResults: 8 }));
      assert.equal(everybody.members?.[7]?.relationshipStatus, "REMOVED");
      await assert.rejects(admin.send(new ListMembersCommand({ maxResults: 51 })), { name: "ValidationException" });
      await assert.rejects(admin.send(new ListMembersCommand({ nextToken: "x" })), { name: "ValidationException" });
      await assert.rejects(clientOf(emulator).send(new ListMembersCommand({})), { name: "AccessDeniedException" });
    });

    it("has no administrator with null", async () => {
      const client = clientOf(await start({ administrator: null, accounts: { [A]: "ENABLED", [B]: "ENABLED" } }));
      assert.deepEqual(ids(await read(client, A, B)), { accounts: [A], failed: [`${B} ACCESS_DENIED`] });
      await assert.rejects(client.send(new GetDelegatedAdminAccountCommand({})), { name: "ResourceNotFoundException" });
    });
  });

  describe("Enable and Disable", () => {
    const enable = (client: Inspector2Client, resourceTypes: ResourceScanType[], ...accountIds: string[]) =>
      client.send(new EnableCommand({ accountIds, resourceTypes }));

    it("takes each scan type through ENABLING to ENABLED", async () => {
      const client = clientOf(await start({ accounts: { [A]: "DISABLED" } }));
      const answer = await enable(client, ["EC2"], A);
      const resourceStatus = {
        ec2: "ENABLING",
        ecr: "DISABLED",
        lambda: "DISABLED",
        lambdaCode: "DISABLED",
        codeRepository: "DISABLED",
      };
      assert.deepEqual(answer.accounts, [{ accountId: A, status: "ENABLING", resourceStatus }]);
      assert.deepEqual(answer.failedAccounts, []);
      await clock.advance(6_000);
      await enable(client, ["ECR"], A);
      await clock.advance(4_000);
      assert.equal(
        await line(client, A),
        "ENABLED ec2=ENABLED ecr=ENABLING lambda=DISABLED lambdaCode=DISABLED codeRepository=DISABLED",
      );
      await clock.advance(6_000);
      assert.match(await line(client, A), /^ENABLED ec2=ENABLED ecr=ENABLED /);
    });

    it("disables all scan types unless some are named, in this Region alone", async () => {
      const emulator = await start({ accounts: { [A]: "ENABLED" }, disableTakes: "2m" });
      const client = clientOf(emulator);
      await client.send(new DisableCommand({ accountIds: [A] }));
      assert.equal(await line(client, A), all("DISABLING"));
      await clock.advance(120_000);
      assert.equal(await line(client, A), all("DISABLED"));
      assert.equal(await line(clientOf(emulator, { region: "eu-west-1" }), A), all("ENABLED"));
      emulator.set({ accounts: { [A]: "ENABLED" } });
      assert.equal(await line(client, A), all("ENABLED"));
    });

    it("answers accounts that it cannot change in failedAccounts", async () => {
      const client = clientOf(
        await start({ administrator: C, accounts: { [A]: { failed: "ACCOUNT_IS_ISOLATED" }, [B]: "ENABLED" } }),
      );
      assert.deepEqual(ids(await enable(client, ["EC2"], A, B)), {
        accounts: [],
        failed: [`${A} ACCOUNT_IS_ISOLATED`, `${B} ACCESS_DENIED`],
      });
    });

    it("lets reads be stale for a while, the same ones for the same seed", async () => {
      const seen: string[] = [];
      for (const seed of [7, 7]) {
        const client = clientOf(await start({ accounts: { [A]: "DISABLED" }, staleFor: "5s", seed }));
        await enable(client, ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"], A);
        const reads: string[] = [];
        for (let n = 0; n < 12; n++) reads.push(await line(client, A));
        assert.deepEqual([...new Set(reads)].sort(), [all("DISABLED"), all("ENABLING")]);
        seen.push(reads.join());
        await clock.advance(5_000);
        for (let n = 0; n < 12; n++) assert.equal(await line(client, A), all("ENABLING"));
      }
      assert.equal(seen[0], seen[1]);
    });
  });

  describe("requests that the service refuses", () => {
    it("refuses ids that the service model does not allow", async () => {
      const client = clientOf(await start());
      const tooMany = Array.from({ length: 101 }, (_, n) => String(100_000_000_000 + n));
      await assert.rejects(read(client, "12345"), {
        name: "ValidationException",
        reason: "FIELD_VALIDATION_FAILED",
        fields: [
          {
            name: "accountIds",
            message: "Member must satisfy constraint: [Member must satisfy regular expression pattern: \\d{12}]",
          },
        ],
      });
      await assert.rejects(read(client, ...tooMany), {
        name: "ValidationException",
        message: /less than or equal to 100/,
      });
      assert.deepEqual(ids(await read(client, ...tooMany.slice(1))), { accounts: [], failed: [] });
      await assert.rejects(client.send(new EnableCommand({ resourceTypes: ["EC3" as ResourceScanType] })), {
        name: "ValidationException",
      });
    });

    it("refuses operations that it does not know, in a sentence", async () => {
      await assert.rejects(clientOf(await start()).send(new ListFindingsCommand({})), {
        name: "UnknownOperationException",
        message: /does not know POST \/findings\/list; it knows BatchGetAccountStatus, /,
      });
    });

    it("refuses what is not signed, or signed for another service", async () => {
      const emulator = await start();
      const unsigned = await fetch(`${emulator.url}/status/batch/get`, { method: "POST", body: "{}" });
      assert.equal(unsigned.status, 403);
      assert.equal(unsigned.headers.get("x-amzn-errortype"), "MissingAuthenticationTokenException");
      assert.ok(unsigned.headers.get("x-amzn-requestid"));
      const wrong = await signedFetch(emulator, "/status/batch/get", "{}", "ec2");
      assert.equal(wrong.headers.get("x-amzn-errortype"), "InvalidSignatureException");
      assert.deepEqual(await wrong.json(), {
        message: "Credential should be scoped to correct service: 'inspector2'.",
      });
      assert.equal(
        (await signedFetch(emulator, "/status/batch/get", "[1", "inspector2")).headers.get("x-amzn-errortype"),
        "SerializationException",
      );
    });

    it("refuses expired and unknown credentials, and Regions that are not opted in", async () => {
      const emulator = await start({ regions: ["eu-west-1"], credentials: { OLD: "EXPIRED", NONE: "UNKNOWN" } });
      assert.equal(emulator.env.AWS_REGION, "eu-west-1");
      const with_ = (accessKeyId: string) =>
        clientOf(emulator, { region: "eu-west-1", credentials: { accessKeyId, secretAccessKey: "x" } });
      await assert.rejects(read(with_("OLD")), { name: "ExpiredTokenException" });
      await assert.rejects(read(with_("NONE")), { name: "UnrecognizedClientException" });
      await assert.rejects(read(clientOf(emulator)), {
        name: "UnrecognizedClientException",
        message: "The security token included in the request is invalid.",
      });
      emulator.set({ credentials: { OLD: { accountId: A } } });
      assert.deepEqual(ids(await read(with_("OLD"))).accounts, [A]);
    });
  });

  describe("STS", () => {
    it("says who calls, unless the credentials are unknown", async () => {
      const emulator = await start({ caller: B, credentials: { NONE: "UNKNOWN" } });
      const whoIs = async (accessKeyId: string) => {
        const client = new STSClient({
          endpoint: emulator.url,
          region: "us-east-1",
          credentials: { accessKeyId, secretAccessKey: "x" },
        });
        opened.push({ close: () => client.destroy() });
        const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
        return { Account, Arn };
      };
      assert.deepEqual(await whoIs("EMULATOR"), { Account: B, Arn: `arn:aws:iam::${B}:user/emulator` });
      await assert.rejects(whoIs("NONE"), {
        name: "InvalidClientTokenId",
        message: "The security token included in the request is invalid.",
      });
    });

    it("lends a role, whose account is then the caller, until its credentials expire", async () => {
      const emulator = await start({ accounts: { [A]: "ENABLED", [B]: "ENABLED" } });
      const assumed = {
        Action: "AssumeRole",
        RoleArn: `arn:aws:iam::${B}:role/path/Reader`,
        RoleSessionName: "me",
        DurationSeconds: "900",
      };
      const answer = await sts(emulator, assumed);
      const element = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(answer)?.[1] ?? "";
      assert.equal(element("Arn"), `arn:aws:sts::${B}:assumed-role/Reader/me`);
      assert.equal(element("Expiration"), "2026-01-01T00:15:00.000Z");
      const credentials = {
        accessKeyId: element("AccessKeyId"),
        secretAccessKey: element("SecretAccessKey"),
        sessionToken: element("SessionToken"),
      };
      const client = clientOf(emulator, { credentials });
      assert.deepEqual(ids(await read(client)), { accounts: [B], failed: [] });
      await assert.rejects(read(clientOf(emulator, { credentials: { ...credentials, sessionToken: "other" } })), {
        name: "UnrecognizedClientException",
      });
      await clock.advance(900_000);
      await assert.rejects(read(client), { name: "ExpiredTokenException" });
      assert.deepEqual(
        emulator.calls.map(({ operation, accountId }) => `${operation} ${accountId}`),
        [`AssumeRole ${A}`, `BatchGetAccountStatus ${B}`, "BatchGetAccountStatus ", "BatchGetAccountStatus "],
      );
      assert.doesNotMatch(JSON.stringify(emulator.calls), /not-a-secret|emulator-session/);
    });

    it("serves the AWS SDK's own role assumption, found through the environment", async () => {
      const emulator = await start({ accounts: { [B]: "ENABLED" } });
      const folder = mkdtempSync(join(tmpdir(), "emulator-"));
      opened.push({ close: () => rmSync(folder, { recursive: true }) });
      const config = join(folder, "config");
      writeFileSync(
        config,
        `[profile base]\naws_access_key_id = X\naws_secret_access_key = x\n` +
          `[profile reader]\nrole_arn = arn:aws:iam::${B}:role/Reader\nsource_profile = base\nregion = us-east-1\n`,
      );
      await withEnvironment(
        { ...emulator.env, AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: config },
        async () => {
          const client = new Inspector2Client({ profile: "reader", maxAttempts: 1 });
          opened.push({ close: () => client.destroy() });
          assert.deepEqual(ids(await read(client)), { accounts: [B], failed: [] });
        },
      );
    });

    it("refuses in the words of the query protocol", async () => {
      const emulator = await start({ faults: [{ operation: "AssumeRole", error: { type: "AccessDeniedException" } }] });
      const refused = await sts(emulator, {
        Action: "AssumeRole",
        RoleArn: `arn:aws:iam::${B}:role/Reader`,
        RoleSessionName: "me",
      });
      assert.match(refused, /<Code>AccessDenied<\/Code>/);
      assert.match(
        refused,
        new RegExp(
          `User: arn:aws:iam::${A}:user/emulator is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${B}:role/Reader`,
        ),
      );
      emulator.set({ faults: [] });
      assert.match(await sts(emulator, { Action: "AssumeRole", RoleArn: "Reader" }), /<Code>ValidationError<\/Code>/);
    });
  });

  describe("faults", () => {
    /** What happens to `count` reads one after the other: "ok" or the name of the error. */
    async function outcomes(faults: Fault[], count: number, accountId = A, scenario: Scenario = {}) {
      const client = clientOf(await start({ ...scenario, faults }));
      const seen: string[] = [];
      for (let n = 0; n < count; n++)
        seen.push(
          await read(client, accountId).then(
            () => "ok",
            (error: Error) => error.name,
          ),
        );
      return seen.join(" ");
    }

    const table: [name: string, faults: Fault[], expected: string][] = [
      ["by call number", [{ calls: [2, 3], throttle: true }], "ok ThrottlingException ThrottlingException ok"],
      [
        "from one call to another",
        [{ from: 2, to: 3, status: 500 }],
        "ok InternalServerException InternalServerException ok",
      ],
      ["for every call", [{ status: 503 }], Array(4).fill("ServiceUnavailableException").join(" ")],
      [
        "the first that applies",
        [
          { calls: [1], status: 500 },
          { to: 2, status: 503 },
        ],
        "InternalServerException ServiceUnavailableException ok ok",
      ],
      [
        "any exception",
        [{ calls: [1], error: { type: "ResourceNotFoundException" } }],
        "ResourceNotFoundException ok ok ok",
      ],
      ["not for another operation", [{ operation: "Enable", status: 500 }], "ok ok ok ok"],
      ["not for another Region", [{ region: "eu-west-1", status: 500 }], "ok ok ok ok"],
      ["not for another account", [{ accountId: B }], "ok ok ok ok"],
      ["a poisoned id", [{ accountId: A }], Array(4).fill("ValidationException").join(" ")],
      ["text that is no JSON", [{ calls: [1], body: '{"accounts": [' }], "SyntaxError ok ok ok"],
      ["HTML", [{ calls: [1], html: true }], "SyntaxError ok ok ok"],
      ["a connection reset", [{ calls: [1], reset: true }], "TimeoutError ok ok ok"], // the AWS SDK's name for ECONNRESET
      ["an answer cut in the middle", [{ calls: [2], truncate: true }], "ok Error ok ok"],
    ];
    for (const [name, faults, expected] of table) {
      it(name, async () => assert.equal(await outcomes(faults, 4), expected));
    }

    it("by rate, the same ones for the same seed", async () => {
      const first = await outcomes([{ rate: 0.3, status: 500 }], 40, A, { seed: 5 });
      assert.equal(await outcomes([{ rate: 0.3, status: 500 }], 40, A, { seed: 5 }), first);
      assert.notEqual(await outcomes([{ rate: 0.3, status: 500 }], 40, A, { seed: 6 }), first);
      const failed = first.split(" ").filter((outcome) => outcome !== "ok").length;
      assert.ok(failed > 4 && failed < 22, `${failed} of 40`);
    });

    it("by a token bucket that all clients share", async () => {
      const emulator = await start({ faults: [{ requestsPerSecond: 2 }] });
      const clients = [clientOf(emulator), clientOf(emulator)];
      const burst = async () =>
        (await Promise.allSettled([...clients, ...clients].map((client) => read(client)))).filter(
          ({ status }) => status === "fulfilled",
        ).length;
      assert.equal(await burst(), 2);
      assert.equal(await burst(), 0);
      await clock.advance(500);
      assert.equal(await burst(), 1);
    });

    it("says how long to wait, and who may not do what", async () => {
      const emulator = await start({
        faults: [{ calls: [1], throttle: { retryAfterSeconds: 3 } }, { error: { type: "AccessDeniedException" } }],
      });
      const client = clientOf(emulator);
      await assert.rejects(read(client), {
        name: "ThrottlingException",
        message: "Rate exceeded",
        retryAfterSeconds: 3,
      });
      await assert.rejects(read(client), {
        name: "AccessDeniedException",
        message: `User: arn:aws:iam::${A}:user/emulator is not authorized to perform: inspector2:BatchGetAccountStatus on resource: arn:aws:inspector2:us-east-1:${A}:/status/batch/get`,
      });
    });

    it("delays on the clock, on top of the latency of every answer", async () => {
      const emulator = await start({ latency: "100ms", faults: [{ calls: [1], delay: "5s" }] });
      const client = clientOf(emulator);
      await read(client);
      assert.equal(clock.now() - START, 5_100);
      await read(client);
      assert.equal(clock.now() - START, 5_200);
      assert.deepEqual(
        emulator.calls.map(({ at }) => at),
        [0, 5_100],
      );
    });

    it("hangs until the emulator is closed", async () => {
      const emulator = await start({ faults: [{ hang: true }] });
      const hanging = read(clientOf(emulator));
      const rejected = assert.rejects(hanging);
      while (emulator.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await emulator.close();
      await rejected;
      assert.equal(emulator.calls[0]?.httpStatus, 0);
    });
  });

  it("records every call", async () => {
    const emulator = await start({ accounts: { [A]: "ENABLED" }, faults: [{ calls: [2], status: 500 }] });
    const client = clientOf(emulator);
    await read(client, A, B);
    await clock.advance(1_500);
    await assert.rejects(read(client, "1"));
    const [first, second] = emulator.calls;
    assert.match(first?.userAgent ?? "", /aws-sdk-js/);
    assert.deepEqual(
      { ...first, userAgent: "" },
      {
        at: 0,
        service: "inspector2",
        operation: "BatchGetAccountStatus",
        region: "us-east-1",
        accessKeyId: "EMULATOR",
        accountId: A,
        accountIds: [A, B],
        httpStatus: 200,
        userAgent: "",
      },
    );
    assert.deepEqual([second?.at, second?.httpStatus, second?.accountIds], [1_500, 500, ["1"]]);
  });

  it("refuses a scenario that is not valid, with all that is wrong", async () => {
    const scenario: unknown = {
      caller: "123",
      callers: [],
      latency: "soon",
      accounts: { x: "ENABLED", [A]: ["ENABLING", { ec2: "ENABLED" }], [B]: [], [C]: { failed: {} } },
      faults: [{ throttle: true, reset: true }, { rate: 2 }],
    };
    await assert.rejects(startEmulator(scenario as Scenario), (error: Error) => {
      assert.equal(
        error.message,
        [
          "The scenario is not valid:",
          '  - `caller`: expected an account id of 12 digits, found "123"',
          "  - `callers` is not known; did you mean caller? Known are caller, administrator, members, accounts, credentials, policy, rolePolicies, regions, scanTypes, faults, latency, enableTakes, disableTakes, staleFor, seed",
          '  - `latency`: expected a duration such as "8s", found "soon"',
          '  - `accounts["x"]`: expected an account id of 12 digits, or REGION/ID, found "x"',
          `  - \`accounts["${A}"][0]\`: expected a state with \`for\`, since another one follows, found "ENABLING"`,
          `  - \`accounts["${A}"][1].ec2\` is not known; did you mean EC2? Known are all, account, for, failed, raw, ${SCAN_TYPES.join(", ")}, …`,
          `  - \`accounts["${B}"]\`: expected at least one state, found []`,
          `  - \`accounts["${C}"].failed\`: expected an error code, or an object with errorCode, found {}`,
          '  - `faults[0]`: expected one kind of fault, found ["throttle","reset"]',
          "  - `faults[1].rate`: expected a share from 0 to 1, found 2",
        ].join("\n"),
      );
      return error instanceof TypeError;
    });
    const emulator = await start();
    assert.throws(() => emulator.set({ latency: "soon" }), TypeError);
  });

  it("is controlled over HTTP by programs in other processes", async () => {
    const emulator = await start();
    const set = (body: string) => fetch(`${emulator.url}/_emulator/set`, { method: "POST", body });
    assert.equal((await set(JSON.stringify({ accounts: { [A]: "SUSPENDED" } }))).status, 200);
    assert.equal(await line(clientOf(emulator), A), all("SUSPENDED"));
    const refused = await set(JSON.stringify({ latency: 5 }));
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /`latency`: expected a duration/);
    const calls: unknown = await (await fetch(`${emulator.url}/_emulator/calls`)).json();
    assert.deepEqual(calls, JSON.parse(JSON.stringify(emulator.calls)));
    assert.equal((await fetch(`${emulator.url}/_emulator/else`)).status, 404);
  });

  it("ends with its block, and a second time does nothing", async () => {
    const emulator = await startEmulator();
    await emulator[Symbol.asyncDispose]();
    await assert.rejects(fetch(emulator.url));
    await emulator.close();
    await emulator[Symbol.asyncDispose]();
  });

  it("keeps no process alive, with calls under way neither", function () {
    this.timeout("30s");
    const program =
      'const { startEmulator } = require("./sdk/testing");' +
      'void startEmulator({ latency: "5m" }).then(({ url, calls }) => {' +
      ' const socket = require("node:net").connect(Number(new URL(url).port), "127.0.0.1", () => {' +
      '  socket.write("POST / HTTP/1.1\\r\\nhost: x\\r\\nauthorization: AWS4-HMAC-SHA256 Credential=X/20260101/us-east-1/sts/aws4_request, Signature=' +
      "0".repeat(64) +
      '\\r\\ncontent-length: 0\\r\\n\\r\\n"); socket.unref(); }); ' +
      'const timer = setInterval(() => { if (calls.length) { clearInterval(timer); console.log("up"); } }, 5); });';
    const { status, stdout, signal } = spawnSync(process.execPath, ["-r", "ts-node/register", "-e", program], {
      encoding: "utf8",
      timeout: 20_000,
    });
    assert.deepEqual({ status, signal, stdout }, { status: 0, signal: null, stdout: "up\n" });
  });

  it("refuses options that it does not know, with the nearest name", async () => {
    const options: unknown = { prt: 80, clock: {}, onCall: 7, constructor: 1 };
    await assert.rejects(startEmulator({}, options as EmulatorOptions), {
      name: "TypeError",
      message: [
        "The options of the emulator are not valid:",
        "  - `prt` is not known; did you mean port? Known are clock, port, onCall",
        "  - `clock`: expected a clock with now() and sleep(), found {}",
        "  - `onCall`: expected a function, found 7",
        "  - `constructor` is not known; known are clock, port, onCall",
      ].join("\n"),
    });
    await assert.rejects(startEmulator({}, { port: 65_536 }), /`port`: expected a port from 0 to 65535, found 65536/);
  });

  describe("AMI", () => {
    it("is in answers where the scenario has it, and never taken by Enable", async () => {
      const scanTypes = ["EC2", "AMI"];
      const emulator = await start({ scanTypes, accounts: { [A]: "ENABLED", [B]: { AMI: "DISABLED" } } });
      const answer: unknown = await (
        await signedFetch(emulator, "/status/batch/get", JSON.stringify({ accountIds: [A, B] }))
      ).json();
      const states = (answer as { accounts: { resourceState: object }[] }).accounts.map(
        ({ resourceState }) => resourceState,
      );
      assert.deepEqual(states, [
        { ec2: { status: "ENABLED" }, ami: { status: "ENABLED" } },
        { ec2: { status: "ENABLED" }, ami: { status: "DISABLED" } },
      ]);
      await assert.rejects(clientOf(emulator).send(new EnableCommand({ resourceTypes: ["AMI" as ResourceScanType] })), {
        name: "ValidationException",
      });
    });

    it("is in no answer otherwise", async () => {
      const body = JSON.stringify({ accountIds: [A] });
      assert.doesNotMatch(await (await signedFetch(await start(), "/status/batch/get", body)).text(), /"ami"/);
    });
  });

  it("answers an account in both lists", async () => {
    const emulator = await start({
      accounts: { [A]: { failed: { errorCode: "ALREADY_ENABLED", status: "ENABLED" }, also: "DISABLED" } },
    });
    assert.deepEqual(ids(await read(clientOf(emulator), A)), { accounts: [A], failed: [`${A} ALREADY_ENABLED`] });
  });

  function ids(answer: {
    accounts?: { accountId?: string | undefined }[] | undefined;
    failedAccounts?: { accountId?: string | undefined; errorCode?: string | undefined }[] | undefined;
  }) {
    return {
      accounts: (answer.accounts ?? []).map(({ accountId }) => accountId),
      failed: (answer.failedAccounts ?? []).map(({ accountId, errorCode }) => `${accountId} ${errorCode}`),
    };
  }
});

function signedFetch(emulator: Emulator, path: string, body: string, service = "inspector2") {
  const authorization = `AWS4-HMAC-SHA256 Credential=EMULATOR/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
  return fetch(emulator.url + path, { method: "POST", headers: { authorization }, body });
}

async function sts(emulator: Emulator, parameters: Record<string, string>) {
  return (await signedFetch(emulator, "/", new URLSearchParams(parameters).toString(), "sts")).text();
}

async function withEnvironment(variables: Readonly<Record<string, string>>, action: () => Promise<void>) {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    await action();
  } finally {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
