import assert from "node:assert/strict";
import type { MembershipResult } from "../../../../provider/aws/organization";
import type { FaultKind } from "../../../../provider/status/fault";
import { listPatiently, type ListingRequest } from "../../../../provider/waiting/listing";
import { A } from "../../../support/readings";
import { CallClock } from "../../../support/scripted";

const MEMBERS: MembershipResult = {
  outcome: "members",
  administrator: A,
  membership: { watched: [A], skipped: {}, unmatched: [] },
};

function failed(kind: FaultKind): MembershipResult {
  return { outcome: "fault", operation: "ListMembers", fault: { kind, code: "X", message: "" } };
}

/** Lists while `results` come one after the other, the last one for ever, each after `latency`. */
async function list(results: readonly MembershipResult[], request: ListingRequest, latency = 0) {
  const clock = new CallClock(0);
  let lists = 0;
  const aborted: number[] = [];
  const result = await listPatiently(
    async (signal) => {
      signal.addEventListener("abort", () => aborted.push(clock.monotonic()));
      const next = results[Math.min(lists++, results.length - 1)]!;
      await clock.sleep(latency);
      return next;
    },
    request,
    clock,
  );
  const code = result.outcome === "fault" ? result.fault.code : result.outcome;
  return { code, lists, at: clock.monotonic(), aborted };
}

describe("listPatiently", () => {
  it("lists once where that works", async () => {
    assert.deepEqual(await list([MEMBERS], { timeout: 60_000 }), { code: "members", lists: 1, at: 0, aborted: [] });
  });

  it("lists again while the service has trouble", async () => {
    const { code, lists, at } = await list([failed("throttled"), failed("unavailable"), MEMBERS], { timeout: 60_000 });
    assert.deepEqual([code, lists], ["members", 3]);
    assert.ok(at >= 4_000 && at <= 10_000, String(at));
  });

  for (const kind of ["denied", "credentials", "refused"] as const) {
    it(`ends at once where it is ${kind}`, async () => {
      const { code, lists } = await list([failed(kind)], { timeout: 60_000 });
      assert.deepEqual([code, lists], ["X", 1]);
    });
  }

  it("gives up when the time is up", async () => {
    const { code, at } = await list([failed("unavailable")], { timeout: 60_000 });
    assert.deepEqual([code, at], ["X", 60_000]);
  });

  it("gives up a service that can't be reached within 15 s", async () => {
    const { code, at } = await list([failed("unreachable")], { timeout: 600_000 });
    assert.equal(code, "X");
    assert.ok(at <= 15_000, String(at));
  });

  it("counts from when the time began", async () => {
    const { at } = await list([failed("unavailable")], { timeout: 60_000, begun: -45_000 });
    assert.equal(at, 15_000);
  });

  for (const [timeout, limit] of [
    [30_000, 30_000],
    [0, 60_000],
  ] as const) {
    it(`ends after ${limit} ms of ${timeout} whatever the service does, and aborts its calls`, async () => {
      const { code, at, aborted } = await list([MEMBERS], { timeout }, 1e9);
      assert.deepEqual([code, at, aborted], ["TimeoutError", limit, [limit]]);
    });
  }
});
