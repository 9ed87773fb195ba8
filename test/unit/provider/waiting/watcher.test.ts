import assert from "node:assert/strict";
import type { Fault } from "../../../../provider/status/fault";
import type { Seen } from "../../../../provider/waiting/wait";
import { Watcher } from "../../../../provider/waiting/watcher";
import { A, accountNumbers, all, B, C, failed, missing } from "../../../support/readings";
import { CallClock, perAccount, Scripted, timeline } from "../../../support/scripted";

const UNREACHABLE: Fault = { kind: "unreachable", code: "ECONNREFUSED", message: "connection refused" };
const THROTTLED: Fault = { kind: "throttled", code: "ThrottlingException", message: "Rate exceeded" };
const JITTERS: readonly (readonly [name: string, random: () => number])[] = [
  ["shortest", () => 0],
  ["middle", () => 0.5],
  ["longest", () => 0.999],
];

const GATE = { expectation: { status: "ENABLED" }, purpose: "gate", grace: 30_000 } as const;

describe("Watcher", () => {
  for (const [name, random] of JITTERS) {
    it(`sees a transition of 12 s soon and with few calls, with the ${name} delays`, async () => {
      const service = new Scripted(timeline(["ENABLING", 12_000], ["ENABLED"]), { random });
      const { ending, at } = await service.wait([A]);
      assert.equal(ending, "passed");
      assert.ok(at >= 12_000 && at <= 18_000, String(at));
      assert.equal(service.asked.at(-1)?.at, at);
      assert.ok(service.asked.length <= 14, String(service.asked.length));
    });

    it(`gives up a service that can't be reached within 15 s, with the ${name} delays`, async () => {
      const service = new Scripted(timeline([UNREACHABLE]), { random, latency: () => 200 });
      const { ending, at } = await service.wait([A]);
      assert.equal(ending, "unverifiable");
      assert.ok(at >= 10_000 && at <= 15_000, String(at));
    });
  }

  it("gives up at once where connecting alone has taken so long", async () => {
    const service = new Scripted(timeline([UNREACHABLE]), { latency: () => 13_200 });
    const { ending, at } = await service.wait([A]);
    assert.deepEqual([ending, at], ["unverifiable", 13_200]);
  });

  it("waits for a service that was reached once", async () => {
    const service = new Scripted(timeline(["ENABLING", 1_000], [UNREACHABLE, 300_000], ["ENABLED"]));
    const { ending, at } = await service.wait([A]);
    assert.equal(ending, "passed");
    assert.ok(at >= 300_000 && at <= 315_000, String(at));
  });

  it("waits for a service that throttles from the start", async () => {
    const service = new Scripted(timeline([THROTTLED, 60_000], ["ENABLED"]));
    assert.equal((await service.wait([A])).ending, "passed");
  });

  it("asks for a settled account again only once, before it passes", async () => {
    const ids = accountNumbers(250);
    const slow = ids.slice(0, 3);
    const service = new Scripted((id, at) => all(id, slow.includes(id) && at < 40_000 ? "ENABLING" : "ENABLED"));
    const { ending } = await service.wait(ids);
    assert.equal(ending, "passed");
    const asked = service.asked.map((each) => each.ids);
    assert.deepEqual(asked[0], ids);
    assert.ok(asked.length > 5);
    for (const each of asked.slice(1, -1)) assert.deepEqual(each, slow);
    // The others were last read 40 s ago.
    assert.deepEqual(asked.at(-1), ids.slice(3));
    assert.equal(service.asked.at(-1)!.at, service.asked.at(-2)!.at);
  });

  it("does not pass where an account that was on is off when the last one is", async () => {
    const service = new Scripted(
      perAccount({
        [A]: timeline(["ENABLED", 20_000], ["DISABLED"]),
        [B]: timeline(["ENABLING", 60_000], ["ENABLED"]),
      }),
    );
    const { ending, seen } = await service.wait([A, B]);
    assert.equal(ending, "violated");
    assert.deepEqual(
      seen.violations.map(({ accountId, found }) => [accountId, found]),
      [[A, "DISABLED"]],
    );
  });

  describe("grace", () => {
    it("passes what is DISABLED for a shorter time", async () => {
      const service = new Scripted(timeline(["DISABLED", 25_000], ["ENABLED"]));
      assert.equal((await service.wait([A])).ending, "passed");
    });

    it("ends when it is over", async () => {
      const service = new Scripted(timeline(["DISABLED"]));
      const { ending, at } = await service.wait([A]);
      assert.equal(ending, "violated");
      assert.ok(at >= 30_000 && at <= 37_000, String(at));
    });

    it("begins again after each transition", async () => {
      const service = new Scripted((id, at) =>
        all(id, at >= 200_000 ? "ENABLED" : Math.floor(at / 20_000) % 2 ? "ENABLING" : "DISABLED"),
      );
      assert.equal((await service.wait([A])).ending, "passed");
    });

    it("is not over because a call was slow", async () => {
      const service = new Scripted(timeline(["DISABLED", 40_000], ["ENABLED"]), { latency: () => 40_000 });
      assert.equal((await service.wait([A])).ending, "passed");
    });
  });

  it("ends at a violation without waiting for the others, and knows who is pending", async () => {
    const service = new Scripted(
      perAccount({
        [A]: timeline(["ENABLING"]),
        [B]: timeline(["ENABLING", 10_000], [failed(B, { errorCode: "ACCOUNT_IS_ISOLATED" })]),
      }),
    );
    const { ending, at, seen } = await service.wait([A, B, C]);
    assert.equal(ending, "violated");
    assert.ok(at < 16_000);
    assert.deepEqual(
      [seen.violations, seen.pending].map((verdicts) => verdicts.map(({ accountId }) => accountId)),
      [[B], [A]],
    );
  });

  describe("timeout", () => {
    it("looks once more when the time is up", async () => {
      const service = new Scripted(timeline(["ENABLING"]));
      const { ending, at, seen } = await service.wait([A], { timeout: 100_000 });
      assert.deepEqual([ending, at, seen.waited], ["timedOut", 100_000, 100_000]);
      assert.equal(service.asked.at(-1)?.at, 100_000);
      assert.equal(seen.looks, service.asked.length);
    });

    it("passes where the last look says so", async () => {
      const service = new Scripted(timeline(["ENABLING", 99_900], ["ENABLED"]));
      assert.deepEqual(
        [(await service.wait([A], { timeout: 100_000 })).ending, service.elapsed()],
        ["passed", 100_000],
      );
    });

    it("looks once more beside a look that is under way when the time is up", async () => {
      const service = new Scripted(timeline(["ENABLING", 9_000], ["ENABLED"]), {
        latency: (look) => (look === 1 ? 60_000 : 9_000),
      });
      const { ending, at } = await service.wait([A], { timeout: 5_000 });
      assert.deepEqual([ending, at], ["passed", 14_000]);
      assert.deepEqual(service.asked, [
        { at: 0, ids: [A] },
        { at: 5_000, ids: [A] },
      ]);
    });

    it("is one look if it is 0", async () => {
      const service = new Scripted(timeline(["ENABLING"]));
      assert.deepEqual([(await service.wait([A], { timeout: 0 })).ending, service.asked.length], ["timedOut", 1]);
    });

    it("is half a minute if a single look is throttled", async () => {
      const request = { purpose: "read", timeout: 0 } as const;
      const refused = await new Scripted(timeline([THROTTLED])).wait([A], request);
      assert.deepEqual([refused.ending, refused.at], ["unverifiable", 30_000]);
      const late = await new Scripted(timeline([THROTTLED, 29_900], ["ENABLED"])).wait([A], request);
      assert.deepEqual([late.ending, late.at], ["passed", 30_000]);
    });

    for (const [name, latency] of [
      ["that answers after a minute", () => 61_000],
      ["that never answers", () => 1e9],
      ["whose first answer comes, and no other", (look: number) => (look === 1 ? 100 : 1e9)],
    ] as const) {
      for (const timeout of [0, 1_000, 600_000]) {
        it(`is kept with a service ${name}, but for one attempt: ${timeout} ms`, async () => {
          const service = new Scripted(timeline(["ENABLING"]), { latency });
          const { at, seen, ending } = await service.wait([A], { timeout });
          assert.ok(at >= timeout && at <= timeout + 21_000, String(at));
          assert.equal(seen.waited, at);
          assert.ok(ending === "timedOut" || ending === "unverifiable");
        });
      }
    }

    it("aborts the calls that nobody waits for any more", async () => {
      const clock = new CallClock(0);
      const aborted: number[] = [];
      const watcher = new Watcher((_ids, signal) => {
        signal.addEventListener("abort", () => aborted.push(clock.monotonic()));
        return new Promise(() => {});
      }, clock);
      const ending = await watcher.wait({ ...GATE, accountIds: [A], timeout: 30_000 });
      assert.equal(ending.ending === "unverifiable" && ending.fault.message, "there was no answer within 21s");
      assert.deepEqual(aborted, [30_000, 50_000]);
    });

    it("keeps what the last look has read until then", async () => {
      const clock = new CallClock(0);
      const fault: Fault = { kind: "unavailable", code: "TimeoutError", message: "no answer" };
      const watcher = new Watcher(async (_ids, signal) => {
        await clock.sleep(1e9, signal);
        return { readings: new Map([[A, all(A, "ENABLED")]]), unread: new Map([[B, fault]]) };
      }, clock);
      const { seen } = await watcher.wait({ ...GATE, accountIds: [A, B], timeout: 1_000 });
      assert.deepEqual([[...seen.readings.keys()], [...seen.unread.keys()]], [[A], [B]]);
    });
  });

  it("keeps its timeout however many others begin meanwhile", async () => {
    const service = new Scripted(timeline(["ENABLING"]), { latency: () => 15_000 });
    const ended = service.wait([A], { timeout: 200_000 });
    for (let i = 0; i < 5; i++) {
      await service.clock.sleep(35_000);
      void service.wait([B], { purpose: "read", timeout: 0 });
    }
    assert.equal((await ended).at, 215_000);
  });

  it("shows that it is alive while a look takes long", async () => {
    const service = new Scripted(timeline(["ENABLED"]), { latency: () => 9_000 });
    const waited: number[] = [];
    await service.wait([A], { onProgress: (seen) => waited.push(seen.waited) });
    assert.deepEqual(waited, [2_000, 4_000, 6_000, 8_000]);
  });

  const jumps: readonly (readonly [name: string, jump: (service: Scripted) => void])[] = [
    ["the clock is put forward by an hour", (service) => service.jump(3_600_000)],
    ["the clock is put back by an hour", (service) => service.jump(-3_600_000)],
    ["the computer sleeps for 1,000 hours", (service) => service.jump(3_600_000_000)],
    ["the computer sleeps for an hour, and the monotonic clock goes on", (service) => service.oversleep(3_600_000)],
  ];
  for (const [name, jump] of jumps) {
    for (const during of ["a pause", "a call"]) {
      describe(`when ${name} in ${during}`, () => {
        const begin = async (last: string, timeout: number) => {
          const service = new Scripted(timeline(["ENABLING", 60_000], [last]), {
            latency: () => (during === "a call" ? 500 : 0),
          });
          const wait = service.wait([A], { timeout });
          await service.clock.sleep(during === "a call" ? 100 : 20_000);
          jump(service);
          return wait;
        };

        it("goes on until everything is on", async () => {
          const { ending, at } = await begin("ENABLED", 7_200_000);
          assert.equal(ending, "passed");
          assert.ok(at <= 75_000, String(at));
        });

        it("looks once more before it times out", async () => {
          const { ending, at, seen } = await begin("ENABLING", 300_000);
          assert.equal(ending, "timedOut");
          assert.ok(at <= 301_000, String(at));
          assert.ok(seen.looks > 1);
        });
      });
    }
  }

  describe("a sleep of the computer", () => {
    for (const jump of ["jump", "oversleep"] as const) {
      it(`in the middle of a look makes its answer old (${jump})`, async () => {
        const service = new Scripted((id, at) => all(id, at < 1_000 ? "ENABLED" : "DISABLED"), {
          latency: (look) => (look === 1 ? 1_500 : 0),
        });
        const wait = service.wait([A], { grace: 0 });
        await service.clock.sleep(1_200);
        service[jump](3_600_000);
        assert.equal((await wait).ending, "violated");
      });
    }

    it("makes readings old: an account that was switched off meanwhile does not pass", async () => {
      const service = new Scripted(
        perAccount({
          [A]: (id, at) => all(id, at < 3_000 ? "ENABLED" : "DISABLED"),
          [B]: timeline(["ENABLING", 3_500], ["ENABLED"]),
        }),
      );
      const wait = service.wait([A, B]);
      await service.clock.sleep(3_200);
      service.jump(3_600_000);
      assert.equal((await wait).ending, "violated");
    });
  });

  for (const kind of ["denied", "credentials", "refused", "invalid"] as const) {
    it(`ends at once where the call is ${kind}`, async () => {
      const service = new Scripted(timeline([{ kind, code: "X", message: "" }]));
      const ending = await service.wait([A]);
      assert.deepEqual([ending.ending, ending.at, service.asked.length], ["unverifiable", 0, 1]);
      assert.equal(ending.ending === "unverifiable" && ending.fault.kind, kind);
    });
  }

  describe("many waits", () => {
    it("that begin together share every look", async () => {
      const alone = new Scripted(timeline(["ENABLING", 60_000], ["ENABLED"]));
      await alone.wait([A]);
      const service = new Scripted(timeline(["ENABLING", 60_000], ["ENABLED"]));
      const ids = accountNumbers(500);
      const endings = await Promise.all(ids.map((id) => service.wait([id])));
      assert.ok(endings.every(({ ending }) => ending === "passed"));
      assert.equal(service.asked.length, alone.asked.length);
      for (const { ids: asked } of service.asked) assert.deepEqual([...asked].sort(), ids);
    });

    it("on the same account ask for it once", async () => {
      const service = new Scripted(timeline(["ENABLING", 10_000], ["ENABLED"]));
      await Promise.all([service.wait([A, B]), service.wait([B, C])]);
      for (const { ids } of service.asked) assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(service.asked[0]!.ids, [A, B, C]);
    });

    it("end each on its own", async () => {
      const service = new Scripted(
        perAccount({
          [A]: timeline(["ENABLED"]),
          [B]: timeline(["ENABLING", 20_000], ["ENABLED"]),
          [C]: timeline([missing]),
        }),
      );
      const [one, two, three] = await Promise.all([service.wait([A]), service.wait([B]), service.wait([C])]);
      assert.deepEqual([one.ending, two.ending, three.ending], ["passed", "passed", "violated"]);
      assert.equal(one.at, 0);
      assert.ok(two.at >= 20_000 && two.at <= 26_000);
      assert.ok(three.at >= 30_000 && three.at <= 37_000);
      // Nobody is asked for who has ended.
      assert.ok(service.asked.slice(1).every(({ ids }) => !ids.includes(A)));
      assert.ok(service.asked.filter(({ at }) => at > two.at).every(({ ids }) => !ids.includes(B)));
    });

    it("that each want an earlier look make Node.js warn of nothing", async () => {
      const warnings: Error[] = [];
      const listener = (warning: Error): void => void warnings.push(warning);
      process.on("warning", listener);
      try {
        let drawn = 0;
        const random = (): number => 1 / ++drawn;
        const service = new Scripted(timeline(["ENABLING", 20_000], ["ENABLED"]), { random });
        const endings = await Promise.all(accountNumbers(40).map((id) => service.wait([id])));
        assert.ok(endings.every(({ ending }) => ending === "passed"));
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(warnings, []);
      } finally {
        process.off("warning", listener);
      }
    });

    it("look soon again when one joins in the middle of a long pause", async () => {
      const service = new Scripted(
        perAccount({ [A]: timeline(["ENABLING"]), [B]: timeline(["ENABLING", 310_000], ["ENABLED"]) }),
      );
      void service.wait([A]);
      await service.clock.sleep(301_234);
      const before = service.asked.length;
      const { ending, at } = await service.wait([B]);
      assert.equal(ending, "passed");
      assert.deepEqual(service.asked[before], { at: 301_234, ids: [B] });
      assert.ok(at >= 310_000 && at <= 313_500, String(at));
    });

    it("cost no more than a call each when they come one by one", async () => {
      const ids = accountNumbers(20);
      const service = new Scripted(timeline(["ENABLED"]));
      for (const id of ids) await service.wait([id]);
      assert.deepEqual(
        service.asked.map((each) => each.ids),
        ids.map((id) => [id]),
      );
    });

    it("look, in whatever turn after another has ended they begin", async () => {
      for (let turns = 0; turns < 30; turns++) {
        const service = new Scripted(timeline(["ENABLED"]));
        await service.wait([A]);
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        const { ending } = await Promise.race([
          service.wait([B]),
          service.clock.sleep(60_000).then(() => ({ ending: `hangs after ${turns} turns` })),
        ]);
        assert.equal(ending, "passed");
      }
    });

    it("that begin while a look is under way get one of their own at once", async () => {
      const service = new Scripted(timeline(["ENABLED"]), { latency: () => 1_000 });
      const first = service.wait([A]);
      await service.clock.sleep(500);
      const second = await service.wait([B]);
      assert.deepEqual([(await first).at, second.at], [1_000, 1_500]);
      assert.deepEqual(service.asked, [
        { at: 0, ids: [A] },
        { at: 500, ids: [B] },
      ]);
    });
  });

  it("tells its progress after every look that did not end it", async () => {
    const seen: Seen[] = [];
    const service = new Scripted(timeline(["ENABLING", 12_000], ["ENABLED"]));
    await service.wait([A], { onProgress: (each) => seen.push(each) });
    assert.equal(seen.length, service.asked.length - 1);
    assert.deepEqual(
      seen.map(({ looks }) => looks),
      seen.map((_, i) => i + 1),
    );
    assert.deepEqual(
      seen.map(({ waited }) => waited),
      service.asked.slice(0, -1).map(({ at }) => at),
    );
  });

  it("refuses a wait for no account", async () => {
    await assert.rejects(new Scripted(timeline(["ENABLED"])).wait([]), /a wait for no account would pass at once/);
  });

  it("rejects every wait for a mistake of ours, and goes on afterwards", async () => {
    let mistakes = 1;
    const service = new Scripted((id) => {
      if (mistakes-- > 0) throw new TypeError("x is not a function");
      return all(id, "ENABLED");
    });
    const results = await Promise.allSettled([service.wait([A]), service.wait([B])]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ["rejected", "rejected"],
    );
    assert.equal((await service.wait([A])).ending, "passed");
  });

  describe("neighbours", () => {
    it("let one look answer for all of them", async () => {
      const together = accountNumbers(100);
      const service = new Scripted(timeline(["ENABLED"]));
      const look = (id: string) => service.wait([id], { purpose: "read", timeout: 0, together });
      for (const id of together) assert.equal((await look(id)).ending, "passed");
      assert.deepEqual(
        service.asked.map((each) => each.ids.length),
        [100],
      );
    });

    it("never answer with what is no longer fresh, and never answer a wait", async () => {
      const service = new Scripted(timeline(["ENABLED", 5_000], ["DISABLED"]));
      const look = (id: string) => service.wait([id], { purpose: "read", timeout: 0, together: [A, B, C] });
      await look(A);
      await service.clock.sleep(11_000);
      const { seen } = await look(B);
      assert.equal(seen.pending[0]!.found, "DISABLED");
      assert.equal((await service.wait([C], { grace: 0 })).ending, "violated");
      assert.deepEqual(
        service.asked.map((each) => [...each.ids].sort()),
        [[A, B, C], [A, B, C], [C]],
      );
    });
  });
});
