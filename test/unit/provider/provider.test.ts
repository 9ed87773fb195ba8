import assert from "node:assert/strict";
import { UserError } from "../../../provider/provider";
import type { Fault } from "../../../sdk/testing";
import { A, accountNumber, accountNumbers, B, C } from "../../support/readings";
import { useWorlds } from "../../support/world";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const IN = { region: "us-east-1" };

describe("Provider", () => {
  const world = useWorlds();

  describe("check", () => {
    it("names all problems at once, without a call", async () => {
      const { provider, emulator } = await world();
      const { problems } = await provider().check(
        { accountIds: [A] },
        { accountIds: ["1"], resourceTypes: [], timout: "1m", region: "moon" },
      );
      assert.deepEqual(problems.map(({ property }) => property).sort(), [
        "accountIds[0]",
        "region",
        "resourceTypes",
        "timout",
      ]);
      assert.equal(emulator.calls.length, 0);
    });

    it("shows a new gate as expected, without a call", async () => {
      const { provider, emulator } = await world({ accounts: { [A]: "DISABLED" } });
      const { inputs, problems } = await provider().check({}, { accountIds: [B, A, A], resourceTypes: ["ECR", "EC2"] });
      const statuses = { EC2: "ENABLED", ECR: "ENABLED" };
      assert.deepEqual(problems, []);
      assert.deepEqual(inputs, {
        accountIds: [A, B],
        resourceTypes: ["EC2", "ECR"],
        ...IN,
        observed: { [A]: statuses, [B]: statuses },
      });
      assert.equal(emulator.calls.length, 0);
    });

    it("looks where a gate exists, says what it sees and records it in `observed`", async () => {
      const { provider, emulator, lines } = await world({ accounts: { [A]: { EC2: "DISABLED" } } });
      const gate = { accountIds: [A], resourceTypes: ["EC2", "ECR"] };
      const made = provider();
      const { inputs } = await made.check({ accountIds: [A] }, gate);
      assert.deepEqual(inputs.observed, { [A]: { EC2: "DISABLED", ECR: "ENABLED" } });
      const recorded = { ...gate, accounts: {}, failedAccounts: {}, missingAccountIds: [] };
      for (const [deployed, cause] of [
        [{ [A]: { EC2: "ENABLED", ECR: "ENABLED" } }, "Find out who switched it off"],
        [{ [A]: { EC2: "DISABLED", ECR: "ENABLED" } }, "Nothing has enabled it yet: let the gate depend on what does"],
        [undefined, "Nothing has enabled it yet"],
      ] as const) {
        made.diff({ ...recorded, ...(deployed && { deployed }) }, { ...inputs });
        const [line, ...others] = lines.splice(0);
        assert.ok(line!.startsWith(`Account ${A} in us-east-1, EC2: DISABLED, expected ENABLED. ${cause}`), line);
        assert.deepEqual(others, []);
      }
      assert.equal(emulator.calls.length, 1);
    });

    it("overwrites an `observed` that ignoreChanges has handed over, and refuses one from a program", async () => {
      const { provider } = await world();
      const observed = { [A]: { account: "SUSPENDED" } };
      const checked = await provider().check({ accountIds: [A], observed }, { accountIds: [A], observed });
      assert.deepEqual(checked.inputs.observed, { [A]: { account: "ENABLED" } });
      assert.deepEqual(
        (await provider().check({}, { accountIds: [A], observed })).problems.map(({ property }) => property),
        ["observed"],
      );
    });

    it("lets unknown values pass without a call, and keeps the Region and what was observed", async () => {
      const { provider, emulator } = await world();
      const given = { accountIds: UNKNOWN, resourceTypes: ["EC2", UNKNOWN] };
      assert.deepEqual(await provider().check({}, given), {
        inputs: { accountIds: UNKNOWN, resourceTypes: [UNKNOWN, "EC2"] },
        problems: [],
      });
      const observed = { [A]: { EC2: "ENABLED" } };
      const { inputs, problems } = await provider().check({ accountIds: [A], ...IN, observed }, given);
      assert.deepEqual([inputs.observed, inputs.region, problems], [observed, "us-east-1", []]);
      const elsewhere = await provider().check({ accountIds: [A], ...IN, observed }, { ...given, region: "eu-west-1" });
      assert.equal(elsewhere.inputs.region, "eu-west-1");
      assert.equal(emulator.calls.length, 0);
    });

    it("takes inputs of any shape without an exception", async () => {
      const { provider } = await world();
      for (const given of [
        { accountIds: [{ toString: 1 }, { valueOf: 2 }, A] },
        { accountIds: [[[]], null, true] },
        { resourceTypes: [{ toString: null }, "EC2"] },
      ]) {
        const { problems } = await provider().check({}, given);
        assert.ok(problems.length > 0);
      }
    });

    it("finds the Region in the arguments, then the stack's configuration, then the environment", async () => {
      const { provider } = await world();
      const regionOf = async (given: object, config: Record<string, string> = {}) =>
        (await provider(config).check({}, { ...given })).inputs.region;
      assert.equal(await regionOf({ region: "eu-west-1" }, { "aws:region": "eu-west-2" }), "eu-west-1");
      assert.equal(await regionOf({}, { "aws:region": "eu-west-2" }), "eu-west-2");
      assert.equal(await regionOf({}), "us-east-1");
      delete process.env["AWS_REGION"];
      const { problems } = await provider().check({}, {});
      assert.deepEqual(problems, [
        {
          property: "region",
          reason: "`region` is not known: set it, or run `pulumi config set aws:region us-east-1`, or set AWS_REGION",
        },
      ]);
    });

    it("fails under mandatory and warns under advisory where the service refuses", async () => {
      const { provider, lines } = await world({
        faults: [{ operation: "BatchGetAccountStatus", error: { type: "AccessDeniedException" } }],
      });
      const observed = { [A]: { account: "ENABLED" } };
      const recorded = { accountIds: [A], observed };
      const sentence =
        `Amazon Inspector in us-east-1 could not be asked (AccessDeniedException: User: arn:aws:iam::${A}:user/emulator is not authorized to perform: inspector2:BatchGetAccountStatus on resource: arn:aws:inspector2:us-east-1:${A}:/status/batch/get).` +
        " The caller needs the permission inspector2:BatchGetAccountStatus; if it has it, a service control policy may deny it, or Amazon Inspector may not be offered in us-east-1.";
      assert.deepEqual((await provider().check(recorded, { accountIds: [A] })).problems, [
        { property: "", reason: sentence },
      ]);
      assert.deepEqual(lines, []);
      const { inputs, problems } = await provider().check(recorded, { accountIds: [A], enforcementLevel: "advisory" });
      assert.deepEqual([inputs.observed, problems], [observed, []]);
      assert.deepEqual(lines.splice(0), [`warning: ${sentence}`]);
      // The stack's configuration may lower the level, and can't raise it.
      assert.deepEqual(
        (await provider({ "inspector-status:enforcementLevel": "advisory" }).check(recorded, { accountIds: [A] }))
          .problems,
        [],
      );
      assert.deepEqual(
        (
          await provider({ "inspector-status:enforcementLevel": "mandatory" }).check(recorded, {
            accountIds: [A],
            enforcementLevel: "advisory",
          })
        ).problems,
        [],
      );
    });

    it("names the caller where the service does not", async () => {
      const { provider } = await world({
        faults: [{ operation: "BatchGetAccountStatus", error: { type: "AccessDeniedException", message: "no" } }],
      });
      const [problem] = (await provider().check({ accountIds: [A] }, { accountIds: [A] })).problems;
      assert.match(
        problem!.reason,
        new RegExp(
          `\\(AccessDeniedException: no\\)\\. The caller is arn:aws:iam::${A}:user/emulator\\. The caller needs the permission inspector2:BatchGetAccountStatus`,
        ),
      );
    });

    it("gives the reason also where the look-up of the caller fails", async () => {
      const { provider } = await world({
        faults: [
          { operation: "BatchGetAccountStatus", error: { type: "AccessDeniedException", message: "no" } },
          { operation: "GetCallerIdentity", error: { type: "AccessDeniedException" } },
        ],
      });
      const [problem] = (await provider().check({ accountIds: [A] }, { accountIds: [A] })).problems;
      assert.match(problem!.reason, /\(AccessDeniedException: no\)\. The caller needs the permission/);
    });
  });

  describe("create", () => {
    it("waits for a transition, and says so once", async () => {
      const { provider, emulator, lines } = await world({
        accounts: { [A]: [{ all: "ENABLING", for: "12s" }, "ENABLED"] },
      });
      const { id, outputs, reasons } = await provider().create({ accountIds: [A], resourceTypes: ["EC2"] });
      assert.deepEqual([id, reasons, outputs.status, outputs.satisfied], [`us-east-1/${A}`, [], "ENABLED", true]);
      assert.deepEqual(lines, [`0/1 ENABLED; ENABLING: ${A} EC2; us-east-1`]);
      const { at } = emulator.calls.at(-1)!;
      assert.ok(at >= 12_000 && at <= 18_000, String(at));
      assert.ok(emulator.calls.length <= 14);
    });

    it("is about the caller's own account where none is named", async () => {
      const { provider, emulator } = await world({ caller: B });
      const { id, outputs } = await provider().create({});
      assert.deepEqual([id, Object.keys(outputs.accounts), emulator.calls[0]!.accountIds], [`us-east-1/${B}`, [B], []]);
    });

    it("gives the reasons, the worst status and everything that was read", async () => {
      const { provider } = await world({
        accounts: {
          [A]: "ENABLED",
          [B]: { failed: { errorCode: "ACCOUNT_IS_ISOLATED", status: "DISABLED" } },
          [C]: [{ all: "ENABLING", for: "1h" }, "ENABLED"],
        },
      });
      const { outputs, reasons } = await provider().create({ accountIds: [A, B, C] });
      assert.deepEqual(reasons, [
        `Amazon Inspector in us-east-1 is not ENABLED as expected: 1 account of 3 does not pass, 1 still pending. \`pulumi stack export\` lists all, under \`violations\` and \`pending\`.`,
        `Account ${B} in us-east-1: DISABLED with ACCOUNT_IS_ISOLATED, AWS has isolated the account (AWS says: "The account failed with ACCOUNT_IS_ISOLATED"), expected ENABLED. Contact AWS Support for the account.`,
        `Account ${C} in us-east-1: ENABLING, expected ENABLED. It is changing; \`pulumi up\` waits for it.`,
      ]);
      assert.deepEqual([outputs.status, outputs.satisfied], ["FAILED", false]);
      assert.deepEqual([Object.keys(outputs.accounts), Object.keys(outputs.failedAccounts)], [[A, C], [B]]);
      assert.deepEqual([outputs.violations.length, outputs.pending.length], [1, 1]);
    });

    it("says at the timeout how long it waited, what was expected, what was seen and how often", async () => {
      const { provider, emulator } = await world({ accounts: { [A]: "ENABLING" } });
      const { outputs, reasons } = await provider().create({ accountIds: [A], resourceTypes: ["EC2"], timeout: "10m" });
      assert.deepEqual(reasons, [
        `Amazon Inspector in us-east-1 is not ENABLED as expected: 1 account of 1 still pending. \`pulumi stack export\` lists all, under \`violations\` and \`pending\`.`,
        `Account ${A} in us-east-1, EC2: still ENABLING after 10m (${emulator.calls.length} looks), expected ENABLED. Raise \`timeout\` if this takes longer in your accounts, or contact AWS Support.`,
      ]);
      assert.deepEqual([outputs.status, outputs.violations.length, outputs.pending.length], ["ENABLING", 1, 0]);
    });

    it("shows now and then that it is alive", async () => {
      const { provider, lines } = await world({ accounts: { [A]: "ENABLING" } });
      await provider().create({ accountIds: [A], timeout: "10m" });
      assert.equal(lines.length, 5);
      assert.match(lines[4]!, new RegExp(`^0/1 ENABLED; ENABLING: ${A}; us-east-1 \\(8m\\d*s? of 10m\\)$`));
    });

    it("reports a missing account", async () => {
      const { provider } = await world({ accounts: { [A]: "ENABLED" } });
      const { outputs, reasons } = await provider().create({ accountIds: [A, B] });
      assert.deepEqual([outputs.status, outputs.missingAccountIds], ["MISSING", [B]]);
      assert.match(reasons[1]!, new RegExp(`^Account ${B} in us-east-1: MISSING`));
    });

    it("warns under advisory, and only observes under disabled, without waiting long", async () => {
      const { provider, emulator, lines } = await world({ accounts: { [A]: "DISABLED" } });
      const advisory = await provider().create({ accountIds: [A], enforcementLevel: "advisory" });
      assert.deepEqual([advisory.reasons, advisory.outputs.satisfied], [[], false]);
      const warnings = lines.filter((line) => line.startsWith("warning: "));
      assert.match(
        warnings[0]!,
        /^warning: Amazon Inspector in us-east-1 is not ENABLED as expected: 1 account of 1 does not pass\./,
      );
      assert.match(warnings[1]!, new RegExp(`^warning: Account ${A} in us-east-1: DISABLED`));
      const before = emulator.calls.length;
      lines.length = 0;
      const disabled = await provider().create({ accountIds: [A], enforcementLevel: "disabled" });
      assert.deepEqual(
        [disabled.reasons, disabled.outputs.satisfied, disabled.outputs.status],
        [[], false, "DISABLED"],
      );
      assert.deepEqual([lines, emulator.calls.length - before], [[], 1]);
    });

    it("fails without anything to record where the service refuses, and goes on under advisory", async () => {
      const { provider, lines } = await world({
        faults: [{ operation: "BatchGetAccountStatus", error: { type: "AccessDeniedException" } }],
      });
      await assert.rejects(provider().create({ accountIds: [A] }), (error: Error) => {
        assert.match(error.message, /^Amazon Inspector in us-east-1 could not be asked \(AccessDeniedException/);
        return error instanceof UserError;
      });
      const { id, outputs, reasons } = await provider().create({ accountIds: [A], enforcementLevel: "advisory" });
      assert.deepEqual([id, outputs.satisfied, outputs.status, reasons], [`us-east-1/${A}`, false, "FAILED", []]);
      assert.match(lines.at(-1)!, /^warning: Amazon Inspector in us-east-1 could not be asked/);
    });

    it("says after how long a refusal ended the wait, and which accounts were pending", async () => {
      const { provider } = await world({
        accounts: { [A]: "ENABLING" },
        faults: [
          { operation: "BatchGetAccountStatus", from: 3, error: { type: "AccessDeniedException", message: "no" } },
        ],
      });
      await assert.rejects(provider().create({ accountIds: [A] }), (error: Error) => {
        assert.match(
          error.message,
          /This ended the wait after \d+s \(3 looks\)\.\nAccount 111122223333 in us-east-1: ENABLING, expected ENABLED\./,
        );
        return error instanceof UserError;
      });
    });

    it("reads 250 accounts with three calls", async () => {
      const ids = accountNumbers(250);
      const { provider, emulator } = await world({ accounts: Object.fromEntries(ids.map((id) => [id, "ENABLED"])) });
      const { id, outputs, reasons } = await provider().create({ accountIds: ids });
      assert.deepEqual([reasons, Object.keys(outputs.accounts)], [[], ids]);
      assert.match(id, /^us-east-1\/250-accounts-[0-9a-f]{16}$/);
      assert.deepEqual(emulator.calls.map((call) => call.accountIds.length).sort(), [100, 100, 50]);
      assert.deepEqual(emulator.calls.flatMap((call) => call.accountIds).sort(), ids);
    });

    it("isolates an account that the service refuses", async () => {
      const ids = accountNumbers(150);
      const poisoned = accountNumber(77);
      const { provider } = await world({
        accounts: Object.fromEntries(ids.map((id) => [id, "ENABLED"])),
        faults: [{ accountId: poisoned }],
      });
      const { outputs, reasons } = await provider().create({ accountIds: ids });
      assert.deepEqual(Object.keys(outputs.failedAccounts), [poisoned]);
      assert.equal(Object.keys(outputs.accounts).length, 149);
      assert.deepEqual(reasons, [
        `Amazon Inspector in us-east-1 is not ENABLED as expected: 1 account of 150 does not pass. \`pulumi stack export\` lists all, under \`violations\` and \`pending\`.`,
        `Account ${poisoned} in us-east-1: FAILED with ValidationException, Amazon Inspector refuses this account id (AWS says: "The request contains an account that is not valid: ${poisoned}"), expected ENABLED. Check the account id, or leave it out.`,
      ]);
    });

    it("shares the looks of gates that are created side by side", async () => {
      const ids = accountNumbers(30);
      const { provider, emulator } = await world({
        accounts: Object.fromEntries(ids.map((id) => [id, [{ all: "ENABLING", for: "20s" }, "ENABLED"]])),
      });
      const one = provider();
      const settlements = await Promise.all(ids.map((id) => one.create({ accountIds: [id] })));
      assert.ok(settlements.every(({ reasons }) => reasons.length === 0));
      assert.ok(emulator.calls.every((call) => call.accountIds.length === 30));
    });
  });

  describe("faults that pass", () => {
    // Each is hit before and in between of answers, by more attempts than the AWS SDK makes in one call.
    const faults: [name: string, fault: Fault][] = [
      ["429", { throttle: true }],
      ["429 with Retry-After", { throttle: { retryAfterSeconds: 0 } }],
      ["500", { status: 500 }],
      ["503", { status: 503 }],
      ["a reset connection", { reset: true }],
      ["an answer that was cut", { truncate: true }],
      ["half of an answer", { body: '{"accounts": [{"accountId": "1111' }],
      ["an empty answer", { body: "" }],
      ["a page of HTML", { html: true }],
    ];
    for (const [name, fault] of faults) {
      it(`survives ${name}`, async () => {
        const { provider, emulator } = await world({
          accounts: { [A]: [{ all: "ENABLING", for: "40s" }, "ENABLED"] },
          faults: [{ ...fault, calls: [1, 2, 3, 4, 6, 8, 9, 10, 11] }],
        });
        const { reasons, outputs } = await provider().create({ accountIds: [A] });
        assert.deepEqual([reasons, outputs.status], [[], "ENABLED"]);
        assert.ok(emulator.calls.length >= 12);
      });
    }

    for (const body of ["null", "[]", '"ENABLED"', "{}"]) {
      it(`never takes the answer ${body} for a pass`, async () => {
        const { provider } = await world({ faults: [{ body }] });
        const outcome = await provider()
          .create({ accountIds: [A], timeout: "1m" })
          .catch((error: unknown) => error);
        if (outcome instanceof Error) assert.ok(outcome instanceof UserError, String(outcome.stack));
        else assert.notDeepEqual((outcome as { reasons: unknown }).reasons, []);
      });
    }

    it("does not read an answer beyond the limit into memory", async () => {
      const { provider } = await world({
        faults: [{ body: JSON.stringify({ accounts: [], padding: "x".repeat(17 * 1024 * 1024) }) }],
      });
      await assert.rejects(
        provider().create({ accountIds: [A], timeout: "0s" }),
        /UnreadableAnswer: the answer is larger than 16 MiB/,
      );
    });

    it("waits for a page of 500s no longer than the timeout", async () => {
      const { provider, clock } = await world({ faults: [{ status: 500 }] });
      const began = clock.now();
      await assert.rejects(provider().create({ accountIds: [A], timeout: "5m" }), (error: Error) => {
        assert.match(
          error.message,
          /^Amazon Inspector in us-east-1 could not be asked \(InternalServerException: Internal server error\)\. Try again/,
        );
        return error instanceof UserError;
      });
      assert.equal(clock.now() - began, 300_000);
    });
  });

  describe("credentials", () => {
    it("are resolved anew, once, when they have expired", async () => {
      const accounts = { [A]: [{ all: "ENABLING", for: "20s" }, "ENABLED"] } as const;
      const { provider, emulator } = await world(
        { accounts, credentials: { OLD: "EXPIRED" } },
        { onCall: () => (process.env["AWS_ACCESS_KEY_ID"] = "NEW") },
      );
      process.env["AWS_ACCESS_KEY_ID"] = "OLD";
      const { reasons } = await provider().create({ accountIds: [A] });
      assert.deepEqual(reasons, []);
      assert.deepEqual(emulator.calls.map(({ accessKeyId }) => accessKeyId).slice(0, 2), ["OLD", "NEW"]);
      assert.ok(emulator.calls.slice(1).every(({ accessKeyId }) => accessKeyId === "NEW"));
    });

    it("that are refused again end it, with the reason and what is pending", async () => {
      const { provider, emulator } = await world({ accounts: { [A]: "ENABLING" } });
      emulator.set({
        faults: [
          { operation: "BatchGetAccountStatus", from: 2, error: { type: "ExpiredTokenException", message: "expired" } },
        ],
      });
      await assert.rejects(provider().create({ accountIds: [A] }), (error: Error) => {
        assert.match(
          error.message,
          /^Amazon Inspector in us-east-1 could not be asked: the AWS credentials have expired \(ExpiredTokenException: expired\)\. Renew them.*\nAccount 111122223333 in us-east-1: ENABLING/s,
        );
        return error instanceof UserError;
      });
      assert.equal(emulator.calls.length, 3);
    });

    it("of a Region that is not opted in name the Region", async () => {
      const { provider } = await world({ regions: ["us-east-1"] });
      await assert.rejects(
        provider().create({ accountIds: [A], region: "af-south-1" }),
        /UnrecognizedClientException.*that af-south-1 is a Region that the account has opted in to\./,
      );
    });
  });

  describe("read", () => {
    it("reads by the id where nothing is recorded", async () => {
      const { provider } = await world({ accounts: { [A]: "DISABLED", [B]: { failed: "ACCESS_DENIED" } } });
      const { id, outputs } = await provider().read(`us-east-1/${A},${B}`, {});
      assert.equal(id, `us-east-1/${A},${B}`);
      assert.deepEqual([outputs.accountIds, outputs.status, outputs.satisfied], [[A, B], "FAILED", false]);
    });

    it("refuses an invalid id in a sentence", async () => {
      const { provider, emulator } = await world();
      await assert.rejects(
        provider().read("us-east-1/9-accounts-0123456789abcdef", {}),
        (error: Error) => error instanceof UserError && /getInspectorAccountStatus/.test(error.message),
      );
      assert.equal(emulator.calls.length, 0);
    });

    it("never parses the id where there is state", async () => {
      const { provider } = await world();
      const { outputs } = await provider().create({ accountIds: [A] });
      assert.equal((await provider().read("whatever", { ...outputs })).outputs.status, "ENABLED");
    });

    it("refuses what a later version has recorded, and names it, before any call", async () => {
      const { provider, emulator } = await world();
      const { outputs } = await provider().create({ accountIds: [A] });
      const calls = emulator.calls.length;
      for (const later of [
        { expectedStatus: "HIBERNATED" },
        { readTimeout: "2 fortnights" },
        { resourceTypes: ["S3"] },
        { resourceTypes: { default: ["EC2"] } },
        { accountIds: "all" },
        { assumeRole: 7 },
        { expectedStatus: "HIBERNATED", readTimeout: "2 fortnights" },
      ]) {
        const names = Object.keys(later);
        await assert.rejects(
          provider().read("whatever", { ...outputs, ...later }),
          (error: Error) =>
            error instanceof UserError &&
            names.every((name) => error.message.includes(`\`${name}`)) &&
            /not known to this version .* Upgrade the package\.$/.test(error.message),
        );
      }
      assert.equal(emulator.calls.length, calls);
    });

    it("follows a transition for the read timeout, and records it as it is then", async () => {
      const { provider, clock } = await world({ accounts: { [A]: [{ all: "ENABLING", for: "50s" }, "ENABLED"] } });
      const began = clock.now();
      const first = await provider().read(`us-east-1/${A}`, {});
      assert.deepEqual(
        [first.outputs.status, first.outputs.satisfied, clock.now() - began],
        ["ENABLING", false, 30_000],
      );
      assert.deepEqual((await provider().read(`us-east-1/${A}`, {})).outputs.status, "ENABLED");
    });

    it("refuses where the service does", async () => {
      const { provider } = await world({ faults: [{ status: 500 }] });
      await assert.rejects(provider().read(`us-east-1/${A}`, {}), (error: Error) => error instanceof UserError);
    });
  });
});
