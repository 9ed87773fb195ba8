import assert from "node:assert/strict";
import type { Reading } from "../../../../provider/status/report";
import { Wait } from "../../../../provider/waiting/wait";
import { A, B, all } from "../../../support/readings";

// Looks whose calls take long: what they bring is as old as their beginning, and the rest goes stale meanwhile.

/** A look from one second to another, in a computer that is awake unless told otherwise. */
function look(wait: Wait, from: number, to: number, statuses: Readonly<Record<string, string>>, awakeTo = to) {
  const readings = new Map<string, Reading>(Object.entries(statuses).map(([id, status]) => [id, all(id, status)]));
  return wait.take(
    { readings, unread: new Map(), at: from * 1_000, awakeAt: from * 1_000, endedAt: to * 1_000 },
    awakeTo * 1_000,
  )?.ending;
}

function waitFor(rest: { readonly timeout?: number; readonly grace?: number } = {}): Wait {
  return new Wait(
    {
      accountIds: [A, B],
      expectation: { status: "ENABLED" },
      purpose: "gate",
      timeout: 600_000,
      grace: 30_000,
      ...rest,
    },
    0,
  );
}

describe("a wait with slow looks", () => {
  it("does not time out because what was on has gone stale at the last look", () => {
    const wait = waitFor({ timeout: 60_000 });
    look(wait, 55, 56, { [A]: "ENABLED", [B]: "ENABLING" });
    assert.equal(look(wait, 60, 80, { [B]: "ENABLED" }), undefined);
    assert.ok(wait.due(80_000, 80_000).includes(A));
    assert.equal(look(wait, 80, 81, { [A]: "ENABLED", [B]: "ENABLED" }), "passed");
  });

  it("reads everything again where one part after the other goes stale", () => {
    const wait = waitFor();
    look(wait, 0, 1, { [A]: "ENABLED", [B]: "ENABLING" });
    assert.equal(look(wait, 5, 25, { [B]: "ENABLED" }), undefined);
    assert.equal(look(wait, 25, 45, { [A]: "ENABLED" }), undefined);
    assert.deepEqual(wait.due(45_000, 45_000), [A, B]);
    assert.equal(look(wait, 45, 65, { [A]: "ENABLED", [B]: "ENABLED" }), "passed");
  });

  it("begins to count a doubt when the first answer is there", () => {
    const wait = waitFor();
    look(wait, 0, 20, { [A]: "DISABLED", [B]: "ENABLED" });
    assert.equal(look(wait, 40, 41, { [A]: "DISABLED" }), undefined);
    assert.equal(look(wait, 50, 51, { [A]: "DISABLED" }), "violated");
  });

  it("without a grace is over at the first of them", () => {
    assert.equal(look(waitFor({ grace: 0 }), 0, 20, { [A]: "DISABLED", [B]: "ENABLED" }), "violated");
  });

  it("does not pass on what was read before the computer slept in the middle of a look", () => {
    const wait = waitFor();
    assert.equal(look(wait, 0, 7_205, { [A]: "ENABLED", [B]: "ENABLED" }, 60), undefined);
    assert.deepEqual(wait.due(7_205_000, 60_000), [A, B]);
    assert.equal(look(wait, 7_205, 14_405, { [A]: "ENABLED", [B]: "ENABLED" }, 120), undefined);
    // The third time in a row, it is the service that is slow.
    assert.equal(look(wait, 14_405, 14_605, { [A]: "ENABLED", [B]: "ENABLED" }, 180), "passed");
  });

  it("does not take the first sleep for slowness, however often the looks before took long", () => {
    const wait = waitFor();
    look(wait, 0, 1, { [A]: "ENABLED", [B]: "ENABLING" });
    assert.equal(look(wait, 5, 25, { [B]: "ENABLED" }), undefined);
    assert.equal(look(wait, 25, 45, { [A]: "ENABLED" }), undefined);
    assert.equal(look(wait, 45, 7_250, { [A]: "ENABLED", [B]: "ENABLED" }, 50), undefined);
  });
});
