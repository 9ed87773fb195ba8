import assert from "node:assert/strict";
import type { Fault } from "../../../../provider/status/fault";
import {
  clean,
  faultSentence,
  verdictSentence,
  verdictSentences,
  headline,
  progressLine,
  waitedFor,
} from "../../../../provider/gate/sentences";
import type { Verdict } from "../../../../provider/status/verdict";
import { seenOf } from "../../../support/endings";
import { gateFor } from "../../../support/gates";
import { A, accountNumber, accountNumbers, B, C } from "../../../support/readings";

const REGION = "us-east-1";
const SCENE = { region: REGION };
const TIMED_OUT = { region: REGION, timedOut: { waited: 1_800_000, looks: 41 } };

function verdict(kind: Verdict["kind"], found: string, rest: Partial<Verdict> = {}): Verdict {
  return { verdict: "violation", kind, accountId: A, expected: "ENABLED", found, ...rest };
}

describe("verdictSentence", () => {
  const failure = { errorCode: "ACCOUNT_IS_ISOLATED", errorMessage: "The account is isolated" };
  const table: [verdict: Verdict, scene: typeof SCENE, sentence: string][] = [
    [
      verdict("mismatch", "DISABLED"),
      SCENE,
      `Account ${A} in us-east-1: DISABLED, expected ENABLED. Find out who switched it off (AWS CloudTrail), then enable it: aws inspector2 enable --region us-east-1 --resource-types EC2 ECR LAMBDA --account-ids ${A}`,
    ],
    [
      verdict("mismatch", "DISABLED", { resourceType: "LAMBDA_CODE" }),
      SCENE,
      `Account ${A} in us-east-1, LAMBDA_CODE: DISABLED, expected ENABLED. Find out who switched it off (AWS CloudTrail), then enable it: aws inspector2 enable --region us-east-1 --resource-types LAMBDA_CODE --account-ids ${A}`,
    ],
    [
      verdict("mismatch", "DISABLED", { accountId: "self" }),
      SCENE,
      "Account of the caller in us-east-1: DISABLED, expected ENABLED. Find out who switched it off (AWS CloudTrail), then enable it: aws inspector2 enable --region us-east-1 --resource-types EC2 ECR LAMBDA",
    ],
    [
      verdict("mismatch", "ENABLED", { expected: "DISABLED", resourceType: "EC2" }),
      SCENE,
      `Account ${A} in us-east-1, EC2: ENABLED, expected DISABLED. Disable it: aws inspector2 disable --region us-east-1 --resource-types EC2 --account-ids ${A}`,
    ],
    [
      verdict("mismatch", "ENABLED", { expected: "SUSPENDED" }),
      SCENE,
      `Account ${A} in us-east-1: ENABLED, expected SUSPENDED. Leave the account out, or expect another status.`,
    ],
    [
      verdict("mismatch", "SUSPENDED"),
      SCENE,
      `Account ${A} in us-east-1: SUSPENDED, expected ENABLED. Amazon Inspector is suspended for the account, as when the account itself is suspended: reactivate it, or leave it out.`,
    ],
    [
      verdict("mismatch", "ENABLING", { resourceType: "EC2" }),
      SCENE,
      `Account ${A} in us-east-1, EC2: ENABLING, expected ENABLED. It is changing; \`pulumi up\` waits for it.`,
    ],
    [
      verdict("mismatch", "ENABLING", { resourceType: "EC2" }),
      TIMED_OUT,
      `Account ${A} in us-east-1, EC2: still ENABLING after 30m (41 looks), expected ENABLED. Raise \`timeout\` if this takes longer in your accounts, or contact AWS Support.`,
    ],
    [
      verdict("mismatch", "DISABLED", { expected: "SUSPENDED" }),
      TIMED_OUT,
      `Account ${A} in us-east-1: DISABLED after 30m (41 looks), expected SUSPENDED. Leave the account out, or expect another status.`,
    ],
    [
      verdict("nothingEnabled", "ENABLED"),
      SCENE,
      `Account ${A} in us-east-1: ENABLED, but none of its scan types is ENABLED. Enable the scan types that you need: aws inspector2 enable --region us-east-1 --resource-types EC2 ECR LAMBDA --account-ids ${A}`,
    ],
    [
      verdict("missing", "MISSING"),
      SCENE,
      `Account ${A} in us-east-1: MISSING, Amazon Inspector's answer does not mention the account; expected ENABLED. Check the account id, and that the account is a member of the delegated administrator of Amazon Inspector in this Region, or run in the account itself.`,
    ],
    [
      verdict("unreported", "UNREPORTED", { resourceType: "CODE_REPOSITORY" }),
      SCENE,
      `Account ${A} in us-east-1, CODE_REPOSITORY: UNREPORTED, not in Amazon Inspector's answer; expected ENABLED. This scan type may not be offered in us-east-1: leave it out of \`resourceTypes\` there.`,
    ],
    [
      verdict("unreported", "UNREPORTED"),
      TIMED_OUT,
      `Account ${A} in us-east-1: UNREPORTED after 30m (41 looks), not in Amazon Inspector's answer; expected ENABLED. Try again; contact AWS Support if it lasts.`,
    ],
    [
      verdict("failed", "DISABLED", failure),
      SCENE,
      `Account ${A} in us-east-1: DISABLED with ACCOUNT_IS_ISOLATED, AWS has isolated the account (AWS says: "The account is isolated"), expected ENABLED. Contact AWS Support for the account.`,
    ],
    [
      verdict("failed", "FAILED", { errorCode: "ACCESS_DENIED" }),
      SCENE,
      `Account ${A} in us-east-1: FAILED with ACCESS_DENIED, the caller may not see this account, expected ENABLED. Run as the delegated administrator of Amazon Inspector in this Region, or assume a role into the account; a new member can take some minutes to become visible.`,
    ],
    [
      verdict("failed", "DISABLED", { resourceType: "EC2", errorCode: "SSM_THROTTLED", errorMessage: "Rate exceeded" }),
      TIMED_OUT,
      `Account ${A} in us-east-1, EC2: DISABLED with SSM_THROTTLED, AWS Systems Manager throttled Amazon Inspector (AWS says: "Rate exceeded") after 30m (41 looks), expected ENABLED. Try again later, or raise the AWS Systems Manager quotas of the account.`,
    ],
    [
      verdict("failed", "FAILED", { errorCode: "BRAND_NEW" }),
      SCENE,
      `Account ${A} in us-east-1: FAILED with BRAND_NEW, a code that this version does not know, expected ENABLED. See the Amazon Inspector API reference for the code, or upgrade this package.`,
    ],
    [
      verdict("failed", "FAILED"),
      SCENE,
      `Account ${A} in us-east-1: FAILED with no error code, expected ENABLED. See the Amazon Inspector API reference for the code, or upgrade this package.`,
    ],
    [
      verdict("failed", "FAILED", { errorCode: "ValidationException", errorMessage: "no such account" }),
      SCENE,
      `Account ${A} in us-east-1: FAILED with ValidationException, Amazon Inspector refuses this account id (AWS says: "no such account"), expected ENABLED. Check the account id, or leave it out.`,
    ],
    [
      verdict("unread", "FAILED", { errorCode: "ThrottlingException", errorMessage: "Rate exceeded" }),
      TIMED_OUT,
      `Account ${A} in us-east-1: not read after 30m (41 looks) (ThrottlingException: Rate exceeded), expected ENABLED. Try again; see the AWS Health Dashboard if it lasts.`,
    ],
    [
      verdict("mismatch", "HIBER\u001b[31mNATED\u0007\n", { expected: "SUSPENDED" }),
      SCENE,
      `Account ${A} in us-east-1: HIBERNATED , expected SUSPENDED. This version does not know that status: see the Amazon Inspector API reference, or upgrade this package.`,
    ],
  ];
  for (const [each, scene, sentence] of table) {
    it(`${each.kind} ${each.found.replace(/\W/g, "")}, expected ${each.expected}${scene === SCENE ? "" : ", at the timeout"}`, () => {
      assert.equal(verdictSentence(each, scene), sentence);
    });
  }
});

