import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { expectationOf } from "../../../provider/gate/gate";
import type { Inputs } from "../../../provider/gate/arguments";
import { readOutputs } from "../../../provider/gate/outputs";
import type { Reading } from "../../../provider/status/report";
import { assertInspectorEnabled } from "../../../sdk";
import { seenOf } from "../../support/endings";
import { gateFor } from "../../support/gates";
import { A, account, accountNumbers, all, B, C, failed, missing } from "../../support/readings";

function resultOf(readings: Readonly<Record<string, Reading>>, inputs: Inputs = { resourceTypes: ["EC2", "ECR"] }) {
  return readOutputs(gateFor(inputs), seenOf(readings, expectationOf(inputs)));
}

function refusalOf(result: ReturnType<typeof resultOf>): string[] {
  try {
    assertInspectorEnabled(result);
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error));
    assert.equal(error.stack, "", "Node.js 20 never finishes to inspect some stacks, as Pulumi does");
    return error.message.split("\n");
  }
  throw new assert.AssertionError({ message: "it passed" });
}

describe("the assertion that all is ENABLED", () => {
  it("returns the result where it is", () => {
    const result = resultOf({ [A]: all(A, "ENABLED") });
    assert.equal(assertInspectorEnabled(result), result);
  });

  const others: readonly [title: string, value: unknown, found: string][] = [
    ["a Promise that nobody awaited", Promise.resolve({ satisfied: true }), "an Output or a Promise"],
    ["an Output", pulumi.output({ satisfied: true, status: "ENABLED" }), "an Output or a Promise"],
    ["a gate", { satisfied: pulumi.output(true) }, "a value of type object"],
    ["nothing", undefined, "a value of type undefined"],
    ["null", null, "null"],
    ["an empty object", {}, "a value of type object"],
    ["a text", "ENABLED", "a value of type string"],
  ];
  for (const [title, value, found] of others) {
    it(`refuses what is no result, and says what to do: ${title}`, () => {
      assert.deepEqual(refusalOf(value as ReturnType<typeof resultOf>), [
        `assertInspectorEnabled takes what getInspectorAccountStatus has returned, not ${found}: \`await\` a Promise, and use \`.apply(assertInspectorEnabled)\` with an Output.`,
      ]);
    });
  }

  it("names everything that is not, with what to do", () => {
    const [headline, ...reasons] = refusalOf(
      resultOf({
        [A]: account(A, "ENABLED", { ec2: "ENABLED", ecr: "DISABLED" }),
        [B]: failed(B, { errorCode: "ACCOUNT_IS_ISOLATED" }),
        [C]: missing,
      }),
    );
    assert.equal(headline, "Amazon Inspector is not ENABLED as asserted.");
    const found = [
      /^ {2}\* Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED\. .*aws inspector2 enable/,
      /444455556666 .* EC2, ECR: FAILED/,
      /777788889999 .* EC2, ECR: MISSING/,
    ];
    assert.equal(reasons.length, found.length);
    for (const [i, pattern] of found.entries()) assert.match(reasons[i]!, pattern);
  });

  it("names every reason, each with its first accounts, and counts the rest", () => {
    const ids = accountNumbers(500);
    const found = ["DISABLED", "SUSPENDED"];
    const readings = Object.fromEntries(ids.map((id, i) => [id, all(id, found[i % 2]!)]));
    const reasons = refusalOf(resultOf(readings, { resourceTypes: ["EC2"] })).slice(1);
    assert.ok(reasons.length <= 4, `${reasons.length} lines`);
    for (const status of found) {
      const reason = reasons.find((each) => each.includes(`EC2: ${status}, expected ENABLED`))!;
      assert.match(reason, /240 more/);
      assert.equal(reason.split("expected")[0]!.match(/\d{12}/g)!.length, 10);
    }
  });

  it("does not pass over what is pending", () => {
    assert.deepEqual(refusalOf(resultOf({ [A]: all(A, "ENABLING") }, {})).slice(1), [
      "  * Account 111122223333 in us-east-1, EC2, ECR, LAMBDA, LAMBDA_CODE, CODE_REPOSITORY: ENABLING, expected ENABLED. It is changing; `pulumi up` waits for it.",
    ]);
  });

  it("does not pass an account that is on without a scan type", () => {
    assert.match(
      refusalOf(resultOf({ [A]: account(A, "ENABLED", { ec2: "DISABLED", ecr: "DISABLED" }) }, {}))[1]!,
      /none of its scan types is ENABLED/,
    );
  });

  for (const found of ["DISABLED", "ENABLED"]) {
    it(`says what is wrong with a result that was compared with DISABLED and is ${found}`, () => {
      assert.deepEqual(refusalOf(resultOf({ [A]: all(A, found) }, { expectedStatus: "DISABLED" })), [
        "Amazon Inspector is not ENABLED as asserted. The status was read to compare it with DISABLED: leave `expectedStatus` out to assert ENABLED.",
      ]);
    });
  }
});
