import assert from "node:assert/strict";
import { formatDuration, parseDuration } from "../../../../provider/values/duration";

describe("duration", () => {
  const durations: [text: string, milliseconds: number | undefined][] = [
    ["30m", 1_800_000],
    ["90s", 90_000],
    ["1h30m", 5_400_000],
    ["1h30m15s250ms", 5_415_250],
    ["500ms", 500],
    ["0s", 0],
    ["1.5h", 5_400_000],
    ["0.25s", 250],
    ["10m10m", 1_200_000],
    ["", undefined],
    ["30", undefined],
    ["m", undefined],
    ["30 m", undefined],
    [" 30m", undefined],
    ["30m ", undefined],
    ["30m\n", undefined],
    ["-30m", undefined],
    ["+30m", undefined],
    ["30M", undefined],
    ["30min", undefined],
    ["1d", undefined],
    ["1h30", undefined],
    ["1,5h", undefined],
    [".5h", undefined],
    ["1.h", undefined],
    ["1e3s", undefined],
    ["0x10s", undefined],
    ["Infinitys", undefined],
    ["PT30M", undefined],
    ["٣m", undefined],
    ["30ｍ", undefined],
    ["9999999999999999h", undefined],
    [`${"9".repeat(400)}s`, undefined],
  ];
  for (const [text, milliseconds] of durations) {
    it(`parses ${JSON.stringify(text.slice(0, 30))} as ${milliseconds}`, () =>
      assert.equal(parseDuration(text), milliseconds));
  }

  it("refuses a long text that is no duration without delay", () => {
    assert.equal(parseDuration(`${"1m".repeat(50_000)}x`), undefined);
  });

  const formatted: [milliseconds: number, text: string][] = [
    [0, "0s"],
    [1, "0.1s"],
    [400, "0.4s"],
    [999, "1s"],
    [1_000, "1s"],
    [12_400, "12s"],
    [59_500, "1m"],
    [60_000, "1m"],
    [125_000, "2m5s"],
    [3_599_600, "1h"],
    [3_605_000, "1h5s"],
    [5_400_000, "1h30m"],
    [90_061_000, "25h1m1s"],
  ];
  for (const [milliseconds, text] of formatted) {
    it(`says ${text} for ${milliseconds} ms`, () => assert.equal(formatDuration(milliseconds), text));
  }
});