describe("verdictSentences", () => {
  const ENABLE =
    "Find out who switched it off (AWS CloudTrail), then enable it: aws inspector2 enable --region us-east-1 --resource-types";

  it("joins the scan types of an account, and the accounts, with the same reason", () => {
    const verdicts = [A, B].flatMap((accountId) => [
      verdict("mismatch", "DISABLED", { accountId, resourceType: "EC2" }),
      verdict("mismatch", "DISABLED", { accountId, resourceType: "ECR" }),
    ]);
    assert.deepEqual(verdictSentences(verdicts, SCENE), [
      `Accounts ${A}, ${B} in us-east-1, EC2, ECR: DISABLED, expected ENABLED. ${ENABLE} EC2 ECR --account-ids ${A} ${B}`,
    ]);
  });

  it("keeps other statuses, scan types, codes and messages apart, in the order given", () => {
    const verdicts = [
      verdict("mismatch", "DISABLED", { resourceType: "EC2" }),
      verdict("mismatch", "SUSPENDED", { accountId: B, resourceType: "EC2" }),
      verdict("mismatch", "DISABLED", { accountId: C, resourceType: "ECR" }),
      verdict("failed", "DISABLED", {
        accountId: C,
        resourceType: "EC2",
        errorCode: "INTERNAL_ERROR",
        errorMessage: "one",
      }),
      verdict("failed", "DISABLED", {
        accountId: B,
        resourceType: "EC2",
        errorCode: "INTERNAL_ERROR",
        errorMessage: "two",
      }),
    ];
    const starts = verdictSentences(verdicts, SCENE).map((sentence) => sentence.split(",").slice(0, 2).join());
    assert.deepEqual(starts, [
      `Account ${A} in us-east-1, EC2: DISABLED`,
      `Account ${B} in us-east-1, EC2: SUSPENDED`,
      `Account ${C} in us-east-1, ECR: DISABLED`,
      `Account ${C} in us-east-1, EC2: DISABLED with INTERNAL_ERROR`,
      `Account ${B} in us-east-1, EC2: DISABLED with INTERNAL_ERROR`,
    ]);
  });

  it("names the first ten accounts of a reason, and counts the rest", () => {
    const verdicts = accountNumbers(250).map((accountId) => verdict("missing", "MISSING", { accountId }));
    assert.deepEqual(verdictSentences(verdicts, SCENE), [
      `Accounts ${accountNumbers(10).join(", ")} and 240 more in us-east-1: MISSING, Amazon Inspector's answer does not mention the account; expected ENABLED. Check the account id, and that the account is a member of the delegated administrator of Amazon Inspector in this Region, or run in the account itself.`,
    ]);
  });

  it("names no more than ten accounts over all reasons", () => {
    const verdicts = [
      ...accountNumbers(9).map((accountId) => verdict("mismatch", "SUSPENDED", { accountId })),
      ...[10, 11, 12].map((number) => verdict("mismatch", "ENABLING", { accountId: accountNumber(number) })),
      ...[13, 14].map((number) => verdict("missing", "MISSING", { accountId: accountNumber(number) })),
      verdict("unreported", "UNREPORTED", { accountId: accountNumber(15) }),
    ];
    const sentences = verdictSentences(verdicts, SCENE);
    assert.equal(sentences.length, 3);
    assert.match(sentences[1]!, /^Accounts 000000000010 and 2 more in us-east-1: ENABLING/);
    assert.equal(sentences[2], "3 more accounts for other reasons: see the outputs `violations` and `pending`.");
  });

  it("puts no more than ten accounts into a command", () => {
    const verdicts = accountNumbers(12).map((accountId) => verdict("mismatch", "DISABLED", { accountId }));
    assert.ok(verdictSentences(verdicts, SCENE)[0]!.endsWith(`--account-ids ${accountNumbers(10).join(" ")}`));
  });

  it("says nothing about nothing", () => assert.deepEqual(verdictSentences([], SCENE), []));
});

