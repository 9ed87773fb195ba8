import type { MembershipChange } from "./observed";
import { clean } from "../values/clean";
import type { Fault } from "../status/fault";
import type { MembershipResult } from "../aws/organization";
import type { ScanType } from "../status/vocabulary";
import type { SkippedAccounts } from "../status/members";
import { accountsText, groupBy } from "./wording";

/** Sentences about members, and about calls that failed. Pure. */

/** What has changed in the membership of an organization, account by account. */
export function membershipSentences({ joined, left, skipped }: MembershipChange, region: string): string[] {
  const groups: [ids: readonly string[], change: string][] = [
    [joined, "new among the members, not looked at by the last deployment"],
    [left, "no longer among the members"],
  ];
  for (const [status, entries] of groupBy(Object.entries(skipped), ([, status]) => status)) {
    groups.push([entries.map(([id]) => id), `no longer watched, as a member it is ${clean(status)}`]);
  }
  return groups.flatMap(([ids, change]) => (ids.length > 0 ? [`${accountsText(ids)} in ${region}: ${change}.`] : []));
}

/** Why there are no members to watch, and what to do. */
export function membershipError(result: Exclude<MembershipResult, { outcome: "members" }>, region: string): string {
  const who = "`members: true` needs the delegated administrator of Amazon Inspector";
  switch (result.outcome) {
    case "notAdministrator":
      return result.administrator === undefined
        ? `${who} in ${region}, and the service knows of none for this account: run \`aws inspector2 enable-delegated-admin-account\` in the management account, or name \`accountIds\`.`
        : `${who} in ${region}, which is account ${result.administrator}: run there, assume a role into it, or name \`accountIds\`.`;
    case "noMembers":
      return `Account ${result.administrator}, the delegated administrator of Amazon Inspector in ${region}, has no members${leftOut(result.skipped)}: associate them, or leave \`members\` out to mean the account itself.`;
    case "fault":
      return result.operation === "ListMembers" && result.fault.kind === "denied"
        ? `${faultSentence(result.fault, region, undefined, result.operation)} ${who}.`
        : faultSentence(result.fault, region, undefined, result.operation);
  }
}

/** ` to watch (2 REMOVED, 1 EXCLUDED)` */
function leftOut(skipped: SkippedAccounts): string {
  const byStatus = groupBy(Object.values(skipped), ({ relationshipStatus }) => relationshipStatus);
  if (byStatus.size === 0) return "";
  return ` to watch (${[...byStatus].map(([status, accounts]) => `${accounts.length} ${status}`).join(", ")})`;
}

/** Why the service could not be asked, and what to do. */
export function faultSentence(
  fault: Fault,
  region: string,
  caller?: string,
  operation = "BatchGetAccountStatus",
): string {
  const says = `${clean(fault.code)}: ${clean(fault.message)}`;
  const who = caller && !fault.message.includes(caller) ? ` The caller is ${clean(caller)}.` : "";
  const asked = `Amazon Inspector in ${region} could not be asked`;
  if (fault.remedy !== undefined) return `${asked}: ${clean(fault.subject ?? "")} (${says}).${who} ${fault.remedy}`;
  switch (fault.kind) {
    case "denied":
      return `${asked} (${says}).${who} The caller needs the permission inspector2:${operation}; if it has it, a service control policy may deny it, or Amazon Inspector may not be offered in ${region}.`;
    case "credentials":
      return `${asked} (${says}).${who} Check the AWS credentials (profile, environment, expiry), and that ${region} is a Region that the account has opted in to.`;
    case "unreachable":
      return `${asked} (${says}). Check the network and the proxy, and that "${region}" is the name of a Region where Amazon Inspector is offered.`;
    case "untrusted":
      return `${asked} (${says}). Something between here and AWS, such as a proxy, shows a certificate of its own: name its certificate authority in NODE_EXTRA_CA_CERTS.`;
    case "throttled":
      return `${asked} (${says}). Everybody in the organization shares this quota: use one gate for many accounts, and try again.`;
    case "unavailable":
      return `${asked} (${says}). Try again; see the AWS Health Dashboard if it lasts.`;
    case "unreadable":
      return `${asked} (${says}). Try again; if it lasts, something between here and AWS, such as a proxy or a custom endpoint, interferes.`;
    case "invalid":
    case "refused":
      return `${asked} (${says}).${who} Check the account ids and the Region.`;
  }
}

/** The notice that scan types are not compared because they are not offered. */
export function notOfferedSentence(types: readonly ScanType[], region: string): string {
  return `${types.join(", ")}: not offered in ${region}, as far as Amazon Inspector's answer tells, and not compared (\`whereOffered\`).`;
}
