import assert from "node:assert/strict";
import { SharedReadings } from "../../../../provider/waiting/sharedReadings";
import { A, accountNumbers, all, B, C } from "../../../support/readings";

const at = (milliseconds: number) => ({ monotonic: milliseconds, wall: milliseconds });

function readingsOf(ids: readonly string[]) {
  return new Map(ids.map((id) => [id, all(id, "ENABLED")]));
}

describe("SharedReadings", () => {
  it("hands out what a neighbour has brought, as often as it is asked for", () => {
    const shared = new SharedReadings();
    shared.keep(readingsOf([A, B]), at(0));
    for (let times = 0; times < 3; times++) assert.deepEqual(shared.take([B], at(10_000)), readingsOf([B]));
    assert.deepEqual(shared.take([A, B], at(10_000)), readingsOf([A, B]));
  });

  it("hands out nothing where one account is missing, or not fresh any more", () => {
    const shared = new SharedReadings();
    shared.keep(readingsOf([A]), at(0));
    shared.keep(readingsOf([B]), at(5_000));
    assert.equal(shared.take([A, C], at(6_000)), undefined);
    assert.equal(shared.take([A, B], at(10_001)), undefined);
    assert.deepEqual(shared.take([B], at(10_001)), readingsOf([B]));
  });

  for (const now of [at(3_600_000), { monotonic: 1, wall: 3_600_000 }]) {
    it(`hands out nothing from before a sleep of the computer (monotonic clock at ${now.monotonic})`, () => {
      const shared = new SharedReadings();
      shared.keep(readingsOf([A]), at(0));
      assert.equal(shared.take([A], now), undefined);
    });
  }

  it("names the neighbours that were not read, each once, and not the gate's own accounts", () => {
    const shared = new SharedReadings();
    shared.keep(readingsOf([B]), at(0));
    assert.deepEqual(shared.missing([A], [A, B, C, C, "self"], at(1_000)), [C]);
    assert.deepEqual(shared.missing([A], [A, B, C], at(11_000)), [B, C]);
  });

  for (const [own, room] of [
    [1, 99],
    [100, 0],
    [101, 99],
    [250, 50],
  ] as const) {
    it(`names as many as the last call for ${own} has room for: ${room}`, () => {
      const ids = accountNumbers(own + 200);
      const missing = new SharedReadings().missing(ids.slice(0, own), ids, at(0));
      assert.deepEqual(missing, ids.slice(own, own + room));
    });
  }

  it("leaves the caller's own account, which is a call of its own, out of the count", () => {
    const ids = accountNumbers(150);
    assert.equal(new SharedReadings().missing(["self"], ids, at(0)).length, 0);
    assert.equal(new SharedReadings().missing(["self", ids[0]!], ids, at(0)).length, 99);
  });
});
