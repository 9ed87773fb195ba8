import assert from "node:assert/strict";
import { SELF, type Reading } from "../../../../provider/status/report";
import { assess, inTransition, type Assessment, type Expectation } from "../../../../provider/status/assessment";
import { errorCodeEntry, ERROR_CODES, type ScanType, type SettledStatus } from "../../../../provider/status/vocabulary";
import { A, account, all, failed, missing } from "../../../support/readings";

/** `EC2 DISABLED: doubt, mismatch` */
function lineOf(assessment: Assessment): string {
  const { resourceType = "account", found, outcome } = assessment;
  return `${resourceType} ${found}: ${outcome === "ok" ? "ok" : `${outcome}, ${assessment.kind}`}`;
}

const ON: Expectation = { status: "ENABLED" };
const OFF: Expectation = { status: "DISABLED" };
const OUT: Expectation = { status: "SUSPENDED" };
function on(...resourceTypes: ScanType[]): Expectation {
  return { status: "ENABLED", resourceTypes };
}

describe("assess", () => {
  const table: [rule: string, reading: Reading, expectation: Expectation, lines: string[]][] = [
    // 1. In neither list.
    ["missing", missing, ON, ["account MISSING: doubt, missing"]],
    [
      "missing, per scan type",
      missing,
      on("EC2", "ECR"),
      ["EC2 MISSING: doubt, missing", "ECR MISSING: doubt, missing"],
    ],
    ["missing is not DISABLED either", missing, OFF, ["account MISSING: doubt, missing"]],
    // 2. In failedAccounts.
    ["failed with nothing else", failed(A), ON, ["account FAILED: doubt, failed"]],
    [
      "failed without a code, though the status is right",
      failed(A, { status: "ENABLED" }),
      ON,
      ["account ENABLED: doubt, failed"],
    ],
    [
      "a failed account says ENABLED",
      failed(A, { status: "ENABLED", errorCode: "ACCOUNT_IS_ISOLATED" }),
      ON,
      ["account ENABLED: final, failed"],
    ],
    [
      "a failed account has statuses per scan type",
      failed(A, {
        status: "DISABLED",
        resourceStatus: { ec2: "ENABLED", codeRepository: "DISABLED" },
        errorCode: "ACCESS_DENIED",
      }),
      on("EC2", "LAMBDA", "CODE_REPOSITORY"),
      ["EC2 ENABLED: doubt, failed", "LAMBDA DISABLED: doubt, failed", "CODE_REPOSITORY DISABLED: doubt, failed"],
    ],
    [
      "ALREADY_ENABLED and ENABLED",
      failed(A, { status: "ENABLED", errorCode: "ALREADY_ENABLED" }),
      ON,
      ["account ENABLED: ok"],
    ],
    [
      "ALREADY_ENABLED and DISABLED",
      failed(A, { status: "DISABLED", errorCode: "ALREADY_ENABLED" }),
      ON,
      ["account DISABLED: doubt, mismatch"],
    ],
    [
      "ALREADY_ENABLED and ENABLING",
      failed(A, { status: "ENABLING", errorCode: "ALREADY_ENABLED" }),
      ON,
      ["account ENABLING: transition, mismatch"],
    ],
    [
      "ALREADY_ENABLED and no status",
      failed(A, { errorCode: "ALREADY_ENABLED" }),
      ON,
      ["account UNREPORTED: doubt, unreported"],
    ],
    [
      "ALREADY_ENABLED, per scan type",
      failed(A, {
        status: "ENABLED",
        resourceStatus: { ec2: "ENABLED", ecr: "DISABLING" },
        errorCode: "ALREADY_ENABLED",
      }),
      on("EC2", "ECR", "LAMBDA"),
      ["EC2 ENABLED: ok", "ECR DISABLING: transition, mismatch", "LAMBDA UNREPORTED: doubt, unreported"],
    ],
    // 3. The expected status.
    ["as expected", all(A, "ENABLED"), ON, ["account ENABLED: ok"]],
    [
      "as expected, per scan type",
      all(A, "ENABLED"),
      on("EC2", "LAMBDA_CODE"),
      ["EC2 ENABLED: ok", "LAMBDA_CODE ENABLED: ok"],
    ],
    ["expected DISABLED", all(A, "DISABLED"), OFF, ["account DISABLED: ok"]],
    ["expected SUSPENDED", all(A, "SUSPENDED"), OUT, ["account SUSPENDED: ok"]],
    [
      "only what is compared counts",
      account(A, "DISABLED", { ec2: "ENABLED", ecr: "DISABLED" }),
      on("EC2"),
      ["EC2 ENABLED: ok"],
    ],
    [
      "scan types that are not compared are off",
      account(A, "ENABLED", { ec2: "ENABLED", ecr: "DISABLED" }),
      ON,
      ["account ENABLED: ok"],
    ],
    // 4. Another status with a code.
    [
      "a code of a scan type",
      account(A, "ENABLED", { ec2: { status: "DISABLED", errorCode: "SSM_THROTTLED" }, ecr: "ENABLED" }),
      on("EC2", "ECR"),
      ["EC2 DISABLED: transition, failed", "ECR ENABLED: ok"],
    ],
    [
      "the codes of others say nothing",
      account(A, { status: "DISABLED", errorCode: "ACCOUNT_IS_ISOLATED" }, { ec2: "ENABLED" }),
      on("EC2"),
      ["EC2 ENABLED: ok"],
    ],
    [
      "a code on a transition",
      account(A, { status: "ENABLING", errorCode: "BLOCKED_BY_ORGANIZATION_POLICY" }),
      ON,
      ["account ENABLING: final, failed"],
    ],
    [
      "a code without a status",
      account(A, { errorCode: "INTERNAL_ERROR" }),
      ON,
      ["account UNREPORTED: transition, failed"],
    ],
    [
      "an unknown code",
      account(A, { status: "DISABLED", errorCode: "NEW_CODE" }),
      ON,
      ["account DISABLED: doubt, failed"],
    ],
    [
      "ALREADY_ENABLED on another status",
      account(A, { status: "DISABLED", errorCode: "ALREADY_ENABLED" }),
      ON,
      ["account DISABLED: doubt, mismatch"],
    ],
    // 5. Another status without a code.
    ["no status", account(A, {}), ON, ["account UNREPORTED: doubt, unreported"]],
    [
      "no such scan type",
      account(A, "ENABLED", { ec2: "ENABLED" }),
      on("EC2", "LAMBDA"),
      ["EC2 ENABLED: ok", "LAMBDA UNREPORTED: doubt, unreported"],
    ],
    [
      "a scan type without a status",
      account(A, "ENABLED", { ec2: {} }),
      on("EC2"),
      ["EC2 UNREPORTED: doubt, unreported"],
    ],
    ["no scan types at all", account(A, "ENABLED"), on("EC2"), ["EC2 UNREPORTED: doubt, unreported"]],
    ["enabling", all(A, "ENABLING"), ON, ["account ENABLING: transition, mismatch"]],
    ["disabling", all(A, "DISABLING"), on("EC2"), ["EC2 DISABLING: transition, mismatch"]],
    [
      "suspending",
      account(A, "SUSPENDING", { ec2: "SUSPENDING" }),
      on("EC2"),
      ["EC2 SUSPENDING: transition, mismatch"],
    ],
    ["disabled", all(A, "DISABLED"), ON, ["account DISABLED: doubt, mismatch"]],
    ["an unknown status", account(A, "HIBERNATED"), ON, ["account HIBERNATED: doubt, mismatch"]],
    ["a status in another case", account(A, "enabled"), ON, ["account enabled: doubt, mismatch"]],
    ["enabled where DISABLED is expected", all(A, "ENABLED"), OFF, ["account ENABLED: doubt, mismatch"]],
    [
      "the account's own key is no scan type",
      account(A, "ENABLED", { EC2: "ENABLED" }),
      on("EC2"),
      ["EC2 UNREPORTED: doubt, unreported"],
    ],
    // 6. ENABLED with nothing enabled.
    [
      "ENABLED, but every scan type is DISABLED",
      account(A, "ENABLED", { ec2: "DISABLED", ecr: "DISABLED" }),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    [
      "ENABLED, but scan types are on the way",
      account(A, "ENABLED", { ec2: "ENABLING", ecr: "DISABLED" }),
      ON,
      ["account ENABLED: transition, nothingEnabled"],
    ],
    [
      "ENABLED, and only a scan type is that can't be enabled yet",
      account(A, "ENABLED", { ec2: "DISABLED", ami: "ENABLED" }),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    [
      "ENABLED, and only such a scan type is on the way",
      account(A, "ENABLED", { ec2: "DISABLED", ami: "ENABLING" }),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    [
      "ENABLED, and only a scan type is that this version does not know",
      account(A, "ENABLED", { ec2: "DISABLED", fargateTask: "ENABLED" }),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    [
      "ENABLED, and no scan type is reported at all",
      account(A, "ENABLED"),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    [
      "ALREADY_ENABLED, but every scan type is DISABLED",
      failed(A, {
        status: "ENABLED",
        resourceStatus: { ec2: "DISABLED", ecr: "DISABLED" },
        errorCode: "ALREADY_ENABLED",
      }),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    [
      "ENABLED, and scan types have no status",
      account(A, "ENABLED", { ec2: {} }),
      ON,
      ["account ENABLED: doubt, nothingEnabled"],
    ],
    ["DISABLED with every scan type DISABLED", all(A, "DISABLED"), OFF, ["account DISABLED: ok"]],
    // 7. SUSPENDED.
    ["suspended", all(A, "SUSPENDED"), ON, ["account SUSPENDED: doubt, mismatch"]],
    [
      "suspended, though the scan types are ENABLED",
      account(A, "SUSPENDED", { ec2: "ENABLED" }),
      on("EC2"),
      ["account SUSPENDED: doubt, mismatch", "EC2 ENABLED: ok"],
    ],
    [
      "ALREADY_ENABLED says nothing of scan types",
      failed(A, { status: "ENABLED", errorCode: "ALREADY_ENABLED" }),
      on("EC2"),
      ["EC2 UNREPORTED: doubt, unreported"],
    ],
    [
      "suspended, though ALREADY_ENABLED",
      failed(A, { status: "SUSPENDED", resourceStatus: { ec2: "ENABLED" }, errorCode: "ALREADY_ENABLED" }),
      on("EC2"),
      ["account SUSPENDED: doubt, mismatch", "EC2 ENABLED: ok"],
    ],
    [
      "suspended where that is not asked",
      account(A, "SUSPENDED", { ec2: "DISABLED" }),
      { status: "DISABLED", resourceTypes: ["EC2"] },
      ["EC2 DISABLED: ok"],
    ],
  ];
  for (const [rule, reading, expectation, lines] of table) {
    it(`${rule}, expected ${[expectation.status, ...(expectation.resourceTypes ?? [])].join(" ")}`, () => {
      assert.deepEqual(assess(A, reading, expectation).map(lineOf), lines);
    });
  }

  const outcomes = { wait: "transition", doubt: "doubt", fail: "final" } as const;
  for (const code of [...ERROR_CODES, "A_NEWER_CODE", "ValidationException"]) {
    const { treatment } = errorCodeEntry(code);
    const state = { status: "DISABLED", errorCode: code, errorMessage: "because" };
    const outcome = treatment === "status" ? "doubt, mismatch" : `${outcomes[treatment]}, failed`;

    it(`${code} in accounts[]`, () => {
      assert.deepEqual(assess(A, account(A, state), ON).map(lineOf), [`account DISABLED: ${outcome}`]);
      assert.deepEqual(assess(A, account(A, "ENABLED", { ecr: state }), on("ECR")).map(lineOf), [
        `ECR DISABLED: ${outcome}`,
      ]);
      // The status wins where it is the expected one.
      assert.deepEqual(assess(A, account(A, { ...state, status: "ENABLED" }, { ec2: "ENABLED" }), ON).map(lineOf), [
        "account ENABLED: ok",
      ]);
      assert.deepEqual(assess(A, account(A, state), OFF).map(lineOf), ["account DISABLED: ok"]);
    });

    it(`${code} in failedAccounts[]`, () => {
      assert.deepEqual(assess(A, failed(A, state), ON).map(lineOf), [`account DISABLED: ${outcome}`]);
      const [first] = assess(A, failed(A, state), OFF);
      assert.equal(lineOf(first!), treatment === "status" ? "account DISABLED: ok" : `account DISABLED: ${outcome}`);
    });
  }

  const FAILED = { accountId: A, expected: "ENABLED", found: "FAILED", outcome: "doubt", kind: "failed" };
  for (const words of [
    { errorCode: "ACCESS_DENIED" },
    { errorMessage: "words" },
    { errorCode: "NEW", errorMessage: "words" },
    {},
  ]) {
    it(`tells of an account what the service does: ${Object.keys(words).join(", ") || "nothing"}`, () => {
      const [assessment] = assess(A, failed(A, words), ON);
      assert.deepEqual(assessment, { ...FAILED, ...words });
    });
  }

  it("carries code and message", () => {
    const reading = account(A, "ENABLED", { ec2: { status: "DISABLED", errorCode: "NEW", errorMessage: "words" } });
    assert.deepEqual(assess(A, reading, on("EC2"))[0], {
      accountId: A,
      resourceType: "EC2",
      expected: "ENABLED",
      found: "DISABLED",
      errorCode: "NEW",
      errorMessage: "words",
      outcome: "doubt",
      kind: "failed",
    });
    assert.deepEqual(assess(A, missing, ON), [{ ...FAILED, found: "MISSING", kind: "missing" }]);
  });
});

describe("inTransition", () => {
  const table: [name: string, reading: Reading, types: readonly ScanType[] | undefined, found: string[]][] = [
    [
      "the account and all scan types",
      account(A, "ENABLING", { ec2: "ENABLING", ecr: "ENABLED", lambda: "SUSPENDING" }),
      undefined,
      ["account ENABLING", "EC2 ENABLING", "LAMBDA SUSPENDING"],
    ],
    [
      "only the compared scan types",
      account(A, "ENABLING", { ec2: "ENABLING", ecr: "DISABLING" }),
      ["ECR"],
      ["ECR DISABLING"],
    ],
    [
      "a failed account",
      failed(A, { status: "DISABLING", resourceStatus: { ec2: "DISABLING" } }),
      undefined,
      ["account DISABLING", "EC2 DISABLING"],
    ],
    ["not a scan type that can't be enabled yet", account(A, "ENABLED", { ami: "ENABLING" }), undefined, []],
    ["such a scan type where it is compared", account(A, "ENABLED", { ami: "ENABLING" }), ["AMI"], ["AMI ENABLING"]],
    ["never a code", failed(A, { errorCode: "ENABLE_IN_PROGRESS" }), undefined, []],
    ["never a settled status", all(A, "DISABLED"), undefined, []],
    ["never an unknown status", account(A, "PAUSING"), undefined, []],
    ["never a missing account", missing, undefined, []],
  ];
  for (const [name, reading, resourceTypes, found] of table) {
    it(name, () => {
      const expectation = { status: "ENABLED" as SettledStatus, resourceTypes };
      assert.deepEqual(
        inTransition(A, reading, expectation).map((finding) => `${finding.resourceType ?? "account"} ${finding.found}`),
        found,
      );
    });
  }
});

it("inTransition names the account that answered, also where the caller's own was asked for", () => {
  const own = inTransition(SELF, account(A, "ENABLING"), { status: "ENABLED" });
  assert.deepEqual(
    own.map(({ accountId }) => accountId),
    [A],
  );
});

describe("a failed account that is ALREADY_ENABLED", () => {
  const expectation = { status: "ENABLED", resourceTypes: ["EC2"] } as const;

  it("keeps its words with the status that is not as expected", () => {
    const reading = failed(A, {
      errorCode: "ALREADY_ENABLED",
      errorMessage: "words of AWS",
      status: "ENABLED",
      resourceStatus: { ec2: "DISABLED" },
    });
    const [assessment] = assess(A, reading, expectation);
    assert.deepEqual(assessment, {
      outcome: "doubt",
      kind: "mismatch",
      accountId: A,
      resourceType: "EC2",
      expected: "ENABLED",
      found: "DISABLED",
      errorCode: "ALREADY_ENABLED",
      errorMessage: "words of AWS",
    });
  });

  it("has no words where AWS has none", () => {
    const reading = failed(A, { errorCode: "ALREADY_ENABLED", resourceStatus: { ec2: "DISABLED" } });
    const [assessment] = assess(A, reading, expectation);
    assert.ok(!Object.hasOwn(assessment!, "errorMessage"));
  });
});