describe("headline", () => {
  const off = verdict("mismatch", "DISABLED");
  const table: [violations: Verdict[], pending: Verdict[], total: number, sentence: string][] = [
    [[off], [], 1, "1 account of 1 does not pass."],
    [[off, verdict("mismatch", "DISABLED", { accountId: B })], [], 5, "2 accounts of 5 do not pass."],
    [[off], [verdict("mismatch", "ENABLING", { accountId: B })], 5, "1 account of 5 does not pass, 1 still pending."],
    [[], [off, verdict("mismatch", "ENABLING", { accountId: B })], 5, "2 accounts of 5 still pending."],
    [[off], [verdict("mismatch", "ENABLING", { resourceType: "EC2" })], 5, "1 account of 5 does not pass."],
    [
      [
        verdict("mismatch", "DISABLED", { resourceType: "EC2" }),
        verdict("mismatch", "DISABLED", { resourceType: "ECR" }),
      ],
      [],
      1,
      "1 account of 1 does not pass.",
    ],
  ];
  for (const [violations, pending, total, sentence] of table) {
    it(sentence, () => {
      assert.equal(
        headline(violations, pending, total, "ENABLED", REGION),
        `Amazon Inspector in us-east-1 is not ENABLED as expected: ${sentence}`,
      );
    });
  }
});

