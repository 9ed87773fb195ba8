import assert from "node:assert/strict";
import { nearest } from "../../../../provider/values/nearest";
import { SCAN_TYPES } from "../../../../provider/status/vocabulary";

describe("nearest", () => {
  const words: [text: string, name: string | undefined][] = [
    ["ec2", "EC2"],
    ["EC", "EC2"],
    ["ECS", "EC2"],
    ["lambda", "LAMBDA"],
    ["LAMDA", "LAMBDA"],
    ["lambdaCode", "LAMBDA_CODE"],
    ["LAMBDA-CODE", "LAMBDA_CODE"],
    ["codeRepository", "CODE_REPOSITORY"],
    ["CODE_REPO", undefined],
    ["CODE_REPOSITORIES", "CODE_REPOSITORY"],
    ["LABMDA", "LAMBDA"],
    ["CE2", "EC2"],
    ["S3", undefined],
    ["", undefined],
    ["x".repeat(1_000_000), undefined],
  ];
  for (const [text, name] of words) {
    it(`takes ${JSON.stringify(text.slice(0, 20))} for ${name}`, () => assert.equal(nearest(text, SCAN_TYPES), name));
  }

  it("finds nothing where there is nothing", () => assert.equal(nearest("EC2", []), undefined));
});
