import assert from "node:assert/strict";
import fc from "fast-check";
import type { Ending } from "../../provider/waiting/wait";
import { accountNumber, all, dated, failed, madeAt } from "../support/readings";
import { Scripted } from "../support/scripted";

/**
 * How an account goes on: in transition until a moment, then like this for ever; or on until then, and off from then
 * on.
 */
type Fate = "settles" | "stays off" | "is isolated" | "is switched off" | "never settles";
interface Life {
  readonly fate: Fate;
  /** In milliseconds. */
  readonly until: number;
}

interface Gate {
  /** When it begins. */
  readonly at: number;
  readonly accounts: readonly number[];
  readonly timeout: number;
}

const GRACE = 30_000;
/** The longest time between two looks. */
const LAG = 14_300;
const FRESH = 10_000;

const seconds = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((tenths) => tenths * 100);

const lives: fc.Arbitrary<Life[]> = fc.array(
  fc.record({
    fate: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Fate>("settles") },
      { weight: 2, arbitrary: fc.constantFrom<Fate>("stays off", "is isolated", "is switched off", "never settles") },
    ),
    until: seconds(120),
  }),
  { minLength: 4, maxLength: 4 },
);

const gates: fc.Arbitrary<Gate[]> = fc.array(
  fc.record({
    at: seconds(150),
    accounts: fc.uniqueArray(fc.nat(3), { minLength: 1 }),
    timeout: fc.oneof(seconds(60), seconds(600)),
  }),
  { minLength: 1, maxLength: 6 },
);

function statusAt({ fate, until }: Life, at: number): string {
  if (fate === "is switched off") return at < until ? "ENABLED" : "DISABLED";
  if (at < until || fate === "never settles") return "ENABLING";
  return fate === "settles" ? "ENABLED" : "DISABLED";
}

/** The endings that are right for a gate, if looking takes no time. */
function rightEndings({ at, accounts, timeout }: Gate, world: readonly Life[]): Set<Ending["ending"]> {
  const deadline = at + timeout;
  const right = new Set<Ending["ending"]>();
  const own = accounts.map((account) => world[account]!);
  // A doubt is certain once it has lasted for the grace, from look to look.
  const offFrom = own.flatMap(({ fate, until }) =>
    fate === "stays off" || fate === "is switched off" ? [Math.max(at, until)] : [],
  );
  const isolatedFrom = own.flatMap(({ fate, until }) => (fate === "is isolated" ? [Math.max(at, until)] : []));

  const onFrom = Math.max(
    at,
    ...own.map(({ fate, until }) => (fate === "settles" ? until : fate === "is switched off" ? at : Infinity)),
  );
  // What was on is looked at again only when everything is.
  const seenOffFrom = own.flatMap(({ fate, until }) => {
    if (fate === "stays off" || (fate === "is switched off" && until <= at)) return [Math.max(at, until)];
    return fate === "is switched off" ? [Math.max(until, onFrom) + LAG] : [];
  });

  const mustBeViolated =
    isolatedFrom.some((from) => from <= deadline) || seenOffFrom.some((from) => from + GRACE + 2 * LAG <= deadline);
  const mayBeViolated = mustBeViolated || offFrom.some((from) => from + GRACE <= deadline);
  // All were on at the same time, but for what a reading may be old.
  const firstOff = Math.min(Infinity, ...own.flatMap(({ fate, until }) => (fate === "is switched off" ? [until] : [])));
  const mayPass = onFrom <= deadline && onFrom < firstOff + FRESH;
  const mustPass = onFrom <= deadline && onFrom + LAG < firstOff;
  if (mustPass) return new Set(["passed"]);
  if (mayPass) right.add("passed");
  if (mayBeViolated) right.add("violated");
  if (!mustBeViolated) right.add("timedOut");
  return right;
}

describe("watcher", () => {
  it("ends each wait as it should, whoever joins and leaves meanwhile", async () => {
    const counts: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(
        lives,
        gates,
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        async (world, requests, jitter) => {
          const ids = world.map((_, i) => accountNumber(i));
          const service = new Scripted(
            (id, at) => {
              const life = world[ids.indexOf(id)]!;
              return life.fate === "is isolated" && at >= life.until
                ? failed(id, { errorCode: "ACCOUNT_IS_ISOLATED" })
                : all(id, statusAt(life, at));
            },
            { random: () => jitter.next().value ?? 0 },
          );
          await Promise.all(
            requests.map(async (gate) => {
              await service.clock.sleep(gate.at);
              const { ending, at, seen } = await service.wait(
                gate.accounts.map((account) => ids[account]!),
                { timeout: gate.timeout, grace: GRACE },
              );
              counts[ending] = (counts[ending] ?? 0) + 1;
              const right = rightEndings(gate, world);
              assert.ok(right.has(ending), `${ending} at ${at} instead of ${[...right].join(" or ")}`);
              // Nobody waits beyond the timeout, and a timeout takes just as long.
              assert.ok(at <= gate.at + gate.timeout);
              if (ending === "timedOut") assert.equal(at, gate.at + gate.timeout);
              assert.equal(seen.waited, at - gate.at);
              if (ending === "passed") assertAllWereOnJustNow(gate, world, service, ids, at);
            }),
          );
          for (const { ids: asked } of service.asked) assert.equal(new Set(asked).size, asked.length);
        },
      ),
      { numRuns: 60 },
    );
    for (const ending of ["passed", "violated", "timedOut"])
      assert.ok((counts[ending] ?? 0) > 10, `too few waits: ${JSON.stringify(counts)}`);
  });

  it("never passes on a reading older than 10 s, nor on an account that was off for longer, however slow the service", async () => {
    let passes = 0;
    await fc.assert(
      fc.asyncProperty(
        lives,
        gates,
        fc.infiniteStream(fc.integer({ min: 0, max: 25_000 })),
        async (world, requests, latencies) => {
          const ids = world.map((_, i) => accountNumber(i));
          const service: Scripted = new Scripted(
            (id, at) => dated(all(id, statusAt(world[ids.indexOf(id)]!, at)), at),
            {
              latency: () => latencies.next().value ?? 0,
            },
          );
          await Promise.all(
            requests.map(async (gate) => {
              await service.clock.sleep(gate.at);
              const { ending, at, seen } = await service.wait(
                gate.accounts.map((account) => ids[account]!),
                { timeout: gate.timeout, grace: GRACE },
              );
              if (ending !== "passed") return;
              passes++;
              for (const account of gate.accounts) {
                const moment = madeAt(seen.readings.get(ids[account]!)!);
                assert.equal(statusAt(world[account]!, moment), "ENABLED");
                // What the last look has brought is as old as that look took; the rest is fresh at its end.
                const calls = service.answered.filter(({ id, answered }) => id === ids[account] && answered === moment);
                assert.ok(
                  calls.some(({ begin, end }) => end === at || at - begin <= FRESH),
                  `passed at ${at} on what was read at ${moment}`,
                );
              }
            }),
          );
        },
      ),
      { numRuns: 60 },
    );
    assert.ok(passes > 30, `only ${passes} passed`);
  });
});

function assertAllWereOnJustNow(
  { accounts }: Gate,
  world: readonly Life[],
  service: Scripted,
  ids: readonly string[],
  at: number,
): void {
  for (const account of accounts) {
    const last = service.asked.filter((each) => each.at <= at && each.ids.includes(ids[account]!)).at(-1)!;
    assert.ok(at - last.at <= FRESH, `passed at ${at} on a reading from ${last.at}`);
    assert.equal(statusAt(world[account]!, last.at), "ENABLED");
  }
}
