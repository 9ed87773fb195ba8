import assert from "node:assert/strict";
import { Progress } from "../../../../provider/gate/progress";

describe("Progress", () => {
  function linesOf(reports: [line: string, waited: number][]): string[] {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    for (const [line, waited] of reports) progress.report(line, waited, () => `after ${waited / 1_000}s`);
    return lines;
  }

  it("says a line when it is new", () => {
    assert.deepEqual(
      linesOf([
        ["a", 0],
        ["a", 3_000],
        ["b", 5_000],
        ["b", 6_000],
        ["a", 7_000],
      ]),
      ["a", "b", "a"],
    );
  });

  it("says after 1, 2, 4, 8 … minutes that it is still so", () => {
    const everySecond = Array.from({ length: 1_000 }, (_, second): [string, number] => ["a", second * 1_000]);
    assert.deepEqual(linesOf(everySecond), [
      "a",
      "a (after 60s)",
      "a (after 120s)",
      "a (after 240s)",
      "a (after 480s)",
      "a (after 960s)",
    ]);
  });

  it("does not repeat what was said just now", () => {
    assert.deepEqual(
      linesOf([
        ["a", 0],
        ["b", 61_000],
        ["b", 62_000],
        ["b", 121_000],
        ["b", 1_000_000],
        ["b", 1_010_000],
      ]),
      ["a", "b", "b (after 121s)", "b (after 1000s)"],
    );
  });
});
