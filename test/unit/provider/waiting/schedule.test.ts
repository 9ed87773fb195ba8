import assert from "node:assert/strict";
import { nextDelay } from "../../../../provider/waiting/schedule";

describe("nextDelay", () => {
  const table: [waited: number, delay: number][] = [
    [0, 3_000],
    [1_499, 3_000],
    [1_600, 1_264.911],
    [4_000, 2_000],
    [9_000, 3_000],
    [64_000, 8_000],
    [169_000, 13_000],
    [1_800_000, 13_000],
  ];
  for (const [waited, delay] of table) {
    it(`is ${delay} ms after ${waited} ms`, () => {
      assert.ok(Math.abs(nextDelay(waited, 0.5) - delay) < 0.001);
    });

    it(`is 10 percent shorter or longer by chance, after ${waited} ms`, () => {
      assert.ok(Math.abs(nextDelay(waited, 0) - 0.9 * delay) < 0.001);
      assert.ok(Math.abs(nextDelay(waited, 1) - 1.1 * delay) < 0.001);
    });
  }

  it("keeps the lag within 4 s or a third of the wait, and a wait of half an hour within 200 looks", () => {
    let waited = 0;
    let looks = 1;
    while (waited < 1_800_000) {
      const delay = nextDelay(waited, 0.999);
      assert.ok(delay <= Math.max(4_000, waited / 3));
      waited += nextDelay(waited, 0);
      looks++;
    }
    assert.ok(looks <= 200, String(looks));
  });
});
