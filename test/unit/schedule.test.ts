import assert from "node:assert/strict";
import { nextDelay } from "../../provider/schedule";

describe("nextDelay", () => {
  const table: [waited: number, delay: number][] = [
    [0, 3_500],
    [3_499, 3_500],
    [3_500, 2_000],
    [11_000, 2_000],
    [20_000, 3_500],
    [60_000, 10_500],
    [74_285, 12_999.875],
    [75_000, 13_000],
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

  it("keeps the lag within half of the wait or 6 s, and a wait of half an hour within 160 looks", () => {
    let waited = 0;
    let looks = 1;
    while (waited < 1_800_000) {
      const delay = nextDelay(waited, 0.999);
      assert.ok(delay <= Math.max(6_000, waited / 2));
      waited += nextDelay(waited, 0);
      looks++;
    }
    assert.ok(looks <= 170, String(looks));
  });
});
