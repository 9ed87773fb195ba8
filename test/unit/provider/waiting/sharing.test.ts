import assert from "node:assert/strict";
import type { Fault } from "../../../../provider/status/fault";
import { SELF } from "../../../../provider/status/report";
import { SharedReadings } from "../../../../provider/waiting/sharing";
import { A, accountNumbers, all, B, C } from "../../../support/readings";
import { Scripted, timeline } from "../../../support/scripted";

const report = (ids: Iterable<string>) => new Map([...ids].map((id) => [id, all(id, "ENABLED")]));

describe("SharedReadings", () => {
  it("asks for neighbours only where the last call has room", () => {
    const shared = new SharedReadings();
    const ids = accountNumbers(300);
    const room = (asked: readonly string[]) => shared.alsoAsk(new Set(asked), ids, 0).length;
    assert.deepEqual(
      [1, 40, 99, 100, 101, 199, 200, 201].map((count) => room(ids.slice(0, count))),
      [99, 60, 1, 0, 99, 1, 0, 99],
    );
    assert.equal(room([]), 0);
  });

  it("makes no call of its own for the caller's own account, nor for others beside it", () => {
    const shared = new SharedReadings();
    assert.deepEqual(shared.alsoAsk(new Set([SELF]), [SELF, A, B], 0), []);
    assert.deepEqual(shared.alsoAsk(new Set([A]), [SELF, A, B], 0), [B]);
    assert.deepEqual(shared.alsoAsk(new Set([SELF, A]), [SELF, A, B], 0), [B]);
  });

  it("asks for nobody twice, and for nobody of whom there is a fresh reading", () => {
    const shared = new SharedReadings();
    shared.keep(report([A, B]), new Set([A]), [A, B, C], 0);
    assert.deepEqual(shared.alsoAsk(new Set([A]), [A, B, C, C], 5_000), [C]);
    assert.deepEqual(shared.alsoAsk(new Set([A]), [A, B, C, C], 10_001), [B, C]);
  });

  it("gives a reading to each neighbour once, and to no one after 10 s, also where the clock is set back", () => {
    const shared = new SharedReadings();
    shared.keep(report([A, B]), new Set([A]), [A, A, A, B], 20_000);
    assert.equal(shared.take([A, C], 20_000), undefined);
    assert.equal(shared.take([A], 30_001), undefined);
    assert.equal(shared.take([A], 9_999), undefined);
    assert.deepEqual(shared.take([A, B], 30_000), report([A, B]));
    assert.deepEqual(shared.take([A], 30_000), report([A]));
    assert.equal(shared.take([A], 30_000), undefined);
    assert.equal(shared.take([B], 30_000), undefined);
  });
});

describe("Watcher with many gates", () => {
  const PENDING = timeline(["ENABLING"]);

  it("asks for 500 gates that begin together with one look", async () => {
    const service = new Scripted(timeline(["ENABLED"]));
    await Promise.all(accountNumbers(500).map((id) => service.wait([id])));
    assert.deepEqual(
      service.asked.map(({ at, ids }) => [at, ids.length]),
      [[0, 500]],
    );
  });

  it("asks for a gate that joins alone, and then for all, as soon as that gate needs it", async () => {
    const service = new Scripted(PENDING);
    const early = service.wait([A, B], { timeout: 60_000 });
    await service.clock.sleep(30_000);
    await Promise.all([early, service.wait([C], { timeout: 10_000 })]);
    const asked = service.asked.filter(({ at }) => at >= 30_000 && at < 34_000);
    assert.deepEqual(
      asked.map(({ at, ids }) => [at, ids]),
      [
        [30_000, [C]],
        [33_000, [A, B, C]],
      ],
    );
  });

  it("does not put off the next tick for gates that come and go", async () => {
    const service = new Scripted((id, at, look) => (id === A ? PENDING : timeline(["ENABLED"]))(id, at, look));
    const waiting = service.wait([A], { timeout: 40_000 });
    const ticksAlone = async () => {
      const alone = new Scripted(PENDING);
      await alone.wait([A], { timeout: 40_000 });
      return alone.asked.map(({ at }) => at);
    };
    for (let second = 0; second < 39; second++) {
      await service.clock.sleep(1_000);
      await service.wait([B]);
    }
    await waiting;
    assert.deepEqual(
      service.asked.filter(({ ids }) => ids.includes(A)).map(({ at }) => at),
      await ticksAlone(),
    );
  });

  it("waits no shorter for previews that are answered meanwhile without a look", async () => {
    const service = new Scripted((id, at, look) => (id === A ? PENDING : timeline(["ENABLED"]))(id, at, look));
    const ended = service.wait([A], { timeout: 20_000 }).then(() => service.elapsed());
    for (const id of [B, C]) {
      await service.clock.sleep(1_000);
      await service.wait([id], { purpose: "read", timeout: 0, together: [B, C] });
    }
    assert.equal(service.asked.filter(({ ids }) => ids.includes(C)).length, 1);
    assert.equal(await ended, 20_000);
  });

  it("tells a gate at once what is read for another that begins", async () => {
    const service = new Scripted((_id, at) => all(A, at < 4_000 ? "ENABLING" : "ENABLED"));
    const ended = service.wait([A]).then(() => service.elapsed());
    await service.clock.sleep(4_500);
    await service.wait([A, B]);
    assert.equal(await ended, 4_500);
  });

  it("still says who could not be read, where it ends by what is read for another", async () => {
    const down: Fault = { kind: "unavailable", code: "InternalServerException", message: "" };
    const service = new Scripted((id, at) => (at < 1_000 ? down : id === A ? all(A, "DISABLED") : all(id, "ENABLED")));
    const ended = service.wait([A, B], { grace: 0 });
    await service.clock.sleep(1_500);
    await service.wait([A], { grace: 0 });
    const { ending, seen } = await ended;
    assert.deepEqual([ending, [...seen.unread.keys()]], ["violated", [B]]);
  });

  it("asks no more often for who could not be read, where others begin", async () => {
    const down: Fault = { kind: "unavailable", code: "InternalServerException", message: "" };
    const service = new Scripted((id, at) =>
      id === A && at > 10_000 ? down : all(id, id === B && at < 14_000 ? "ENABLING" : "ENABLED"),
    );
    const ended = service.wait([A, B], { timeout: 60_000 });
    await service.clock.sleep(30_000);
    const times = () => service.asked.filter(({ ids }) => ids.includes(A)).length;
    const before = times();
    for (let i = 0; i < 5; i++) await service.wait([B]);
    assert.equal(times(), before);
    assert.equal((await ended).ending, "timedOut");
  });
});
