import { SELF } from "../status/report";
import {
  canBeEnabled,
  errorCodeEntry,
  InspectorStatus,
  isTransitional,
  SCAN_TYPES,
  type ScanType,
} from "../status/vocabulary";
import type { Group, MessageContext } from "./verdictGroups";
import { NAMED_ACCOUNTS } from "./wording";

/** What to do about a verdict; `isLate`: it was still pending at the timeout. */
export function remedyFor(group: Group, { region, whereOffered }: MessageContext, isLate: boolean): string {
  const { kind, errorCode, resourceType } = group;
  switch (kind) {
    case "failed":
      return errorCodeEntry(errorCode ?? "").remedy;
    case "unread":
      return "Try again; see the AWS Health Dashboard if it lasts.";
    case "missing":
      return "Check the account id, and that the account is a member of the delegated administrator of Amazon Inspector in this Region, or run in the account itself.";
    case "unreported":
      if (!resourceType) return "Try again; contact AWS Support if it lasts.";
      return whereOffered
        ? `If none of \`resourceTypes\` is offered in ${region}, name others or leave the Region out; else try again, and contact AWS Support if it lasts.`
        : `This scan type may not be offered in ${region}: leave it out of \`resourceTypes\` there, or set \`whereOffered\`.`;
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
  if (expected !== "ENABLED" && expected !== "DISABLED") return "Leave the account out, or expect another status.";
  const types = typesIn(group);
  if (types.length > 0 && !types.some(canBeEnabled))
    return `${expected === "ENABLED" ? "`Enable`" : "`Disable`"} does not take ${types.join(", ")} yet: leave it out of \`resourceTypes\`.`;
  if (expected === "DISABLED") return `Disable it: ${command("disable", group, region)}`;
  const cause = isNew
    ? "Nothing has enabled it yet: let the gate depend on what does (`dependsOn`), or enable it:"
    : "Find out who switched it off (AWS CloudTrail), then enable it:";
  return `${cause} ${command("enable", group, region)}`;
}

function typesIn({ types }: Group): ScanType[] {
  return SCAN_TYPES.filter((type) => types.split(", ").includes(type));
}

/** The AWS CLI command that repairs it; with example scan types if the account itself is compared. */
function command(verb: "enable" | "disable", group: Group, region: string): string {
  const { accountIds } = group;
  const scanTypes = typesIn(group).filter(canBeEnabled).join(" ") || "EC2 ECR LAMBDA";
  const ids = accountIds.filter((id) => id !== SELF).slice(0, NAMED_ACCOUNTS);
  const accounts = ids.length > 0 ? ` --account-ids ${ids.join(" ")}` : "";
  return `aws inspector2 ${verb} --region ${region} --resource-types ${scanTypes}${accounts}`;
}
