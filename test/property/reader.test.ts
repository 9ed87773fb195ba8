import assert from "node:assert/strict";
import fc from "fast-check";
import { readStatuses } from "../../provider/aws/reader";
import { anAccountId, someReadings } from "../support/arbitraries";
import { accountNumbers } from "../support/readings";
import { SELF, type Reading } from "../../provider/status/report";

const entry = (accountId: string) => ({
  accountId,
  state: { status: "ENABLED" },
  resourceState: { ec2: { status: "ENABLED" } },
});

describe("reader", () => {
  it("asks for every account exactly once, 100 at most a call, and loses nobody", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(730), fc.boolean(), fc.infiniteStream(fc.nat(3)), async (count, own, turns) => {
        const ids = [...(own ? [SELF] : []), ...accountNumbers(count)];
        const calls: (readonly string[])[] = [];
        const { readings, unread } = await readStatuses(async (asked) => {
          calls.push(asked ?? [SELF]);
          for (let turn = turns.next().value ?? 0; turn > 0; turn--) await Promise.resolve();
          return { accounts: (asked ?? ["999999999999"]).map(entry) };
        }, ids);
        assert.ok(calls.every(({ length }) => length > 0 && length <= 100));
        assert.deepEqual(calls.flat().sort(), [...ids].sort());
        assert.deepEqual([...readings.keys()].sort(), [...ids].sort());
        assert.equal(unread.size, 0);
      }),
      { numRuns: 60 },
    );
  });

  it("has each account in exactly one of the two results, whatever the calls come to", async () => {
    const fault = fc.constantFrom(
      undefined,
      undefined,
      Object.assign(new Error("x"), { name: "ThrottlingException" }),
      Object.assign(new Error("x"), { name: "ValidationException" }),
      Object.assign(new Error("x"), { code: "ECONNRESET" }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(350),
        fc.infiniteStream(fault),
        fc.infiniteStream(fc.boolean()),
        async (count, faults, answered) => {
          const ids = accountNumbers(count);
          const { readings, unread } = await readStatuses(async (asked) => {
            const error = faults.next().value;
            if (error) throw error;
            return { accounts: asked!.filter(() => answered.next().value).map(entry) };
          }, ids);
          assert.deepEqual([...readings.keys(), ...unread.keys()].sort(), ids);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("isolates exactly the accounts that are refused", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 250 }),
        fc.uniqueArray(fc.nat(249), { maxLength: 5 }),
        async (count, positions) => {
          const ids = accountNumbers(count);
          const refused = new Set(positions.flatMap((position) => ids[position] ?? []));
          const { readings } = await readStatuses(async (asked) => {
            if (asked!.some((id) => refused.has(id)))
              throw Object.assign(new Error("x"), { name: "ValidationException" });
            return { accounts: asked!.map(entry) };
          }, ids);
          const failures = [...readings].flatMap(([id, { kind }]) => (kind === "failed" ? [id] : []));
          assert.deepEqual(failures.sort(), [...refused].sort());
          assert.equal(readings.size, count);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("reads the same from an answer whose entries are in another order", async () => {
    await fc.assert(
      fc.asyncProperty(someReadings, fc.array(anAccountId), async (readings, strangers) => {
        const ids = Object.keys(readings);
        const { accounts, failedAccounts } = answerOf(Object.values(readings));
        const forward = {
          accounts: [...accounts, ...strangers.filter((id) => !ids.includes(id)).map(entry)],
          failedAccounts,
        };
        const backward = { failedAccounts: [...failedAccounts].reverse(), accounts: [...accounts].reverse() };
        const [one, other] = [
          await readStatuses(async () => forward, ids),
          await readStatuses(async () => backward, ids),
        ];
        assert.deepEqual(one, other);
        assert.deepEqual(one.readings, new Map(Object.entries(readings)));
      }),
    );
  });

  it("takes any JSON for an answer, and never reads a pass out of what is none", async () => {
    const anything = fc.oneof(fc.jsonValue(), fc.record({ accounts: fc.jsonValue(), failedAccounts: fc.jsonValue() }));
    await fc.assert(
      fc.asyncProperty(anything, async (answer) => {
        const { readings, unread } = await readStatuses(async () => answer, ["111122223333"]);
        const { accounts, failedAccounts } = { ...(answer as { accounts?: unknown; failedAccounts?: unknown }) };
        const hasList = Array.isArray(accounts) || Array.isArray(failedAccounts);
        assert.deepEqual(readings.get("111122223333"), hasList ? { kind: "missing" } : undefined);
        assert.equal(unread.get("111122223333")?.code, hasList ? undefined : "UnreadableAnswer");
      }),
    );
  });
});

function answerOf(readings: readonly Reading[]) {
  return {
    accounts: readings.flatMap((reading) => (reading.kind === "account" ? [reading.account] : [])),
    failedAccounts: readings.flatMap((reading) => (reading.kind === "failed" ? [reading.failedAccount] : [])),
  };
}
