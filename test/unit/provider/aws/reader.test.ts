import assert from "node:assert/strict";
import { readStatuses, type BatchGetAccountStatus } from "../../../../provider/aws/reader";
import { SELF } from "../../../../provider/status/report";
import { A, accountNumber, accountNumbers, B, C } from "../../../support/readings";

interface Asked {
  readonly calls: (readonly string[] | undefined)[];
  readonly call: BatchGetAccountStatus;
  /** The most calls that ran at the same time. */
  readonly parallel: () => number;
}

/** A service that answers whatever `answer` returns or throws, and writes down who was asked for. */
function service(answer: (ids: readonly string[] | undefined, number: number) => unknown): Asked {
  const calls: (readonly string[] | undefined)[] = [];
  let running = 0;
  let most = 0;
  const call: BatchGetAccountStatus = async (ids) => {
    const number = calls.push(ids);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return answer(ids, number);
  };
  return { calls, call, parallel: () => most };
}

function entry(accountId: string, status = "ENABLED") {
  return { accountId, state: { status }, resourceState: { ec2: { status }, ecr: { status } } };
}

function enabled(ids: readonly string[] | undefined) {
  return { accounts: (ids ?? [A]).map((id) => entry(id)), failedAccounts: [] };
}

function invalid(message = "invalid"): Error {
  return Object.assign(new Error(message), { name: "ValidationException", $metadata: { httpStatusCode: 400 } });
}

