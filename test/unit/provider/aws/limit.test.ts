import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { SlowAnswer, untilAborted, withinTime } from "../../../../provider/aws/limit";
import { FaultError, faultOf } from "../../../../provider/status/fault";

const never = new Promise<never>(() => undefined);
const late = () => new Error("late");

describe("withinTime", () => {
  it("settles as the work does", async () => {
    assert.equal(await withinTime(1_000, late, async () => 1), 1);
    await assert.rejects(
      withinTime(1_000, late, () => Promise.reject(new Error("own"))),
      { message: "own" },
    );
  });

  it("aborts work that takes too long, and ends even if it does not listen", async () => {
    let told: AbortSignal | undefined;
    const work = (signal: AbortSignal) => ((told = signal), never);
    await assert.rejects(withinTime(5, late, work), { message: "late" });
    assert.equal(told!.aborted, true);
  });

  it("ends when its caller aborts, before or after it began", async () => {
    const outer = new AbortController();
    const waiting = untilAborted(() => never, outer.signal);
    outer.abort();
    for (const promise of [waiting, untilAborted(() => never, outer.signal)]) {
      await assert.rejects(promise, (error) => {
        const { kind, code, message } = faultOf(error);
        assert.deepEqual([kind, code], ["unavailable", "TimeoutError"]);
        assert.match(message, /^there was no answer within \d+(\.\d)?s$/);
        return true;
      });
    }
  });

  it("gives the reason of the abort", async () => {
    const reason = new FaultError({ kind: "unavailable", code: "TimeoutError", message: "the time is up" });
    await assert.rejects(
      untilAborted(() => never, AbortSignal.abort(reason)),
      (error) => error === reason,
    );
  });

  it("leaves nothing behind", async () => {
    const { setTimeout, clearTimeout } = globalThis;
    const running = new Set<unknown>();
    const set = (...args: Parameters<typeof setTimeout>) => {
      const timer = setTimeout(...args);
      running.add(timer);
      return timer;
    };
    globalThis.setTimeout = Object.assign(set, setTimeout);
    globalThis.clearTimeout = (timer) => (running.delete(timer), clearTimeout(timer));
    const outer = new AbortController();
    try {
      await withinTime(60_000, late, async () => 1, outer.signal);
      await assert.rejects(withinTime(60_000, late, () => never, AbortSignal.abort()));
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout });
    }
    assert.deepEqual([running.size, getEventListeners(outer.signal, "abort").length], [0, 0]);
  });
});

describe("SlowAnswer", () => {
  it("says that the service is there and too slow, and is tried again", () => {
    const error = new SlowAnswer(20_000);
    assert.deepEqual(faultOf(error), {
      kind: "unavailable",
      code: "TimeoutError",
      message: "the service is too slow: there was no whole answer within 20s",
    });
    assert.ok(error.$retryable);
  });
});
