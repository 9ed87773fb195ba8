import { ERROR_CODES, errorCodeEntry, isTransitional } from "../../../provider/status/vocabulary";

/** A kind of problem, and what to do about it. */
export interface Rule {
  readonly id: RuleId;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
}

const KINDS = {
  disabled: {
    title: "Scanning is not in the expected status",
    meaning: "An account or a scan type has settled on a status other than the expected one.",
    remedy:
      "Find out in AWS CloudTrail who changed it (inspector2:Enable, inspector2:Disable), then set it back: aws inspector2 enable or disable, with --region, --resource-types and --account-ids.",
  },
  suspended: {
    title: "Amazon Inspector is suspended",
    meaning: "Amazon Inspector is suspended for the account, as when the account itself is suspended.",
    remedy: "Reactivate the account, or leave it out of the gate.",
  },
  transition: {
    title: "The status is changing",
    meaning: "An account or a scan type is on its way to another status.",
    remedy: "Wait: `pulumi up` does, and so does `pulumi-inspector-status status --wait 30m`.",
  },
  "nothing-enabled": {
    title: "No scan type is enabled",
    meaning: "The account has the expected status, but none of its scan types is enabled.",
    remedy: "Enable the scan types that you need: aws inspector2 enable --resource-types …",
  },
  missing: {
    title: "The account is not in Amazon Inspector's answer",
    meaning: "The account was asked for, and the answer does not mention it.",
    remedy:
      "Check the account id, and that the account is a member of the delegated administrator of Amazon Inspector in this Region, or run in the account itself.",
  },
  unreported: {
    title: "The scan type is not in Amazon Inspector's answer",
    meaning: "The answer for the account has no status for the scan type.",
    remedy: "The scan type may not be offered in the Region: leave it out of `resourceTypes` there.",
  },
  unread: {
    title: "The account could not be read",
    meaning: "There is no usable answer about the account.",
    remedy: "Try again; see the AWS Health Dashboard if it lasts.",
  },
  "unknown-status": {
    title: "A status that this version does not know",
    meaning: "Amazon Inspector answers with a status that this version does not know.",
    remedy: "See the Amazon Inspector API reference, or upgrade pulumi-inspector-status.",
  },
  "unknown-code": {
    title: "An error code that this version does not know",
    meaning: "Amazon Inspector answers with an error code that this version does not know.",
    remedy: "See the Amazon Inspector API reference, or upgrade pulumi-inspector-status.",
  },
  membership: {
    title: "The members of the organization have changed",
    meaning: "Accounts have joined or left the organization, or are no longer watched, since the last deployment.",
    remedy: "Run `pulumi up`, which looks at all of them and records who they are.",
  },
  "not-deployed": {
    title: "The gate is not deployed",
    meaning: "The program declares a gate that does not exist yet, so nobody has looked at its accounts.",
    remedy: "Run `pulumi up`.",
  },
  "not-declared": {
    title: "The gate is no longer declared",
    meaning: "The stack has a gate that its program does not declare any more, so nobody has looked at its accounts.",
    remedy: "Put the gate back into the program, or run `pulumi up` to remove it.",
  },
  "no-gate": {
    title: "The stack has no gate",
    meaning: "There is no InspectorAccountStatus in the stack, so nothing was verified.",
    remedy: "Check --cwd and --stack, and that the program declares a gate.",
  },
  unverified: {
    title: "The status could not be verified",
    meaning: "The preview failed, or Amazon Inspector could not be asked.",
    remedy: "Mend what the message names, then run it again.",
  },
} as const;

type Kind = keyof typeof KINDS;

/** A kind, or `failed/CODE` with an error code of Amazon Inspector. */
export type RuleId = Kind | `failed/${string}`;

const FAILED = "failed/";
// The code that the reader gives to an id that the service refuses.
const REFUSED_ID = "ValidationException";

/** What is known of a rule. */
export function ruleOf(id: RuleId): Rule {
  if (!id.startsWith(FAILED)) return { id, ...KINDS[id as Kind] };
  const code = id.slice(FAILED.length);
  const { meaning, remedy } = errorCodeEntry(code);
  return { id, title: `Amazon Inspector reports ${code}`, meaning: `${code}: ${meaning}.`, remedy };
}

/** The rule for something that is not as expected. */
export function ruleFor(finding: {
  readonly found: string;
  readonly expected: string;
  readonly errorCode?: string | undefined;
}): RuleId {
  const { found, expected, errorCode } = finding;
  if (errorCode !== undefined && explains(errorCode)) return `${FAILED}${errorCode}`;
  if (found === "MISSING") return "missing";
  if (found === "UNREPORTED") return "unreported";
  if (isTransitional(found)) return "transition";
  // The codes of faults are names of exceptions, those of accounts are in capitals.
  if (errorCode !== undefined && found === "FAILED" && !/^[A-Z0-9_]+$/.test(errorCode)) return "unread";
  if (found === "FAILED") return "unknown-code";
  if (found === expected) return "nothing-enabled";
  if (found === "SUSPENDED") return "suspended";
  return ["ENABLED", "DISABLED"].includes(found) ? "disabled" : "unknown-status";
}

/** Whether a code is known, and says more than the status that it comes with. */
function explains(code: string): boolean {
  const isKnown = code === REFUSED_ID || ERROR_CODES.some((known) => known === code);
  return isKnown && errorCodeEntry(code).treatment !== "status";
}
