import { accountNumbers, A, B, C } from "../../support/readings";
import type { WaitScenario } from "./recording";

const both = [A, B];

/** The scenarios of the recordings. The first account is the caller's, the delegated administrator. */
export const WAIT_SCENARIOS: Readonly<Record<string, WaitScenario>> = {
  "two accounts settle": {
    inputs: { accountIds: both, resourceTypes: ["EC2", "ECR"] },
    aws: {
      accounts: {
        [A]: [{ all: "ENABLING", for: "12s" }, "ENABLED"],
        [B]: [{ all: "DISABLED", for: "5s" }, { EC2: "ENABLING", for: "70s" }, "ENABLED"],
      },
    },
  },
  "the caller's own account is on": { inputs: {}, aws: {} },
  "a policy of the organization forbids it": {
    inputs: { accountIds: both },
    aws: {
      accounts: { [A]: [{ all: "ENABLING", for: "5m" }, "ENABLED"], [B]: { failed: "BLOCKED_BY_ORGANIZATION_POLICY" } },
    },
  },
  "somebody switched EC2 off": {
    inputs: { accountIds: [A], resourceTypes: ["EC2", "LAMBDA"] },
    aws: { accounts: { [A]: { EC2: "DISABLED" } } },
  },
  "one account goes off before the other is on": {
    inputs: { accountIds: both },
    aws: {
      accounts: {
        [A]: [{ all: "ENABLED", for: "20s" }, "DISABLED"],
        [B]: [{ all: "ENABLING", for: "50s" }, "ENABLED"],
      },
    },
  },
  "Lambda code scanning takes too long": {
    inputs: { accountIds: [A], resourceTypes: ["LAMBDA", "LAMBDA_CODE"], timeout: "3m" },
    aws: { accounts: { [A]: { LAMBDA_CODE: "ENABLING" } } },
  },
  "an account is suspended": { inputs: { accountIds: [B] }, aws: { accounts: { [B]: "SUSPENDED" } } },
  "no scan type was enabled": {
    inputs: { accountIds: [A] },
    aws: { accounts: { [A]: { all: "DISABLED", account: "ENABLED" } } },
  },
  "a new member becomes visible": {
    inputs: { accountIds: [B] },
    aws: { accounts: { [B]: [{ failed: "ACCESS_DENIED", for: "15s" }, { all: "ENABLING", for: "30s" }, "ENABLED"] } },
  },
  "a stranger stays invisible": {
    inputs: { accountIds: [B, C] },
    aws: { accounts: { [B]: { failed: "ACCESS_DENIED" } } },
  },
  "a scan type is not offered": {
    inputs: { accountIds: [A], resourceTypes: ["EC2", "CODE_REPOSITORY"] },
    aws: { accounts: { [A]: { CODE_REPOSITORY: null } } },
  },
  "a newer status": { inputs: { accountIds: [A] }, aws: { accounts: { [A]: { all: "QUARANTINED" } } } },
  "Systems Manager throttles": {
    inputs: { accountIds: [A], resourceTypes: ["EC2"] },
    aws: {
      accounts: {
        [A]: [
          { EC2: { status: "DISABLED", errorCode: "SSM_THROTTLED", errorMessage: "Rate exceeded" }, for: "40s" },
          "ENABLED",
        ],
      },
    },
  },
  "one id is refused": {
    inputs: { accountIds: [A, B, C] },
    aws: { accounts: { [A]: "ENABLED", [B]: "ENABLED", [C]: "ENABLED" }, faults: [{ accountId: B }] },
  },
  "a storm of throttling passes": {
    inputs: { accountIds: both },
    aws: {
      accounts: { [A]: [{ all: "ENABLING", for: "30s" }, "ENABLED"], [B]: "ENABLED" },
      faults: [{ from: 2, to: 9, throttle: { retryAfterSeconds: 1 } }],
    },
  },
  "the service fails from the middle on": {
    inputs: { accountIds: both, timeout: "2m" },
    aws: { accounts: { [A]: "ENABLING", [B]: "ENABLED" }, faults: [{ from: 3, status: 503 }] },
  },
  "the permission is missing": {
    inputs: { accountIds: [A] },
    aws: {
      faults: [
        {
          operation: "BatchGetAccountStatus",
          error: {
            type: "AccessDeniedException",
            message: "no identity-based policy allows the inspector2:BatchGetAccountStatus action",
          },
        },
      ],
    },
  },
  "credentials are revoked in the middle": {
    inputs: { accountIds: both },
    aws: {
      accounts: { [A]: { EC2: "ENABLING" }, [B]: "ENABLING" },
      faults: [
        {
          operation: "BatchGetAccountStatus",
          from: 4,
          error: { type: "ExpiredTokenException", message: "The security token included in the request is expired" },
        },
      ],
    },
  },
  "nobody is there": { inputs: { accountIds: [A] }, aws: { faults: [{ reset: true }] } },
  "many accounts": {
    inputs: { accountIds: accountNumbers(25), timeout: "1m" },
    aws: {
      accounts: Object.fromEntries(
        accountNumbers(25).map((id, i) => [
          id,
          i < 18 ? "ENABLING" : i < 21 ? { LAMBDA: "ENABLING", all: "DISABLING" } : "ENABLED",
        ]),
      ),
    },
  },
  "advisory only warns": {
    inputs: { accountIds: [A], enforcementLevel: "advisory", mismatchGrace: "5s" },
    aws: { accounts: { [A]: "DISABLED" } },
  },
};
