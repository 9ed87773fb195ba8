import assert from "node:assert/strict";
import { BatchGetAccountStatusCommand, Inspector2Client } from "@aws-sdk/client-inspector2";
import { startEmulator } from "../../../../sdk/testing/emulator";
import { VirtualClock } from "../../../../sdk/testing/virtualClock";

describe("VirtualClock", () => {
  it("moves to the earliest wake-up when only sleeping is left to do", async () => {
    const clock = new VirtualClock({ start: 0 });
    const seen: string[] = [];
    const sleeper = async (name: string, ...waits: number[]) => {
      for (const wait of waits) {
        await clock.sleep(wait);
        seen.push(`${name}@${clock.now()}`);
      }
    };
    await Promise.all([sleeper("slow", 3_600_000), sleeper("quick", 1_000, 2_000), sleeper("even", 3_000)]);
    assert.deepEqual(seen, ["quick@1000", "even@3000", "quick@3000", "slow@3600000"]);
  });

  it("advances exactly, and wakes sleepers on the way", async () => {
    const clock = new VirtualClock({ start: 0, manual: true });
    const seen: number[] = [];
    void (async () => {
      for (;;) {
        await clock.sleep(400);
        seen.push(clock.now());
      }
    })();
    await clock.advance(1_000);
    assert.deepEqual(seen, [400, 800]);
    assert.equal(clock.now(), 1_000);
    await clock.advance(200);
    assert.deepEqual(seen, [400, 800, 1_200]);
  });

  it("stands still while a call is on its way, even if others sleep", async () => {
    const clock = new VirtualClock({ start: 0 });
    const emulator = await startEmulator(
      { accounts: { "111122223333": [{ all: "ENABLING", for: "8s" }, "ENABLED"] } },
      { clock },
    );
    const client = new Inspector2Client({
      endpoint: emulator.url,
      region: "us-east-1",
      credentials: { accessKeyId: "X", secretAccessKey: "x" },
    });
    const deadline = new AbortController();
    const limit = clock.sleep(1_800_000, deadline.signal);
    const statuses: (string | undefined)[] = [];
    while (statuses.at(-1) !== "ENABLED") {
      statuses.push((await client.send(new BatchGetAccountStatusCommand({}))).accounts?.[0]?.state?.status);
      await clock.sleep(5_000);
    }
    assert.deepEqual(statuses, ["ENABLING", "ENABLING", "ENABLED"]);
    assert.deepEqual(
      emulator.calls.map(({ at }) => at),
      [0, 5_000, 10_000],
    );
    deadline.abort();
    await limit;
    client.destroy();
    await emulator.close();
  });

  it("jumps without waking anybody, in both directions", async () => {
    const clock = new VirtualClock({ start: 0, manual: true });
    let woken = false;
    void clock.sleep(1_000).then(() => (woken = true));
    clock.jump(3_600_000);
    assert.equal(clock.now(), 3_600_000);
    await clock.advance(999);
    assert.equal(woken, false);
    clock.jump(-7_200_000);
    await clock.advance(1);
    assert.equal(woken, true);
    assert.equal(clock.now(), -3_599_000);
  });

  it("ends a sleep at once when its signal is aborted", async () => {
    const clock = new VirtualClock({ start: 0, manual: true });
    const controller = new AbortController();
    const sleep = clock.sleep(1_000, controller.signal);
    controller.abort();
    await sleep;
    await clock.sleep(1_000, controller.signal);
    assert.equal(clock.now(), 0);
  });
});
