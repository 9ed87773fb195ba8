import assert from "node:assert/strict";
import type { Fault } from "../../../../provider/status/fault";
import { faultSentence } from "../../../../provider/gate/sentences";
import { A } from "../../../support/readings";

const REGION = "us-east-1";

describe("faultSentence", () => {
  const ARN = `arn:aws:iam::${A}:user/emulator`;
  const table: [kind: Fault["kind"], code: string, caller: string | undefined, rest: string][] = [
    [
      "denied",
      "AccessDeniedException",
      ARN,
      ` The caller is ${ARN}. The caller needs the permission inspector2:BatchGetAccountStatus; if it has it, a service control policy may deny it, or Amazon Inspector may not be offered in us-east-1.`,
    ],
    [
      "denied",
      "AccessDeniedException",
      undefined,
      " The caller needs the permission inspector2:BatchGetAccountStatus; if it has it, a service control policy may deny it, or Amazon Inspector may not be offered in us-east-1.",
    ],
    [
      "credentials",
      "UnrecognizedClientException",
      undefined,
      " Check the AWS credentials (profile, environment, expiry), and that us-east-1 is a Region that the account has opted in to.",
    ],
    [
      "unreachable",
      "ENOTFOUND",
      undefined,
      ' Check the network and the proxy, and that "us-east-1" is the name of a Region where Amazon Inspector is offered.',
    ],
    [
      "throttled",
      "ThrottlingException",
      undefined,
      " Everybody in the organization shares this quota: use one gate for many accounts, and try again.",
    ],
    [
      "unreadable",
      "UnreadableAnswer",
      undefined,
      " Try again; if it lasts, something between here and AWS, such as a proxy or a custom endpoint, interferes.",
    ],
    ["unavailable", "InternalServerException", undefined, " Try again; see the AWS Health Dashboard if it lasts."],
    ["invalid", "ValidationException", undefined, " Check the account ids and the Region."],
    ["refused", "ResourceNotFoundException", undefined, " Check the account ids and the Region."],
  ];
  for (const [kind, code, caller, rest] of table) {
    it(`${kind}${caller ? ", with the caller" : ""}`, () => {
      const fault = { kind, code, message: "words of AWS" };
      assert.equal(
        faultSentence(fault, REGION, caller),
        `Amazon Inspector in us-east-1 could not be asked (${code}: words of AWS).${rest}`,
      );
    });
  }

  it("does not name the caller twice", () => {
    const sentence = faultSentence(
      { kind: "denied", code: "AccessDeniedException", message: `User: ${ARN} is not authorized` },
      REGION,
      ARN,
    );
    assert.equal(sentence.split(ARN).length, 2);
  });
});
