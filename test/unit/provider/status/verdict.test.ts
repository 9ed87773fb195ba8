import assert from "node:assert/strict";
import { assess, type Assessment, type Expectation } from "../../../../provider/status/assessment";
import { judge, verdictsOf } from "../../../../provider/status/verdict";
import { A, all, B, C, failed, missing } from "../../../support/readings";

const ON: Expectation = { status: "ENABLED" };

describe("judge", () => {
  const doubt = assess(A, all(A, "DISABLED"), ON)[0]!;
  const transition = assess(A, all(A, "ENABLING"), ON)[0]!;
  const final = assess(A, failed(A, { errorCode: "ACCOUNT_IS_ISOLATED" }), ON)[0]!;
  const ok = assess(A, all(A, "ENABLED"), ON)[0]!;
  const table: [assessment: Assessment, doubtedFor: number, grace: number, verdict: string][] = [
    [ok, 0, 0, "ok"],
    [ok, 60_000, 30_000, "ok"],
    [doubt, 0, 0, "violation"],
    [doubt, 0, 30_000, "pending"],
    [doubt, 29_999, 30_000, "pending"],
    [doubt, 30_000, 30_000, "violation"],
    [transition, 0, 0, "pending"],
    [transition, Infinity, 30_000, "pending"],
    [final, 0, 30_000, "violation"],
  ];
  for (const [assessment, doubtedFor, grace, verdict] of table) {
    it(`${assessment.outcome}, seen for ${doubtedFor} of ${grace} ms: ${verdict}`, () => {
      const judged = judge(assessment, doubtedFor, grace);
      const { outcome: _outcome, ...finding } = assessment;
      assert.deepEqual(judged, verdict === "ok" ? undefined : { ...finding, verdict });
    });
  }
});

describe("verdictsOf", () => {
  it("sorts by account and scan type", () => {
    const expectation: Expectation = { status: "ENABLED", resourceTypes: ["EC2", "ECR", "LAMBDA"] };
    const judged = [...assess(B, all(B, "SUSPENDED"), expectation), ...assess(A, missing, expectation)];
    const verdicts = judged.reverse().flatMap((assessment) => judge(assessment, 1, 0) ?? []);
    assert.deepEqual(
      verdictsOf(verdicts, new Map(), expectation).violations.map(
        ({ accountId, resourceType = "account" }) => `${accountId} ${resourceType}`,
      ),
      [`${A} EC2`, `${A} ECR`, `${A} LAMBDA`, `${B} account`, `${B} EC2`, `${B} ECR`, `${B} LAMBDA`],
    );
  });

  it("sorts by account from whatever order", () => {
    for (const order of [
      [A, B, C],
      [C, B, A],
      [B, C, A],
      [C, A, B],
    ]) {
      const verdicts = order.flatMap((id) => judge(assess(id, all(id, "DISABLED"), ON)[0]!, 1, 0) ?? []);
      const { violations } = verdictsOf(verdicts, new Map(), ON);
      assert.deepEqual(
        violations.map(({ accountId }) => accountId),
        [A, B, C],
      );
    }
  });

  it("has each verdict either in what is violated or in what is pending", () => {
    const judged = [all(A, "DISABLED"), all(B, "ENABLING")].map((reading, i) => assess([A, B][i]!, reading, ON)[0]!);
    const verdicts = judged.flatMap((assessment) => judge(assessment, 1, 0) ?? []);
    const { violations, pending } = verdictsOf(verdicts, new Map(), ON);
    assert.deepEqual(
      [violations, pending].map((each) => each.map(({ accountId }) => accountId)),
      [[A], [B]],
    );
  });

  it("counts an account that was not read as pending, once", () => {
    const fault = { kind: "throttled", code: "ThrottlingException", message: "Rate exceeded" } as const;
    const verdicts = assess(A, all(A, "ENABLING"), ON).flatMap((assessment) => judge(assessment, 0, 0) ?? []);
    const { violations, pending } = verdictsOf(
      verdicts,
      new Map([
        [A, fault],
        [B, fault],
      ]),
      ON,
    );
    assert.deepEqual(violations, []);
    assert.deepEqual(
      pending.map(({ accountId, kind, found, errorCode }) => [accountId, kind, found, errorCode]),
      [
        [A, "mismatch", "ENABLING", undefined],
        [B, "unread", "FAILED", "ThrottlingException"],
      ],
    );
  });
});
