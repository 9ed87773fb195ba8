import type { StatusOutputs, Violation } from "../provider/gate/outputs";
import type { ViolationKind } from "../provider/status/assessment";
import type { Verdict } from "../provider/status/verdict";
import { runError } from "./runError";

/**
 * Throws one error that names every reason for which something is not `ENABLED`, each with its first ten accounts, so that
 * `pulumi preview` itself fails, without a stack trace. Returns the result, so that it can stand in an expression.
 *
 * @param result What `getInspectorAccountStatus` has returned.
 * @throws `pulumi.RunError` unless everything was read and is `ENABLED`.
 *
 * @example
 * ```typescript
 * assertInspectorEnabled(await getInspectorAccountStatus({ accountIds, resourceTypes: ["EC2"] }));
 * getInspectorAccountStatusOutput({ accountIds: account.id.apply((id) => [id]) }).apply(assertInspectorEnabled);
 * ```
 */
export function assertInspectorEnabled<T extends StatusOutputs>(result: T): T {
  if (result.satisfied && result.status === "ENABLED") return result;
  const verdicts = [
    ...result.violations.map((each) => verdictOf(each, "violation")),
    ...result.pending.map((each) => verdictOf(each, "pending")),
  ];
  const expected = verdicts[0]?.expected ?? result.status;
  if (expected !== "ENABLED") {
    const remedy = "leave `expectedStatus` out to assert ENABLED";
    throw runError(
      `Amazon Inspector is not ENABLED as asserted. The status was read to compare it with ${expected}: ${remedy}.`,
    );
  }
  const { region, notOffered } = result as { readonly region?: string } & StatusOutputs;
  const context = { region: region ?? "its Region", whereOffered: notOffered !== undefined };
  const reasons = sentences().verdictSentences(verdicts, context);
  throw runError(["Amazon Inspector is not ENABLED as asserted.", ...reasons].join("\n  * "));
}

/** Loaded when it is needed: a program where everything is on never needs it. */
function sentences(): typeof import("../provider/gate/verdictSentences") {
  return require("../provider/gate/verdictSentences") as typeof import("../provider/gate/verdictSentences");
}

function verdictOf({ message: _message, ...finding }: Violation, verdict: Verdict["verdict"]): Verdict {
  return { ...(finding as Omit<Verdict, "verdict" | "kind">), verdict, kind: kindOf(finding) };
}

function kindOf({ found, expected, errorCode }: Omit<Violation, "message">): ViolationKind {
  if (found === "MISSING") return "missing";
  // The codes of faults are names of exceptions, those of accounts are in capitals.
  if (found === "FAILED" && errorCode !== undefined && !/^[A-Z0-9_]+$/.test(errorCode)) return "unread";
  if (found === "FAILED" || errorCode !== undefined) return "failed";
  if (found === "UNREPORTED") return "unreported";
  return found === expected ? "nothingEnabled" : "mismatch";
}
