import assert from "node:assert/strict";
import type { Inputs } from "../../../../provider/gate/arguments";
import { gateOutputs, readOutputs, reportOf } from "../../../../provider/gate/outputs";
import { SELF, type Reading } from "../../../../provider/status/report";
import { expectationOf } from "../../../../provider/gate/gate";
import type { SettledStatus } from "../../../../provider/status/vocabulary";
import { A, account, all, B, C, failed, missing } from "../../../support/readings";
import { endingOf, seenOf } from "../../../support/endings";
import { gateFor } from "../../../support/gates";

function violated(inputs: Inputs, readings: Readonly<Record<string, Reading>>) {
  return gateOutputs(gateFor(inputs), endingOf("violated", seenOf(readings, expectationOf(inputs))));
}

describe("outputs", () => {
  describe("status", () => {
    // From the least to the worst.
    const rankings: Record<SettledStatus, Reading[]> = {
      ENABLED: [
        all(A, "ENABLED"),
        all(A, "ENABLING"),
        all(A, "DISABLED"),
        all(A, "SUSPENDED"),
        account(A, {}),
        missing,
        failed(A, { errorCode: "ACCESS_DENIED", status: "ENABLED" }),
      ],
      DISABLED: [
        all(A, "DISABLED"),
        all(A, "DISABLING"),
        all(A, "ENABLED"),
        all(A, "SUSPENDED"),
        account(A, {}),
        missing,
        failed(A, { errorCode: "ACCESS_DENIED", status: "DISABLED" }),
      ],
      SUSPENDED: [
        all(A, "SUSPENDED"),
        all(A, "SUSPENDING"),
        all(A, "DISABLED"),
        all(A, "ENABLED"),
        account(A, {}),
        missing,
        failed(A, { errorCode: "ACCESS_DENIED", status: "SUSPENDED" }),
      ],
    };
    const names: Record<SettledStatus, string[]> = {
      ENABLED: ["ENABLED", "ENABLING", "DISABLED", "SUSPENDED", "UNREPORTED", "MISSING", "FAILED"],
      DISABLED: ["DISABLED", "DISABLING", "ENABLED", "SUSPENDED", "UNREPORTED", "MISSING", "FAILED"],
      SUSPENDED: ["SUSPENDED", "SUSPENDING", "DISABLED", "ENABLED", "UNREPORTED", "MISSING", "FAILED"],
    };
    for (const expectedStatus of ["ENABLED", "DISABLED", "SUSPENDED"] as const) {
      const ranking = rankings[expectedStatus];
      for (let worse = 1; worse < ranking.length; worse++) {
        it(`is ${names[expectedStatus][worse]} rather than what is better, where ${expectedStatus} is expected`, () => {
          for (let better = 0; better <= worse; better++) {
            const readings = { [A]: ranking[better]!, [B]: ranking[worse]! };
            assert.equal(violated({ expectedStatus }, readings).status, names[expectedStatus][worse]);
            assert.equal(
              violated({ expectedStatus }, { [B]: readings[A], [A]: readings[B] }).status,
              names[expectedStatus][worse],
            );
          }
        });
      }

      it(`is ${expectedStatus} only if all are`, () => {
        const readings = { [A]: ranking[0]! };
        const seen = seenOf(readings, { status: expectedStatus });
        const passed = gateOutputs(gateFor({ expectedStatus }), endingOf("passed", seen));
        assert.deepEqual([passed.status, passed.satisfied], [expectedStatus, true]);
        const timedOut = gateOutputs(gateFor({ expectedStatus }), endingOf("timedOut", seen));
        assert.equal(timedOut.satisfied, false);
        assert.notEqual(timedOut.status, expectedStatus);
      });
    }

    const others: [name: string, reading: Reading, status: string][] = [
      ["an unknown status", all(A, "HIBERNATED"), "HIBERNATED"],
      ["nothing enabled", account(A, "ENABLED", { ec2: "DISABLED" }), "DISABLED"],
      ["a failure on the way", failed(A, { status: "ENABLING", errorCode: "ENABLE_IN_PROGRESS" }), "ENABLING"],
      ["a failure that is settled", failed(A, { status: "DISABLED", errorCode: "INTERNAL_ERROR" }), "FAILED"],
      [
        "a failure of one scan type",
        account(A, "ENABLED", { ec2: { status: "DISABLED", errorCode: "SSM_THROTTLED" } }),
        "FAILED",
      ],
    ];
    for (const [name, reading, status] of others) {
      it(`is ${status} for ${name}`, () => {
        const inputs: Inputs = name.includes("scan type") ? { resourceTypes: ["EC2"] } : {};
        assert.equal(violated(inputs, { [A]: reading }).status, status);
      });
    }
  });

  it("keeps every field of the service, and those that a newer one adds", () => {
    const entry = {
      accountId: B,
      state: { status: "ENABLED", errorCode: "ALREADY_ENABLED", errorMessage: "words", since: "2026" },
      resourceState: {
        ec2: { status: "ENABLED", errorCode: "INTERNAL_ERROR", errorMessage: "words" },
        ecr: { status: "ENABLED" },
        lambda: { status: "ENABLED" },
        lambdaCode: { status: "ENABLED" },
        codeRepository: { status: "ENABLED" },
        ami: { status: "ENABLED", mode: "new" },
      },
      plan: "new",
    };
    const failure = {
      accountId: A,
      status: "DISABLED",
      resourceStatus: {
        ec2: "DISABLED",
        ecr: "DISABLED",
        lambda: "DISABLED",
        lambdaCode: "DISABLED",
        codeRepository: "DISABLED",
        ami: "DISABLED",
      },
      errorCode: "ACCESS_DENIED",
      errorMessage: "words",
      hint: "new",
    };
    const readings: Record<string, Reading> = {
      [B]: { kind: "account", account: entry },
      [A]: { kind: "failed", failedAccount: failure },
      [C]: missing,
    };
    const outputs = violated({ accountIds: [A, B, C] }, readings);
    assert.deepEqual(outputs.accounts, { [B]: entry });
    assert.deepEqual(outputs.failedAccounts, { [A]: failure });
    assert.deepEqual(outputs.missingAccountIds, [C]);
    assert.deepEqual(reportOf(outputs), new Map(Object.entries(readings)));
  });

  it("records the caller's own account under its id, and reads it back as the caller's", () => {
    const outputs = violated({}, { self: all(A, "DISABLED") });
    assert.deepEqual(Object.keys(outputs.accounts), [A]);
    assert.deepEqual([...reportOf(outputs).keys()], ["self"]);
    assert.deepEqual(
      outputs.violations.map(({ accountId }) => accountId),
      [A],
    );
  });

  it("writes violations with all that is known of them", () => {
    const { violations, pending } = violated(
      { resourceTypes: ["EC2", "ECR"] },
      {
        [A]: account(A, "ENABLED", {
          ec2: { status: "DISABLED", errorCode: "NEW", errorMessage: "words" },
          ecr: "ENABLING",
        }),
      },
    );
    assert.deepEqual(violations, [
      {
        accountId: A,
        resourceType: "EC2",
        expected: "ENABLED",
        found: "DISABLED",
        errorCode: "NEW",
        errorMessage: "words",
        message: `Account ${A} in us-east-1, EC2: DISABLED with NEW, a code that this version does not know (AWS says: "words"), expected ENABLED. See the Amazon Inspector API reference for the code, or upgrade this package.`,
      },
    ]);
    assert.deepEqual(pending, [
      {
        accountId: A,
        resourceType: "ECR",
        expected: "ENABLED",
        found: "ENABLING",
        message: `Account ${A} in us-east-1, ECR: ENABLING, expected ENABLED. It is changing; \`pulumi up\` waits for it.`,
      },
    ]);
  });

  it("turns what is pending into violations at the timeout", () => {
    const seen = seenOf({ [B]: all(B, "ENABLING"), [A]: all(A, "DISABLED") }, { status: "ENABLED" }, { doubtedFor: 0 });
    const { violations, pending, satisfied } = gateOutputs(gateFor({ accountIds: [A, B] }), endingOf("timedOut", seen));
    assert.deepEqual(
      violations.map(({ accountId, found }) => [accountId, found]),
      [
        [A, "DISABLED"],
        [B, "ENABLING"],
      ],
    );
    assert.deepEqual([pending, satisfied], [[], false]);
  });

  it("is not satisfied where an account was not read", () => {
    const fault = { kind: "throttled", code: "ThrottlingException", message: "Rate exceeded" } as const;
    const seen = seenOf({ [A]: all(A, "ENABLED") }, { status: "ENABLED" }, { unread: { [B]: fault } });
    for (const outputs of [gateOutputs(gateFor({}), endingOf("passed", seen)), readOutputs(gateFor({}), seen)]) {
      assert.deepEqual([outputs.satisfied, outputs.status], [false, "FAILED"]);
      assert.deepEqual(
        outputs.pending.map(({ accountId, errorCode }) => [accountId, errorCode]),
        [[B, "ThrottlingException"]],
      );
    }
  });

  it("is the same text for the same status, in whatever order it was read", () => {
    const readings: [string, Reading][] = [
      [C, all(C, "DISABLED")],
      [A, failed(A, { errorCode: "ACCESS_DENIED" })],
      [B, all(B, "DISABLED")],
      ["000000000001", missing],
      ["000000000002", missing],
    ];
    const text = JSON.stringify(violated({ resourceTypes: ["EC2", "ECR"] }, Object.fromEntries(readings)));
    for (const order of [[...readings].reverse(), [...readings].sort()]) {
      const seen = seenOf({}, { status: "ENABLED" });
      const expectation = expectationOf({ resourceTypes: ["EC2", "ECR"] });
      const other = { ...seenOf(Object.fromEntries(order), expectation), readings: new Map(order), looks: seen.looks };
      assert.equal(
        JSON.stringify(gateOutputs(gateFor({ resourceTypes: ["EC2", "ECR"] }), endingOf("violated", other))),
        text,
      );
    }
  });

  it("has nothing undefined anywhere, and no `observed`", () => {
    const inputs: Inputs = { accountIds: [A, B, C], observed: { [A]: {} } };
    const readings = { [A]: account(A, {}), [B]: failed(B), [C]: missing };
    const seen = seenOf(readings, { status: "ENABLED" });
    for (const outputs of [
      gateOutputs(gateFor(inputs), endingOf("violated", seen)),
      readOutputs(gateFor(inputs), seen),
    ]) {
      assert.ok(!("observed" in outputs));
      assertDefined(outputs);
    }
  });

  it("records what was deployed at the end of a wait, and never at a read", () => {
    const seen = seenOf({ [A]: all(A, "DISABLED") }, { status: "ENABLED" });
    assert.deepEqual(gateOutputs(gateFor({}), endingOf("violated", seen)).deployed, {
      [A]: { account: "DISABLED" },
    });
    assert.ok(!("deployed" in readOutputs(gateFor({}), seen)));
  });

  describe("of a read", () => {
    it("lists what is in transition even if it is not compared, and is satisfied", () => {
      const seen = seenOf({ [A]: account(A, "ENABLED", { ec2: "ENABLED", ecr: "ENABLING" }) }, { status: "ENABLED" });
      const { status, satisfied, pending, violations } = readOutputs(gateFor({}), seen);
      assert.deepEqual([status, satisfied, violations], ["ENABLED", true, []]);
      assert.deepEqual(
        pending.map(({ resourceType, found }) => [resourceType, found]),
        [["ECR", "ENABLING"]],
      );
    });

    it("names what is pending once", () => {
      const { pending } = readOutputs(gateFor({}), seenOf({ [A]: all(A, "ENABLING") }, { status: "ENABLED" }));
      assert.deepEqual(
        pending.map(({ resourceType }) => resourceType),
        [undefined, "EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"],
      );
    });

    it("names the caller's own account by its id only, also where none was given", () => {
      const { pending } = readOutputs(gateFor({}), seenOf({ [SELF]: account(A, "ENABLING") }, { status: "ENABLED" }));
      assert.deepEqual(
        pending.map(({ accountId, found }) => [accountId, found]),
        [[A, "ENABLING"]],
      );
    });
  });
});

function assertDefined(value: unknown, path = "outputs"): void {
  assert.notEqual(value, undefined, path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) assertDefined(member, `${path}.${key}`);
}
