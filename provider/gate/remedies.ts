import { SELF } from "../status/report";
import { errorCodeEntry, InspectorStatus, isTransitional } from "../status/vocabulary";
import type { Group } from "./verdictSentences";
import { NAMED_ACCOUNTS } from "./wording";

/** What to do about something that does not pass; `isLate`: it was still pending when the time was up. */
export function remedyFor(group: Group, region: string, isLate: boolean): string {
  const { kind, errorCode, resourceType } = group;
  switch (kind) {
    case "failed":
      return errorCodeEntry(errorCode ?? "").remedy;
    case "unread":
      return "Try again; see the AWS Health Dashboard if it lasts.";
    case "missing":
      return "Check the account id, and that the account is a member of the delegated administrator of Amazon Inspector in this Region, or run in the account itself.";
    case "unreported":
      return resourceType
        ? `This scan type may not be offered in ${region}: leave it out of \`resourceTypes\` there.`
        : "Try again; contact AWS Support if it lasts.";
    case "nothingEnabled":
      return `Enable the scan types that you need: ${command("enable", group, region)}`;
    case "mismatch":
      return remedyForStatus(group, region, isLate);
  }
}

function remedyForStatus(group: Group, region: string, isLate: boolean): string {
  const { found, expected, isNew } = group;
  if (isTransitional(found)) {
    return isLate
      ? "Raise `timeout` if this takes longer in your accounts, or contact AWS Support."
      : "It is changing; `pulumi up` waits for it.";
  }
  if (found === "SUSPENDED") {
    return "Amazon Inspector is suspended for the account, as when the account itself is suspended: reactivate it, or leave it out.";
  }
  if (!Object.hasOwn(InspectorStatus, found)) {
    return "This version does not know that status: see the Amazon Inspector API reference, or upgrade this package.";
  }
  if (expected === "DISABLED") return `Disable it: ${command("disable", group, region)}`;
  if (expected !== "ENABLED") return "Leave the account out, or expect another status.";
  const cause = isNew
    ? "Nothing has enabled it yet: let the gate depend on what does (`dependsOn`), or enable it:"
    : "Find out who switched it off (AWS CloudTrail), then enable it:";
  return `${cause} ${command("enable", group, region)}`;
}

/** The command of the AWS CLI that mends it; with scan types for an example where the account itself is compared. */
function command(verb: "enable" | "disable", { types, accountIds }: Group, region: string): string {
  const scanTypes = types ? types.replaceAll(",", "") : "EC2 ECR LAMBDA";
  const ids = accountIds.filter((id) => id !== SELF).slice(0, NAMED_ACCOUNTS);
  const accounts = ids.length > 0 ? ` --account-ids ${ids.join(" ")}` : "";
  return `aws inspector2 ${verb} --region ${region} --resource-types ${scanTypes}${accounts}`;
}
