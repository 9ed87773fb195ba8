import assert from "node:assert/strict";
import fc from "fast-check";
import { accountNumber, all, dated, madeAt } from "../support/readings";
import { Scripted } from "../support/scripted";

/** The bound that is promised: no preview, and no pass, is answered from a reading older than this. */
const FRESH = 10_000;
const ACCOUNTS = 6;

/** A gate that is previewed with its neighbours, or waits, and may leave before it has ended. */
interface Gate {
  readonly at: number;
  readonly accounts: readonly number[];
  readonly kind: "preview" | "gate" | "read";
  readonly timeout: number;
}

const seconds = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((tenths) => tenths * 100);

const gates: fc.Arbitrary<Gate[]> = fc.array(
  fc.record({
    at: seconds(60),
    accounts: fc.uniqueArray(fc.nat(ACCOUNTS - 1), { minLength: 1, maxLength: 3 }),
    kind: fc.constantFrom("preview", "preview", "gate", "read"),
    timeout: seconds(90),
  }),
  { minLength: 2, maxLength: 12 },
);

/** When each account turns from ENABLING to ENABLED. */
const worlds = fc.array(seconds(40), { minLength: ACCOUNTS, maxLength: ACCOUNTS });

describe("shared readings", () => {
  it("are never older than 10 s, and never from before a wait began, whoever joins and leaves", async () => {
    const counts = { previews: 0, shared: 0, waits: 0 };
    await fc.assert(
      fc.asyncProperty(
        worlds,
        gates,
        fc.infiniteStream(fc.integer({ min: 0, max: 4_000 })),
        async (world, requests, latencies) => {
          const ids = world.map((_, i) => accountNumber(i));
          const service = new Scripted(
            (id, at) => dated(all(id, at < world[ids.indexOf(id)]! ? "ENABLING" : "ENABLED"), at),
            {
              latency: () => latencies.next().value ?? 0,
            },
          );
          // The neighbours: each account once for every preview of it.
          const together = requests.flatMap(({ kind, accounts }) =>
            kind === "preview" ? accounts.map((account) => ids[account]!) : [],
          );
          await Promise.all(
            requests.map(async ({ at: begun, accounts, kind, timeout }) => {
              await service.clock.sleep(begun);
              const own = accounts.map((account) => ids[account]!);
              const isPreview = kind === "preview";
              const { ending, at, seen } = await service.wait(
                own,
                isPreview ? { purpose: "read", timeout: 0, grace: 0, together } : { purpose: kind, timeout },
              );
              counts[isPreview ? "previews" : "waits"]++;
              // What came with the last look is as old as that look took; the rest is fresh at its end.
              const lastLook = service.answered.filter(({ end }) => end <= at).at(-1);
              assert.deepEqual([...seen.readings.keys()].sort(), [...own].sort());
              for (const [id, reading] of seen.readings) {
                const made = madeAt(reading);
                const isShared = made < begun;
                if (isShared) counts.shared++;
                assert.ok(
                  isPreview || !isShared,
                  `a wait that began at ${begun} ended with a reading of ${id} from ${made}`,
                );
                // What fails a gate is of its last look; a time that was up is seen when that look begins.
                const moment = ending === "timedOut" && !isPreview ? lastLook!.begin : at;
                if (ending !== "violated")
                  assert.ok(moment - made <= FRESH || made >= lastLook!.begin, `${id} was ${moment - made} ms old`);
              }
            }),
          );
        },
      ),
      { numRuns: 100 },
    );
    assert.ok(counts.shared > 50 && counts.waits > 50, `too few of a kind: ${JSON.stringify(counts)}`);
  });
});