describe("progressLine", () => {
  const fault: Fault = { kind: "throttled", code: "ThrottlingException", message: "Rate exceeded" };
  const START = "Waiting for Amazon Inspector in us-east-1: ";
  const table: [pending: Verdict[], unread: [string, Fault][], total: number, line: string][] = [
    [[verdict("mismatch", "ENABLING")], [], 1, `0 of 1 account ENABLED, pending ${A} ENABLING`],
    [
      [
        verdict("mismatch", "ENABLING", { resourceType: "EC2" }),
        verdict("mismatch", "ENABLING", { resourceType: "ECR" }),
        verdict("mismatch", "DISABLED", { resourceType: "LAMBDA" }),
      ],
      [],
      3,
      `2 of 3 accounts ENABLED, pending ${A} EC2, ECR ENABLING; LAMBDA DISABLED`,
    ],
    [
      [verdict("failed", "DISABLED", { errorCode: "SSM_THROTTLED" })],
      [],
      2,
      `1 of 2 accounts ENABLED, pending ${A} DISABLED (SSM_THROTTLED)`,
    ],
    [[], [[B, fault]], 2, `1 of 2 accounts ENABLED, pending ${B} not readable (ThrottlingException)`],
    [
      [verdict("mismatch", "ENABLING", { accountId: "self" })],
      [],
      1,
      "0 of 1 account ENABLED, pending the caller's account ENABLING",
    ],
    [
      accountNumbers(12).map((accountId) => verdict("mismatch", "ENABLING", { accountId })),
      [],
      20,
      `8 of 20 accounts ENABLED, pending ${accountNumbers(10)
        .map((id) => `${id} ENABLING`)
        .join("; ")} and 2 more`,
    ],
  ];
  for (const [pending, unread, total, line] of table) {
    it(line.slice(0, 80), () =>
      assert.equal(
        progressLine(gateFor({}, { accountIds: accountNumbers(total) }), {
          ...seenOf({}, { status: "ENABLED" }),
          pending,
          unread: new Map(unread),
        }),
        START + line,
      ),
    );
  }
});

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

describe("clean", () => {
  const table: [text: string, cleaned: string][] = [
    ["plain words", "plain words"],
    ["Zürich 東京 🚀", "Zürich 東京 🚀"],
    ["\u001b[31mred\u001b[0m", "red"],
    ["\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007", "link"],
    ["\u001b]0;title\u001b\\rest", "rest"],
    ["\u009b31mred", "red"],
    ["one\r\ntwo\tthree\u0000four", "one two three four"],
    ["a\u202Eb\u200Bc\u2028d\u2066e", "a b c d e"],
    ["\u001b[2J\u001b[H", ""],
    ["x".repeat(300), "x".repeat(300)],
    ["x".repeat(301), `${"x".repeat(300)}...`],
    ["x".repeat(1_000_000), `${"x".repeat(300)}...`],
  ];
  for (const [text, cleaned] of table) {
    it(JSON.stringify(text.slice(0, 40)), () => {
      assert.equal(clean(text), cleaned);
      assert.doesNotMatch(clean(text), /[\p{Cc}\p{Zl}\p{Zp}]/u);
    });
  }
});

describe("waitedFor", () => {
  it("counts looks", () => {
    assert.equal(waitedFor({ waited: 12_400, looks: 1 }), "after 12s (1 look)");
    assert.equal(waitedFor({ waited: 0, looks: 2 }), "after 0s (2 looks)");
  });
});
