import assert from "node:assert/strict";
import {
  ERROR_CODES,
  errorCodeEntry,
  isTransitional,
  canBeEnabled,
  responseKeyOf,
  scanTypeNameOf,
  SCAN_TYPES,
  SETTLED_STATUSES,
  type Treatment,
} from "../../../../provider/status/vocabulary";

describe("vocabulary", () => {
  // The 17 codes of the API reference of BatchGetAccountStatus.
  const treatments: Readonly<Record<string, Treatment>> = {
    ALREADY_ENABLED: "status",
    ENABLE_IN_PROGRESS: "wait",
    DISABLE_IN_PROGRESS: "wait",
    SUSPEND_IN_PROGRESS: "wait",
    RESOURCE_NOT_FOUND: "doubt",
    ACCESS_DENIED: "doubt",
    INTERNAL_ERROR: "wait",
    SSM_UNAVAILABLE: "wait",
    SSM_THROTTLED: "wait",
    EVENTBRIDGE_UNAVAILABLE: "wait",
    EVENTBRIDGE_THROTTLED: "wait",
    RESOURCE_SCAN_NOT_DISABLED: "fail",
    DISASSOCIATE_ALL_MEMBERS: "fail",
    ACCOUNT_IS_ISOLATED: "fail",
    EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED: "fail",
    EC2_SSM_ASSOCIATION_VERSION_LIMIT_EXCEEDED: "fail",
    BLOCKED_BY_ORGANIZATION_POLICY: "fail",
  };

  it("knows the codes of the service, and no others", () => {
    assert.deepEqual([...ERROR_CODES].sort(), Object.keys(treatments).sort());
  });

  for (const [code, treatment] of Object.entries(treatments)) {
    it(`treats ${code} as ${treatment}`, () => assert.equal(errorCodeEntry(code).treatment, treatment));
  }

  for (const code of ["SOMETHING_NEW", "", "access_denied", "toString", "__proto__", "constructor"]) {
    it(`treats the unknown code ${JSON.stringify(code)} with doubt`, () => {
      assert.deepEqual(errorCodeEntry(code), errorCodeEntry("ANOTHER_NEW_CODE"));
      assert.equal(errorCodeEntry(code).treatment, "doubt");
    });
  }

  it("has a meaning and a remedy for every code, each a sentence", () => {
    for (const code of [...ERROR_CODES, "ValidationException", "SOMETHING_NEW"]) {
      const { meaning, remedy } = errorCodeEntry(code);
      assert.match(meaning, /^\S.*[^.\s]$/, code);
      assert.match(remedy, /^[A-Z].*\.$/, code);
    }
  });

  it("treats the refusal of one id as a violation at once", () => {
    assert.equal(errorCodeEntry("ValidationException").treatment, "fail");
  });

  it("maps the names of scan types in requests to those in answers", () => {
    assert.deepEqual(
      SCAN_TYPES.map((type) => [type, responseKeyOf(type)]),
      [
        ["EC2", "ec2"],
        ["ECR", "ecr"],
        ["LAMBDA", "lambda"],
        ["LAMBDA_CODE", "lambdaCode"],
        ["CODE_REPOSITORY", "codeRepository"],
        ["AMI", "ami"],
      ],
    );
  });

  it("names the scan types of an answer as requests do, and unknown ones as they are", () => {
    for (const type of SCAN_TYPES) assert.equal(scanTypeNameOf(responseKeyOf(type)), type);
    assert.equal(scanTypeNameOf("vmImage"), "vmImage");
    assert.equal(scanTypeNameOf("constructor"), "constructor");
  });

  it("knows that AMI alone can't be enabled yet", () => {
    assert.deepEqual(
      SCAN_TYPES.filter((type) => !canBeEnabled(type)),
      ["AMI"],
    );
  });

  const statuses: [status: string | undefined, transitional: boolean][] = [
    ["ENABLING", true],
    ["DISABLING", true],
    ["SUSPENDING", true],
    ["ENABLED", false],
    ["DISABLED", false],
    ["SUSPENDED", false],
    ["PAUSING", false],
    ["enabling", false],
    ["", false],
    [undefined, false],
  ];
  for (const [status, transitional] of statuses) {
    it(`${transitional ? "takes" : "does not take"} ${JSON.stringify(status)} for a transition`, () => {
      assert.equal(isTransitional(status), transitional);
    });
  }

  it("has three settled statuses", () => {
    assert.deepEqual(SETTLED_STATUSES, ["ENABLED", "DISABLED", "SUSPENDED"]);
  });
});

describe("what to do about a quota of AWS Systems Manager", () => {
  for (const code of ["EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED", "EC2_SSM_ASSOCIATION_VERSION_LIMIT_EXCEEDED"]) {
    it(`says where the quotas are (${code})`, () => {
      assert.match(errorCodeEntry(code).remedy, /https:\/\/docs\.aws\.amazon\.com\/general\/latest\/gr\/ssm\.html/);
    });
  }
});
