import { assess, type ViolationKind } from "../status/assessment";
import type { Reading } from "../status/report";
import type { Verdict } from "../status/verdict";
import type { StatusOutputs, Violation } from "./outputs";
import { verdictSentences } from "./verdictSentences";

/** The sentences about `violations` and `pending` of outputs, grouped as those of a gate. Pure. */
export function violationSentences(outputs: StatusOutputs, region: string): string[] {
  const { violations, pending, notOffered } = outputs;
  const verdictOf =
    (verdict: Verdict["verdict"]) =>
    ({ message: _message, ...finding }: Violation): Verdict => ({
      ...(finding as Omit<Verdict, "verdict" | "kind">),
      verdict,
      kind: kindOf(finding, outputs),
    });
  const verdicts = [...violations.map(verdictOf("violation")), ...pending.map(verdictOf("pending"))];
  return verdictSentences(verdicts, { region, whereOffered: notOffered !== undefined });
}

/** Finds the kind of a violation by the entry of the service: it is not recorded. */
function kindOf(finding: Omit<Violation, "message">, outputs: StatusOutputs): ViolationKind {
  const { accountId, resourceType, expected, found } = finding;
  const reading = readingOf(accountId, outputs);
  const expectation = { status: expected as Verdict["expected"], resourceTypes: resourceType && [resourceType] };
  const assessments = reading ? assess(accountId, reading, expectation) : [];
  const assessment = assessments.find((each) => each.resourceType === resourceType);
  if (assessment && assessment.outcome !== "ok" && assessment.found === found) return assessment.kind;
  return found === "FAILED" ? "unread" : "mismatch";
}

function readingOf(accountId: string, outputs: StatusOutputs): Reading | undefined {
  const { [accountId]: account } = outputs.accounts;
  const { [accountId]: failedAccount } = outputs.failedAccounts;
  if (account) return { kind: "account", account };
  if (failedAccount) return { kind: "failed", failedAccount };
  return outputs.missingAccountIds.includes(accountId) ? { kind: "missing" } : undefined;
}