describe("readStatuses", () => {
  for (const count of [1, 99, 100, 101, 200, 201, 1_000]) {
    it(`asks for ${count} accounts in ${Math.ceil(count / 100)} calls, each once`, async () => {
      const { calls, call, parallel } = service(enabled);
      const ids = accountNumbers(count);
      const { readings, unread } = await readStatuses(call, ids);
      assert.deepEqual(
        calls.map((each) => each?.length),
        Array.from({ length: Math.ceil(count / 100) }, (_, i) => Math.min(100, count - 100 * i)),
      );
      assert.deepEqual(calls.flat(), ids);
      assert.deepEqual([...readings.keys()].sort(), ids);
      assert.equal(unread.size, 0);
      assert.equal(parallel(), Math.min(4, Math.ceil(count / 100)));
    });
  }

  it("asks for a repeated id once", async () => {
    const { calls, call } = service(enabled);
    await readStatuses(call, [A, B, A]);
    assert.deepEqual(calls, [[A, B]]);
  });

  it("makes no call for no account", async () => {
    const { calls, call } = service(enabled);
    const { readings } = await readStatuses(call, []);
    assert.deepEqual([calls.length, readings.size], [0, 0]);
  });

  it("asks for the caller's own account without ids, and besides the others", async () => {
    const { calls, call } = service(enabled);
    const { readings } = await readStatuses(call, [B, SELF]);
    assert.deepEqual(calls, [undefined, [B]]);
    assert.deepEqual([...readings.keys()].sort(), [B, SELF]);
    const own = readings.get(SELF);
    assert.equal(own?.kind === "account" && own.account.accountId, A);
  });

  describe("ValidationException", () => {
    for (const bad of [[1], [100], [37, 38], [250]]) {
      it(`isolates account ${bad.join(" and ")} of 250`, async () => {
        const poisoned = new Set(bad.map(accountNumber));
        const { calls, call } = service((ids) => {
          if (ids?.some((id) => poisoned.has(id))) throw invalid("no such account");
          return enabled(ids);
        });
        const { readings, unread } = await readStatuses(call, accountNumbers(250));
        assert.equal(unread.size, 0);
        assert.equal(readings.size, 250);
        for (const [id, reading] of readings) {
          if (!poisoned.has(id)) assert.equal(reading.kind, "account", id);
          else {
            const failedAccount = { accountId: id, errorCode: "ValidationException", errorMessage: "no such account" };
            assert.deepEqual(reading, { kind: "failed", failedAccount });
          }
        }
        assert.ok(calls.length <= 3 + 14 * bad.length, String(calls.length));
      });
    }

    it("copes with a service that takes only ten ids", async () => {
      const { call } = service((ids) => {
        if (ids!.length > 10) throw invalid("at most 10");
        return enabled(ids);
      });
      const { readings } = await readStatuses(call, accountNumbers(123));
      assert.ok([...readings.values()].every(({ kind }) => kind === "account"));
      assert.equal(readings.size, 123);
    });

    it("is a fault for the caller's own account", async () => {
      const { call } = service(() => {
        throw invalid();
      });
      const { readings, unread } = await readStatuses(call, [SELF]);
      assert.equal(readings.size, 0);
      assert.equal(unread.get(SELF)?.kind, "invalid");
    });
  });

  it("leaves unread only the accounts of a call that failed, with the reason", async () => {
    const { call } = service((ids, number) => {
      if (number === 2) throw Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
      return enabled(ids);
    });
    const { readings, unread } = await readStatuses(call, accountNumbers(300));
    assert.deepEqual([...unread.keys()], accountNumbers(200).slice(100));
    assert.deepEqual(new Set(unread.values()).size, 1);
    assert.deepEqual(unread.get(accountNumber(101)), {
      kind: "throttled",
      code: "ThrottlingException",
      message: "Rate exceeded",
    });
    assert.equal(readings.size, 200);
  });

  it("rejects for a mistake of ours", async () => {
    const { call } = service(() => {
      throw new TypeError("x is not a function");
    });
    await assert.rejects(readStatuses(call, [A]), TypeError);
  });

  describe("answers", () => {
    const contradictory = { unread: "ContradictoryAnswer" };
    const unreadable = { unread: "UnreadableAnswer" };
    const missing = { kind: "missing" };
    const isolated = { accountId: A, errorCode: "ACCOUNT_IS_ISOLATED" };
    const already = (status?: string) => ({
      accountId: A,
      errorCode: "ALREADY_ENABLED",
      ...(status !== undefined && { status }),
    });
    const ok = { kind: "account", account: entry(A) };
    const empty = { kind: "account", account: { accountId: A, state: {}, resourceState: {} } };
    const table: [name: string, answer: unknown, expected: unknown][] = [
      ["in neither list", { accounts: [], failedAccounts: [] }, missing],
      ["with one list of the two", { failedAccounts: [] }, missing],
      ["without lists", {}, unreadable],
      ["of somebody else", { message: "Forbidden" }, unreadable],
      ["null", null, unreadable],
      ["a text", "ENABLED", unreadable],
      ["a list", [entry(A)], unreadable],
      ["lists that are none", { accounts: { 0: entry(A) }, failedAccounts: "x" }, unreadable],
      ["an account that was not asked for", { accounts: [entry(B)] }, missing],
      ["another one besides", { accounts: [entry(B), entry(A)], failedAccounts: [{ accountId: C }] }, ok],
      [
        "in both lists",
        { accounts: [entry(A)], failedAccounts: [isolated] },
        { kind: "failed", failedAccount: isolated },
      ],
      ["twice the same", { accounts: [entry(A), entry(A)] }, ok],
      [
        "twice the same, in another order of keys",
        { accounts: [entry(A), { resourceState: entry(A).resourceState, state: entry(A).state, accountId: A }] },
        ok,
      ],
      ["a contradiction", { accounts: [entry(A), entry(A, "DISABLED")] }, contradictory],
      [
        "a contradiction and a repetition",
        { accounts: [entry(A), entry(A, "DISABLED"), entry(A), entry(A)] },
        contradictory,
      ],
      [
        "contradictory failures",
        { failedAccounts: [isolated, { ...isolated, errorCode: "ACCESS_DENIED" }] },
        contradictory,
      ],
      ...[null, 1, "x", [], {}, { accountId: 1 }, { accountId: "x" }, { ...entry(B), accountId: null }].flatMap(
        (malformed): typeof table => [
          [`an entry ${JSON.stringify(malformed)}`, { accounts: [entry(A), malformed] }, unreadable],
          [`a failure ${JSON.stringify(malformed)}`, { accounts: [entry(A)], failedAccounts: [malformed] }, unreadable],
        ],
      ),
      ["an id with digits that look alike", { accounts: [{ ...entry(A), accountId: "١١١١٢٢٢٢٣٣٣٣" }] }, unreadable],
      ["one list that is none", { accounts: [entry(A)], failedAccounts: { 0: isolated } }, unreadable],
      ["an entry with only an id", { accounts: [{ accountId: A }] }, empty],
      ["states that are none", { accounts: [{ accountId: A, state: "ENABLED", resourceState: ["ENABLED"] }] }, empty],
      [
        "statuses that are no text",
        {
          accounts: [
            {
              accountId: A,
              state: { status: true, errorCode: 1, errorMessage: {} },
              resourceState: { ec2: { status: ["ENABLED"] }, ecr: null, ami: "ENABLED" },
            },
          ],
        },
        { kind: "account", account: { accountId: A, state: {}, resourceState: { ec2: {}, ami: {} } } },
      ],
      [
        "nulls",
        {
          accounts: [{ ...entry(A), state: { status: "ENABLED", errorCode: null, errorMessage: null }, plan: null }],
          failedAccounts: null,
        },
        ok,
      ],
      [
        "texts that say nothing",
        {
          accounts: [
            {
              accountId: A,
              plan: " \t ",
              state: { status: "ENABLING", errorCode: "", errorMessage: "\u200b\n" },
              resourceState: { ec2: { status: "", errorCode: " " }, ecr: { status: "ENABLED", errorCode: null } },
            },
          ],
        },
        {
          kind: "account",
          account: {
            accountId: A,
            state: { status: "ENABLING" },
            resourceState: { ec2: {}, ecr: { status: "ENABLED" } },
          },
        },
      ],
      [
        "a failure with texts that say nothing",
        { failedAccounts: [{ ...isolated, status: "", errorMessage: " ", resourceStatus: { ec2: "", ecr: null } }] },
        { kind: "failed", failedAccount: { ...isolated, resourceStatus: {} } },
      ],
      [
        "a failure whose statuses of scan types are null",
        { failedAccounts: [{ ...isolated, resourceStatus: null }] },
        { kind: "failed", failedAccount: isolated },
      ],
      ...["", "ENABLED", ["ENABLED"], 5].map((resourceStatus): (typeof table)[number] => [
        `a failure whose statuses of scan types are ${JSON.stringify(resourceStatus)}`,
        { failedAccounts: [{ ...isolated, resourceStatus }] },
        { kind: "failed", failedAccount: { ...isolated, resourceStatus: {} } },
      ]),
      [
        "what Pulumi's engine obeys",
        JSON.parse(`{"accounts":[{
          "accountId": "${A}",
          "asset": {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "path": "/etc/passwd"},
          "list": [{"__provider": "x", "words": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}, "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", 1e999],
          "__proto__": {"state": {"status": "ENABLED"}}, "then": "x", "toJSON": "x", "constructor": "x",
          "state": {"status": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "errorCode": "4dabf18193072939515e22adb298388d"},
          "resourceState": {"4dabf18193072939515e22adb298388d": {"status": "ENABLED"}, "__proto__": {"status": "ENABLED"}}
        }]}`),
        {
          kind: "account",
          account: { accountId: A, asset: { path: "/etc/passwd" }, list: [{}], state: {}, resourceState: {} },
        },
      ],
      [
        "control characters and forged lines",
        {
          accounts: [
            {
              accountId: A,
              state: { status: "ENABLED\u200b", errorCode: "NEW\u001b[31m", errorMessage: "one\n::error::two\u202e" },
              resourceState: { "ec2\n": { status: "ENABLED" }, ecr: { status: "\u001b[0mENABLED" } },
              [`key\r\n`]: 1,
              words: ["a\tb"],
            },
          ],
        },
        {
          kind: "account",
          account: {
            accountId: A,
            state: { status: "ENABLED ", errorCode: "NEW ", errorMessage: "one ::error::two " },
            resourceState: { ecr: { status: " ENABLED" } },
            words: ["a b"],
          },
        },
      ],
      [
        "more levels than are kept",
        { accounts: [{ ...entry(A), deep: JSON.parse("[".repeat(100_000) + "]".repeat(100_000)) }] },
        { kind: "account", account: { ...entry(A), deep: JSON.parse("[".repeat(13) + "]".repeat(13)) } },
      ],
      ["off and already on", { accounts: [entry(A, "DISABLED")], failedAccounts: [already("ENABLED")] }, contradictory],
      ["on and already on, but off", { accounts: [entry(A)], failedAccounts: [already("DISABLED")] }, contradictory],
      ["on and already on, without a status", { accounts: [entry(A)], failedAccounts: [already()] }, contradictory],
      [
        "on and already on, but for a scan type",
        { accounts: [entry(A)], failedAccounts: [{ ...already("ENABLED"), resourceStatus: { ec2: "DISABLED" } }] },
        contradictory,
      ],
      [
        "on and already on",
        { accounts: [entry(A)], failedAccounts: [{ ...already("ENABLED"), resourceStatus: { ec2: "ENABLED" } }] },
        ok,
      ],
      [
        "in both lists, without a code",
        { accounts: [entry(A)], failedAccounts: [{ accountId: A }] },
        { kind: "failed", failedAccount: { accountId: A } },
      ],
      [
        "a contradiction and a failure",
        { accounts: [entry(A), entry(A, "DISABLED")], failedAccounts: [isolated] },
        contradictory,
      ],
      [
        "newer members",
        {
          accounts: [
            { ...entry(A), plan: "x", resourceState: { ...entry(A).resourceState, ami: { status: "NEW", since: 1 } } },
          ],
          nextToken: "x",
        },
        {
          kind: "account",
          account: {
            ...entry(A),
            plan: "x",
            resourceState: { ...entry(A).resourceState, ami: { status: "NEW", since: 1 } },
          },
        },
      ],
      [
        "a failure with all there is",
        {
          failedAccounts: [
            {
              ...isolated,
              status: "DISABLED",
              resourceStatus: { ec2: "DISABLED", ecr: 5, ami: "NEW" },
              errorMessage: "words",
              hint: [1],
            },
          ],
        },
        {
          kind: "failed",
          failedAccount: {
            ...isolated,
            status: "DISABLED",
            resourceStatus: { ec2: "DISABLED", ami: "NEW" },
            errorMessage: "words",
            hint: [1],
          },
        },
      ],
      [
        "a failure with members of wrong types",
        { failedAccounts: [{ accountId: A, errorCode: {}, status: 1, resourceStatus: { ec2: 1 } }] },
        { kind: "failed", failedAccount: { accountId: A, resourceStatus: {} } },
      ],
    ];
    for (const [name, answer, expected] of table) {
      it(name, async () => {
        const result = await readStatuses(service(() => answer).call, [A]);
        assert.deepEqual([...result.readings.keys(), ...result.unread.keys()], [A]);
        const fault = result.unread.get(A);
        assert.deepEqual(fault ? { unread: fault.code } : result.readings.get(A), expected);
      });
    }

    it("holds two different accounts for the caller to be a contradiction, in whatever lists", async () => {
      const inBoth = { accounts: [entry(A)], failedAccounts: [{ accountId: B, errorCode: "ACCESS_DENIED" }] };
      const { unread } = await readStatuses(service(() => inBoth).call, [SELF]);
      assert.equal(unread.get(SELF)?.code, "ContradictoryAnswer");
      const { unread: unreadOwn } = await readStatuses(service(() => ({ accounts: [entry(A), entry(B)] })).call, [
        SELF,
      ]);
      assert.equal(unreadOwn.get(SELF)?.code, "ContradictoryAnswer");
    });

    it("is not fooled by a member called __proto__", async () => {
      const answer: unknown = JSON.parse(
        `{"accounts":[{"accountId":"${A}","__proto__":{"state":{"status":"ENABLED"}}}]}`,
      );
      const { readings } = await readStatuses(service(() => answer).call, [A]);
      const reading = readings.get(A);
      assert.deepEqual(reading?.kind === "account" && reading.account.state, {});
    });
  });
});
