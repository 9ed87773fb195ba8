import type { MessageContext } from "../../provider/gate/verdictGroups";
import { verdictSentence } from "../../provider/gate/verdictSentences";
import type { ViolationKind } from "../../provider/status/assessment";
import type { Verdict } from "../../provider/status/verdict";
import type { ScanType } from "../../provider/status/vocabulary";

/** Each reason for which an account or a scan type does not pass, as it is said of an example. */

interface Sample {
  readonly found: string;
  readonly type?: ScanType;
  readonly expected?: "ENABLED" | "DISABLED" | "SUSPENDED";
  readonly code?: string;
  readonly says?: string;
  readonly isPending?: boolean;
  readonly context?: Partial<MessageContext>;
}

const REGION = "us-east-1";
const LATE = { timedOut: { waited: 1_800_000, looks: 142 } };
const NEW = { isNew: () => true };

const SAMPLES: Readonly<Record<ViolationKind, readonly Sample[]>> = {
  mismatch: [
    { found: "DISABLED", type: "ECR" },
    { found: "DISABLED", type: "ECR", context: NEW },
    { found: "DISABLED" },
    { found: "ENABLING", type: "ECR", isPending: true, context: LATE },
    { found: "ENABLING", type: "ECR", isPending: true },
    { found: "SUSPENDED" },
    { found: "DISABLED", type: "AMI" },
    { found: "ENABLED", type: "ECR", expected: "DISABLED" },
    { found: "ENABLED", expected: "SUSPENDED" },
    { found: "A_NEW_STATUS" },
  ],
  nothingEnabled: [{ found: "ENABLED" }],
  missing: [{ found: "MISSING" }],
  unreported: [
    { found: "UNREPORTED", type: "LAMBDA_CODE" },
    { found: "UNREPORTED", type: "LAMBDA_CODE", context: { whereOffered: true } },
    { found: "UNREPORTED" },
  ],
  failed: [
    { found: "FAILED", code: "ACCESS_DENIED", says: "what AWS says, if it says something" },
    { found: "FAILED" },
  ],
  unread: [{ found: "UNREAD", code: "ThrottlingException", says: "Rate exceeded", isPending: true, context: LATE }],
};

/** What is said, and what to do about it. */
export function reasons(): [message: string, remedy: string][] {
  return Object.entries(SAMPLES).flatMap(([kind, samples]) =>
    samples.map((sample) => {
      const sentence = verdictSentence(verdictOf(kind as ViolationKind, sample), { region: REGION, ...sample.context });
      const end = sentence.indexOf(". ");
      return [sentence.slice(0, end), sentence.slice(end + 2)] as [string, string];
    }),
  );
}

function verdictOf(kind: ViolationKind, sample: Sample): Verdict {
  const { found, type, expected = "ENABLED", code, says, isPending = false } = sample;
  return {
    verdict: isPending ? "pending" : "violation",
    kind,
    accountId: "111122223333",
    found,
    expected,
    ...(type && { resourceType: type }),
    ...(code !== undefined && { errorCode: code }),
    ...(says !== undefined && { errorMessage: says }),
  };
}
