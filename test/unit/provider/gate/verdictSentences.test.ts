import assert from "node:assert/strict";
import type { MessageContext } from "../../../../provider/gate/verdictGroups";
import { headline, verdictSentence, verdictSentences } from "../../../../provider/gate/verdictSentences";
import type { Verdict } from "../../../../provider/status/verdict";
import { A, accountNumbers, B, C } from "../../../support/readings";

const REGION = "us-east-1";
const SCENE: MessageContext = { region: REGION };
const TIMED_OUT = { region: REGION, timedOut: { waited: 1_800_000, looks: 41 } };

function pending(kind: Verdict["kind"], found: string, rest: Partial<Verdict> = {}): Verdict {
  return verdict(kind, found, { verdict: "pending", ...rest });
}

function verdict(kind: Verdict["kind"], found: string, rest: Partial<Verdict> = {}): Verdict {
  return { verdict: "violation", kind, accountId: A, expected: "ENABLED", found, ...rest };
}

describe("verdictSentence", () => {
  const failure = { errorCode: "ACCOUNT_IS_ISOLATED", errorMessage: "The account is isolated" };
  const table: [verdict: Verdict, scene: MessageContext, sentence: string][] = [
    [
      verdict("mismatch", "DISABLED"),
      SCENE,
      `Account ${A} in us-east-1: DISABLED, expected ENABLED. Find out who switched it off (AWS CloudTrail), then enable it: aws inspector2 enable --region us-east-1 --resource-types EC2 ECR LAMBDA --account-ids ${A}`,
    ],
    [
      verdict("mismatch", "SUSPENDED", { errorMessage: "Pay first" }),
      SCENE,
      `Account ${A} in us-east-1: SUSPENDED (AWS says: "Pay first"), expected ENABLED. Amazon Inspector is suspended for the account, as when the account itself is suspended: reactivate it, or leave it out.`,
    ],
    [
      pending("mismatch", "ENABLING", { errorCode: "ALREADY_ENABLED", errorMessage: "Soon" }),
      TIMED_OUT,
      `Account ${A} in us-east-1: still ENABLING with ALREADY_ENABLED, Amazon Inspector is already enabled (AWS says: "Soon") after 30m (41 looks), expected ENABLED. Raise \`timeout\` if this takes longer in your accounts, or contact AWS Support.`,
    ],
    [
      verdict("nothingEnabled", "ENABLED", { errorMessage: "Nothing to scan" }),
      SCENE,
      `Account ${A} in us-east-1: ENABLED (AWS says: "Nothing to scan"), but none of its scan types is ENABLED. Enable the scan types that you need: aws inspector2 enable --region us-east-1 --resource-types EC2 ECR LAMBDA --account-ids ${A}`,
    ],
    [
      verdict("unreported", "UNREPORTED", { errorMessage: "Not yet" }),
      SCENE,
      `Account ${A} in us-east-1: UNREPORTED (AWS says: "Not yet"), not in Amazon Inspector's answer; expected ENABLED. Try again; contact AWS Support if it lasts.`,
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
      pending("mismatch", "ENABLING", { resourceType: "EC2" }),
      TIMED_OUT,
      `Account ${A} in us-east-1, EC2: still ENABLING after 30m (41 looks), expected ENABLED. Raise \`timeout\` if this takes longer in your accounts, or contact AWS Support.`,
    ],
    [
      pending("mismatch", "DISABLED", { expected: "SUSPENDED" }),
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
      `Account ${A} in us-east-1, CODE_REPOSITORY: UNREPORTED, not in Amazon Inspector's answer; expected ENABLED. This scan type may not be offered in us-east-1: leave it out of \`resourceTypes\` there, or set \`whereOffered\`.`,
    ],
    [
      verdict("unreported", "UNREPORTED", { resourceType: "CODE_REPOSITORY" }),
      { ...SCENE, whereOffered: true },
      `Account ${A} in us-east-1, CODE_REPOSITORY: UNREPORTED, not in Amazon Inspector's answer; expected ENABLED. If none of \`resourceTypes\` is offered in us-east-1, name others or leave the Region out; else try again, and contact AWS Support if it lasts.`,
    ],
    [
      verdict("mismatch", "DISABLED", { resourceType: "AMI" }),
      SCENE,
      `Account ${A} in us-east-1, AMI: DISABLED, expected ENABLED. \`Enable\` does not take AMI yet: leave it out of \`resourceTypes\`.`,
    ],
    [
      verdict("mismatch", "ENABLED", { expected: "DISABLED", resourceType: "AMI" }),
      SCENE,
      `Account ${A} in us-east-1, AMI: ENABLED, expected DISABLED. \`Disable\` does not take AMI yet: leave it out of \`resourceTypes\`.`,
    ],
    [
      pending("unreported", "UNREPORTED"),
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
      pending("failed", "DISABLED", { resourceType: "EC2", errorCode: "SSM_THROTTLED", errorMessage: "Rate exceeded" }),
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
      pending("unread", "FAILED", { errorCode: "ThrottlingException", errorMessage: "Rate exceeded" }),
      TIMED_OUT,
      `Account ${A} in us-east-1: not read after 30m (41 looks) (ThrottlingException: Rate exceeded), expected ENABLED. Try again; see the AWS Health Dashboard if it lasts.`,
    ],
    [
      verdict("mismatch", "HIBER\u001b[31mNATED\u0007\n", { expected: "SUSPENDED" }),
      SCENE,
      `Account ${A} in us-east-1: HIBER NATED , expected SUSPENDED. This version does not know that status: see the Amazon Inspector API reference, or upgrade this package.`,
    ],
  ];
  for (const [each, scene, sentence] of table) {
    it(`${each.kind} ${each.found.replace(/\W/g, "")}, expected ${each.expected}${scene.timedOut ? ", at the timeout" : ""}${scene.whereOffered ? ", where offered" : ""}${each.resourceType === "AMI" ? ", AMI" : ""}`, () => {
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

  it("names every reason, each with its first ten accounts, and the pending ones last", () => {
    const ids = accountNumbers(30);
    const verdicts = [
      ...ids.slice(0, 12).map((accountId) => verdict("mismatch", "DISABLED", { accountId })),
      ...ids.slice(12, 24).map((accountId) => verdict("missing", "MISSING", { accountId })),
      ...ids.slice(24, 26).map((accountId) => verdict("mismatch", "SUSPENDED", { accountId })),
      verdict("unreported", "UNREPORTED", { accountId: ids[26]! }),
      ...ids.slice(27).map((accountId) => pending("mismatch", "ENABLING", { accountId })),
    ];
    assert.deepEqual(
      verdictSentences(verdicts, TIMED_OUT).map((sentence) => sentence.split(/[,.;] [a-zA-Z]/)[0]),
      [
        `Accounts ${ids.slice(0, 10).join(", ")} and 2 more in us-east-1: DISABLED`,
        `Accounts ${ids.slice(12, 22).join(", ")} and 2 more in us-east-1: MISSING`,
        `Accounts ${ids.slice(24, 26).join(", ")} in us-east-1: SUSPENDED`,
        `Account ${ids[26]} in us-east-1: UNREPORTED`,
        `Accounts ${ids.slice(27).join(", ")} in us-east-1: still ENABLING after 30m (41 looks)`,
      ],
    );
  });

  it("tells what was confirmed from what is still in doubt, though the status is the same", () => {
    const verdicts = [verdict("mismatch", "DISABLED"), pending("mismatch", "DISABLED", { accountId: B })];
    const [confirmed, doubted] = verdictSentences(verdicts, TIMED_OUT);
    assert.match(confirmed!, new RegExp(`^Account ${A} in us-east-1: DISABLED, expected ENABLED\\.`));
    assert.match(
      doubted!,
      new RegExp(`^Account ${B} in us-east-1: DISABLED after 30m \\(41 looks\\), expected ENABLED`),
    );
  });

  it("counts the accounts of a reason even if AWS has another message for each", () => {
    const verdicts = accountNumbers(13).map((accountId, i) =>
      verdict("failed", "DISABLED", { accountId, errorCode: "INTERNAL_ERROR", errorMessage: `request ${i}` }),
    );
    const sentences = verdictSentences([...verdicts, verdict("missing", "MISSING")], SCENE);
    assert.equal(sentences.length, 12);
    assert.match(sentences[10]!, /^Account 111122223333 in us-east-1: MISSING/);
    assert.equal(sentences[11], "3 more accounts for the same reasons, with other messages of AWS.");
  });

  it("groups accounts that AWS names in its own words", () => {
    const verdicts = [A, B].map((accountId) =>
      verdict("failed", "DISABLED", {
        accountId,
        errorCode: "INTERNAL_ERROR",
        errorMessage: `no luck with ${accountId}`,
      }),
    );
    const [sentence, ...others] = verdictSentences(verdicts, SCENE);
    assert.ok(sentence!.startsWith(`Accounts ${A}, ${B} in us-east-1: DISABLED with INTERNAL_ERROR`));
    assert.deepEqual(others, []);
  });

  it("tells to depend on what enables it, if it was never enabled", () => {
    const context = { ...SCENE, isNew: ({ accountId }: { readonly accountId: string }) => accountId === B };
    const command = "aws inspector2 enable --region us-east-1 --resource-types EC2 ECR LAMBDA --account-ids";
    const verdicts = [A, B].map((accountId) => verdict("mismatch", "DISABLED", { accountId }));
    assert.deepEqual(verdictSentences(verdicts, context), [
      `Account ${A} in us-east-1: DISABLED, expected ENABLED. Find out who switched it off (AWS CloudTrail), then enable it: ${command} ${A}`,
      `Account ${B} in us-east-1: DISABLED, expected ENABLED. Nothing has enabled it yet: let the gate depend on what does (\`dependsOn\`), or enable it: ${command} ${B}`,
    ]);
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
        headline({ violations, pending }, total, "ENABLED", REGION),
        `Amazon Inspector in us-east-1 is not ENABLED as expected: ${sentence} \`pulumi stack export\` lists all, under \`violations\` and \`pending\`.`,
      );
    });
  }
});
