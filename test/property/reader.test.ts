import assert from "node:assert/strict";
import fc from "fast-check";
import { readStatuses } from "../../provider/aws/reader";
import { anAccountId, aReading, someReadings } from "../support/arbitraries";
import { accountNumbers } from "../support/readings";
import { anUnfitText, assertFit, unfitJson } from "../support/unfit";
import { assess } from "../../provider/status/assessment";
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

  it("takes any JSON for an answer, keeps only what is fit to be kept, and reads the same from the same", async () => {
    const id = "111122223333";
    const entries = fc.array(
      fc.oneof(
        { weight: 5, arbitrary: unfitJson.map((value) => ({ ...(value as object), accountId: id })) },
        { weight: 3, arbitrary: aReading(id).map((reading) => answerOf([reading]).accounts[0] ?? { accountId: id }) },
        { weight: 1, arbitrary: unfitJson },
      ),
      { maxLength: 2 },
    );
    const anything = fc.oneof(
      { weight: 1, arbitrary: unfitJson },
      { weight: 1, arbitrary: fc.jsonValue() },
      { weight: 8, arbitrary: fc.record({ accounts: entries, failedAccounts: entries }, { requiredKeys: [] }) },
    );
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(anything, async (answer) => {
        const [one, other] = await Promise.all([
          readStatuses(async () => answer, [id]),
          readStatuses(async () => answer, [id]),
        ]);
        assert.deepEqual(one, other);
        assert.equal(one.readings.size + one.unread.size, 1);
        const reading = one.readings.get(id);
        if (reading) assertFit(reading);
        const fault = one.unread.get(id);
        if (fault) assert.match(fault.code, /^(Unreadable|Contradictory)Answer$/);
        if (reading && reading.kind !== "missing") kept++;
      }),
      { numRuns: 1_000 },
    );
    assert.ok(kept > 100, String(kept));
  });

  it("reads a pass only where an entry of the answer itself says so, in so many words", async () => {
    const id = "111122223333";
    const status = fc.oneof(
      fc.constantFrom("ENABLED", "DISABLED"),
      anUnfitText.map((text) => `${text}ENABLED`),
      anUnfitText,
    );
    const entry = fc.record(
      {
        status,
        resourceStatus: fc.record({ ec2: status }),
        errorCode: fc.oneof(anUnfitText, fc.constant("ALREADY_ENABLED")),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(status, fc.option(entry, { nil: undefined }), async (own, failed) => {
        const answer = {
          accounts: [{ accountId: id, state: { status: own }, resourceState: { ec2: { status: own } } }],
          ...(failed && { failedAccounts: [{ ...failed, accountId: id }] }),
        };
        const { readings } = await readStatuses(async () => answer, [id]);
        const reading = readings.get(id);
        const passes =
          reading !== undefined && assess(id, reading, { status: "ENABLED" }).every(({ outcome }) => outcome === "ok");
        const { errorCode = "ALREADY_ENABLED", status: already = own, resourceStatus: { ec2 } = {} } = failed ?? {};
        const says =
          failed?.errorCode !== undefined && failed.status !== undefined
            ? errorCode === "ALREADY_ENABLED" && already === "ENABLED"
            : !failed;
        // A text that says nothing is none.
        if (passes) assert.ok(own === "ENABLED" && says && (ec2 === "ENABLED" || !/[A-Z]/.test(ec2 ?? "")));
        else assert.ok(own !== "ENABLED" || !says || (ec2 !== undefined && ec2 !== "ENABLED"));
      }),
      { numRuns: 1_000 },
    );
  });
});

function answerOf(readings: readonly Reading[]) {
  return {
    accounts: readings.flatMap((reading) => (reading.kind === "account" ? [reading.account] : [])),
    failedAccounts: readings.flatMap((reading) => (reading.kind === "failed" ? [reading.failedAccount] : [])),
  };
}
