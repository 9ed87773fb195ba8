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

  it("tells when each call has ended, however it did", async () => {
    let ended = 0;
    const { call } = service((ids, number) => {
      if (number === 2) throw Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
      return enabled(ids);
    });
    await readStatuses(call, accountNumbers(300), () => ended++);
    assert.equal(ended, 3);
  });

  it("asks for a repeated id once", async () => {
    const { calls, call } = service(enabled);
    await readStatuses(call, [A, B, A]);
    assert.deepEqual(calls, [[A, B]]);
  });

  it("asks nothing for nobody", async () => {
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
      ["malformed entries", { accounts: [null, 1, "x", [], {}, { accountId: 1 }, { accountId: "x" }, entry(A)] }, ok],
      ["an id with digits that look alike", { accounts: [{ ...entry(A), accountId: "١١١١٢٢٢٢٣٣٣٣" }] }, missing],
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

    it("holds two different accounts for the caller to be a contradiction", async () => {
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
