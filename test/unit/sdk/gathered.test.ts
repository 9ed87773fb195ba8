import assert from "node:assert/strict";
import { install, type Clock } from "@sinonjs/fake-timers";
import { gathered } from "../../../sdk/gathered";

describe("gathered looks", () => {
  let clock: Clock;
  beforeEach(() => (clock = install()));
  afterEach(() => void clock.uninstall());

  it("begin after all calls that share them; a later call gets a look of its own", async () => {
    const began: number[] = [];
    const look = gathered(async () => {
      began.push(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return began.length;
    });
    const asked: { at: number; look: Promise<number> }[] = [];
    for (const pause of [0, 5, 20, 500, 2_000]) {
      await clock.tickAsync(pause);
      asked.push({ at: Date.now(), look: look() });
    }
    await clock.runAllAsync();
    const served = await Promise.all(asked.map((each) => each.look));
    assert.equal(began.length, 4);
    assert.equal(served[0], served[1]);
    for (const [index, { at }] of asked.entries()) {
      const look = index === 0 ? 0 : index - 1;
      assert.ok(began[look]! >= at, `${began[look]} is not before ${at}`);
    }
  });

  it("share a failure as well, and begin anew after it", async () => {
    let looks = 0;
    const look = gathered(async () => {
      looks++;
      throw new Error(`look ${looks}`);
    });
    const both = Promise.allSettled([look(), look()]);
    await clock.runAllAsync();
    assert.deepEqual(
      (await both).map((result) => (result as PromiseRejectedResult).reason.message),
      ["look 1", "look 1"],
    );
    const again = look().catch((error: Error) => error.message);
    await clock.runAllAsync();
    assert.equal(await again, "look 2");
  });
});
