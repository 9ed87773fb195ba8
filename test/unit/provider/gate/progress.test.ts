import assert from "node:assert/strict";
import { Progress, progressLine } from "../../../../provider/gate/progress";
import type { Fault } from "../../../../provider/status/fault";
import type { Verdict } from "../../../../provider/status/verdict";
import { seenOf } from "../../../support/endings";
import { gateFor } from "../../../support/gates";
import { A, accountNumbers, B, C, missing } from "../../../support/readings";

function pending(kind: Verdict["kind"], found: string, rest: Partial<Verdict> = {}): Verdict {
  return { verdict: "pending", kind, accountId: A, expected: "ENABLED", found, ...rest };
}

function of(accountId: string, found: string, ...types: NonNullable<Verdict["resourceType"]>[]): Verdict[] {
  if (types.length === 0) return [pending("mismatch", found, { accountId })];
  return types.map((resourceType) => pending("mismatch", found, { accountId, resourceType }));
}

describe("progressLine", () => {
  const fault: Fault = { kind: "throttled", code: "ThrottlingException", message: "Rate exceeded" };
  const table: [verdicts: Verdict[], unread: [string, Fault][], total: number, line: string | undefined][] = [
    [of(A, "ENABLING"), [], 1, `0/1 ENABLED; ENABLING: ${A}; us-east-1`],
    [of(A, "ENABLING", "EC2", "ECR"), [], 12, `11/12 ENABLED; ENABLING: ${A} EC2 ECR; us-east-1`],
    [
      [...of(A, "ENABLING", "EC2", "ECR"), ...of(B, "ENABLING", "EC2", "ECR"), ...of(C, "ENABLING", "ECR")],
      [],
      3,
      `0/3 ENABLED; ENABLING: ${A}, ${B} EC2 ECR, ${C} ECR; us-east-1`,
    ],
    [
      [...of(A, "ENABLING", "EC2", "ECR"), ...of(A, "DISABLED", "LAMBDA"), ...of(B, "DISABLED", "LAMBDA")],
      [],
      3,
      `1/3 ENABLED; ENABLING: ${A} EC2 ECR; DISABLED: ${A}, ${B} LAMBDA; us-east-1`,
    ],
    [
      [pending("failed", "DISABLED", { errorCode: "SSM_THROTTLED" })],
      [],
      2,
      `1/2 ENABLED; DISABLED (SSM_THROTTLED): ${A}; us-east-1`,
    ],
    [[pending("nothingEnabled", "ENABLED")], [], 1, `0/1 ENABLED; ENABLED without a scan type: ${A}; us-east-1`],
    [
      [pending("unread", "FAILED", { accountId: B, errorCode: "ThrottlingException" })],
      [[B, fault]],
      2,
      `1/2 ENABLED; not readable (ThrottlingException): ${B}; us-east-1`,
    ],
    [of("self", "ENABLING"), [], 1, "0/1 ENABLED; ENABLING: the caller's account; us-east-1"],
    [
      accountNumbers(12).flatMap((id) => of(id, "ENABLING", "EC2")),
      [],
      20,
      `8/20 ENABLED; ENABLING: ${accountNumbers(10).join(", ")} EC2 and 2 more; us-east-1`,
    ],
    [
      [
        ...accountNumbers(300).flatMap((id) => of(id, "ENABLING")),
        ...of(A, "DISABLED"),
        ...of(B, "MISSING"),
        ...of(C, "SUSPENDING"),
      ],
      [],
      303,
      `0/303 ENABLED; ENABLING: ${accountNumbers(2).join(", ")} and 298 more; DISABLED: ${A}; MISSING: ${B}; SUSPENDING: ${C}; us-east-1`,
    ],
    [[], [], 12, undefined],
  ];
  for (const [verdicts, unread, total, line] of table) {
    it(line?.slice(0, 80) ?? "says nothing where nobody is pending", () => {
      const open = new Set([...verdicts.map(({ accountId }) => accountId), ...unread.map(([id]) => id)]);
      const accountIds = [...open, ...accountNumbers(1_000).filter((id) => !open.has(id))].slice(0, total);
      const readings = new Map(accountIds.filter((id) => !unread.some(([it]) => it === id)).map((id) => [id, missing]));
      const seen = { ...seenOf({}, { status: "ENABLED" }), readings, pending: verdicts, unread: new Map(unread) };
      assert.equal(progressLine(gateFor({}, { accountIds }), seen), line);
    });
  }

  it("names the accounts without an answer yet", () => {
    const gate = gateFor({}, { accountIds: [A, B, C] });
    assert.equal(
      progressLine(gate, seenOf({}, { status: "ENABLED" })),
      `0/3 ENABLED; no answer yet: ${A}, ${B}, ${C}; us-east-1`,
    );
  });

  it("is without control characters", () => {
    const seen = { ...seenOf({}, { status: "ENABLED" }), pending: of(A, "HIBER\u001b[31mNATED\u0007\n") };
    assert.doesNotMatch(progressLine(gateFor({}), seen)!, /\p{Cc}/u);
  });
});

describe("Progress", () => {
  function linesOf(reports: [line: string | undefined, waited: number][], timeout = 1_800_000): string[] {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line), timeout);
    for (const [line, waited] of reports) progress.report(line, waited);
    return lines;
  }

  it("says a line when it is new, and nothing without a line", () => {
    assert.deepEqual(
      linesOf([
        ["a", 0],
        ["a", 3_000],
        ["b", 5_000],
        [undefined, 5_500],
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
      "a (1m of 30m)",
      "a (2m of 30m)",
      "a (4m of 30m)",
      "a (8m of 30m)",
      "a (16m of 30m)",
    ]);
  });

  it("has only the time waited where there is no more than one look", () => {
    assert.deepEqual(linesOf([["a", 61_000]], 0), ["a (1m1s)"]);
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
      ["a", "b (1m1s of 30m)", "b (2m1s of 30m)", "b (16m40s of 30m)"],
    );
  });

  it("says a change at once, also late", () => {
    assert.deepEqual(
      linesOf([
        ["a", 0],
        ["a", 1_000_000],
        ["b", 1_010_000],
        ["c", 1_020_000],
      ]),
      ["a", "a (16m40s of 30m)", "b (16m50s of 30m)", "c (17m of 30m)"],
    );
  });

  for (const [name, pause] of [
    ["every second", 1_000],
    ["every 10 s", 10_000],
    ["every 50 s", 50_000],
  ] as const) {
    it(`needs at most 40 lines for half an hour in which something changes ${name}, and is never silent for long`, () => {
      const lines: number[] = [];
      const progress = new Progress(() => lines.push(now), 1_800_000);
      let now = 0;
      for (; now <= 1_800_000; now += pause) progress.report(`line ${now}`, now);
      assert.ok(lines.length <= 40, String(lines.length));
      assert.ok(lines.length >= 30, String(lines.length));
      assert.deepEqual(lines.slice(0, 3), [0, pause, 2 * pause]);
      for (const [i, at] of lines.entries()) {
        const next = lines[i + 1] ?? now;
        assert.ok(next - at <= Math.max(60_000, 0.3 * at), `silent from ${at} to ${next}`);
      }
    });
  }
});
