import assert from "node:assert/strict";
import { assess } from "../../../../provider/status/verdict";
import { errorCodeEntry } from "../../../../provider/status/vocabulary";
import { A, failed } from "../../../support/readings";

// A failed account whose code says nothing by itself: its statuses count, and its words are kept.

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

describe("what to do about a quota of AWS Systems Manager", () => {
  for (const code of ["EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED", "EC2_SSM_ASSOCIATION_VERSION_LIMIT_EXCEEDED"]) {
    it(`says where the quotas are (${code})`, () => {
      assert.match(errorCodeEntry(code).remedy, /https:\/\/docs\.aws\.amazon\.com\/general\/latest\/gr\/ssm\.html/);
    });
  }
});
