import type { Facts } from "../../sdk/cli/report/section";
import type { Report, Section } from "../../sdk/cli/report/model";
import { reportOf, sectionAbout } from "../../sdk/cli/report/report";
import { sectionOf } from "../../sdk/cli/report/section";
import { accountNumber, A, B, C } from "./readings";

/** Messages of AWS that would do harm in a report that does not escape them. */
export const HOSTILE =
  "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u001b[31m\r\n::error::boom ##[error]x ##vso[task.complete]\u0000\ud800 ]]> @team #12 [x](http://evil.example) `a` | <!-- ${x} \u202e";

const FACTS: Facts = {
  region: "us-east-1",
  resourceTypes: ["EC2", "ECR"],
  status: "FAILED",
  satisfied: false,
  accounts: {
    [A]: {
      accountId: A,
      state: { status: "ENABLED" },
      resourceState: { ec2: { status: "ENABLED" }, ecr: { status: "ENABLED" } },
    },
    [B]: {
      accountId: B,
      state: { status: "ENABLED" },
      resourceState: { ec2: { status: "DISABLED", errorMessage: HOSTILE }, ecr: { status: "ENABLING" } },
    },
  },
  failedAccounts: { [C]: { accountId: C, errorCode: "ACCESS_DENIED", errorMessage: HOSTILE } },
  missingAccountIds: ["000000000009"],
  skippedAccounts: { "000000000008": { relationshipStatus: "ACCOUNT_SUSPENDED", reason: "it is suspended" } },
  violations: [
    {
      accountId: B,
      resourceType: "EC2",
      expected: "ENABLED",
      found: "DISABLED",
      errorMessage: HOSTILE,
      message: `Account ${B}, EC2: DISABLED. Enable it.`,
    },
    {
      accountId: C,
      resourceType: "EC2",
      expected: "ENABLED",
      found: "FAILED",
      errorCode: "ACCESS_DENIED",
      errorMessage: HOSTILE,
      message: `Account ${C}: ${HOSTILE}`,
    },
    { accountId: "000000000009", expected: "ENABLED", found: "MISSING", message: "Account 000000000009: MISSING." },
  ],
  pending: [
    {
      accountId: B,
      resourceType: "ECR",
      expected: "ENABLED",
      found: "ENABLING",
      message: `Account ${B}, ECR: ENABLING.`,
    },
  ],
};

const HEAD = { version: "0.1.0", command: "drift", createdAt: "2026-11-26T12:00:00.000Z" } as const;

/** A report with a section of each outcome. */
export function everyOutcome(): Report {
  const where = { folder: "./stacks/one two", stack: "project/dev", urn: "urn:pulumi:dev::project::x::g" };
  const sections: Section[] = [
    {
      title: 'project/dev, gate "g" in us-east-1',
      outcome: "drift",
      gate: "g",
      ...where,
      ...sectionOf(FACTS, false),
    },
    {
      title: 'project/dev, gate "soft" in us-east-1',
      outcome: "accepted",
      gate: "soft",
      ...where,
      ...sectionOf(FACTS, true),
    },
    {
      title: 'project/dev, gate "ok" in us-east-1',
      outcome: "ok",
      gate: "ok",
      ...where,
      ...sectionOf({ ...FACTS, violations: [], pending: [], failedAccounts: {}, missingAccountIds: [] }, false),
    },
    sectionAbout("unverified", `The preview failed: ${HOSTILE}`, {
      title: `other ${HOSTILE}`,
      folder: "other",
      outcome: "unverified",
    }),
    sectionAbout("not-deployed", "The gate is not deployed.", {
      title: "new",
      folder: "other",
      gate: "new",
      outcome: "drift",
    }),
  ];
  return reportOf(HEAD, sections);
}

/** A report on many accounts, every `badEvery`th of which is off. */
export function manyAccounts(count: number, badEvery = 7): Report {
  const states = (status: string) => ({
    ec2: { status },
    ecr: { status },
    lambda: { status: "ENABLED" },
    lambdaCode: { status: "ENABLED" },
  });
  const ids = Array.from({ length: count }, (_, i) => accountNumber(i + 1));
  const isBad = (id: string): boolean => Number(id) % badEvery === 0;
  const facts: Facts = {
    ...FACTS,
    accounts: Object.fromEntries(
      ids.map((id) => [
        id,
        { accountId: id, state: { status: "ENABLED" }, resourceState: states(isBad(id) ? "DISABLED" : "ENABLED") },
      ]),
    ),
    failedAccounts: {},
    missingAccountIds: [],
    skippedAccounts: {},
    pending: [],
    violations: ids.filter(isBad).flatMap((accountId) =>
      (["EC2", "ECR"] as const).map((resourceType) => ({
        accountId,
        resourceType,
        expected: "ENABLED",
        found: "DISABLED",
        message: `Account ${accountId} in us-east-1, ${resourceType}: DISABLED, expected ENABLED. Find out who switched it off.`,
      })),
    ),
  };
  return reportOf({ ...HEAD, command: "status" }, [
    { title: "us-east-1", outcome: "drift", ...sectionOf(facts, false) },
  ]);
}
