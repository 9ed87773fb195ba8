import type { MembershipChange } from "./observed";
import { formatDuration } from "../values/duration";
import type { TargetedGate } from "./target";
import type { Seen } from "../waiting/wait";
import type { Fault } from "../status/fault";
import type { MembershipResult } from "../aws/organization";
import { SELF } from "../status/report";
import type { Finding, Verdict } from "../status/verdict";
import { errorCodeEntry, InspectorStatus, isTransitional } from "../status/vocabulary";

/** Every sentence about the status of accounts. Pure. */

/** Of a long list, so many accounts are named. */
const NAMED_ACCOUNTS = 10;
const LONGEST_QUOTE = 300;

/** What a sentence about a verdict needs to know besides. */
export interface MessageContext {
  readonly region: string;
  /** Where the wait has ended because of the timeout: how long it was, and how often was looked. */
  readonly timedOut?: { readonly waited: number; readonly looks: number } | undefined;
}

/** The sentence about one verdict: account, scan type, status, code, AWS's own words, what to do. */
export function verdictSentence(verdict: Verdict, context: MessageContext): string {
  return groupSentence({ ...verdict, accountIds: [verdict.accountId], types: typesOf([verdict]) }, context, 1);
}

/** Sentences about verdicts, grouped by reason; the first accounts are named, the rest are counted. */
export function verdictSentences(verdicts: readonly Verdict[], context: MessageContext): string[] {
  const all = groups(verdicts);
  const named = new Set([...new Set(all.flatMap(({ accountIds }) => accountIds))].slice(0, NAMED_ACCOUNTS));
  const left = new Set<string>();
  const sentences = all.flatMap((group) => {
    const first = group.accountIds.filter((id) => named.has(id));
    const rest = group.accountIds.filter((id) => !named.has(id));
    if (first.length > 0) return groupSentence({ ...group, accountIds: [...first, ...rest] }, context, first.length);
    for (const id of rest) left.add(id);
    return [];
  });
  if (left.size > 0)
    sentences.push(
      `${count(left.size, "more account")} for other reasons: see the outputs \`violations\` and \`pending\`.`,
    );
  return sentences;
}

interface Group extends Verdict {
  readonly accountIds: readonly string[];
  readonly types: string;
}

/** Verdicts with the same reason, first by scan types of one account, then by accounts. */
function groups(verdicts: readonly Verdict[]): Group[] {
  const reason = ({ kind, found, expected, errorCode, errorMessage }: Verdict): string =>
    JSON.stringify([kind, found, expected, errorCode, errorMessage]);
  const perAccount = [...groupBy(verdicts, (verdict) => reason(verdict) + verdict.accountId).values()];
  const perReason = groupBy(perAccount, (group) => reason(group[0]!) + typesOf(group));
  return [...perReason.values()].map((accounts) => ({
    ...accounts[0]![0]!,
    accountIds: accounts.map((group) => group[0]!.accountId),
    types: typesOf(accounts[0]!),
  }));
}

function typesOf(verdicts: readonly Verdict[]): string {
  return verdicts.flatMap(({ resourceType }) => resourceType ?? []).join(", ");
}

function groupSentence(group: Group, context: MessageContext, room: number): string {
  const { kind, found, expected, accountIds, types } = group;
  const more = accountIds.length - room;
  const names = accountIds.slice(0, room).map(accountName).join(", ") + (more > 0 ? ` and ${more} more` : "");
  const subject = `${accountIds.length > 1 ? "Accounts" : "Account"} ${names} in ${context.region}${types && `, ${types}`}`;
  const end = context.timedOut && ` ${waitedFor(context.timedOut)}`;
  const still = context.timedOut && isTransitional(found) ? "still " : "";
  const remedy = `${remedyFor(group, context)}`;
  switch (kind) {
    case "mismatch":
      return `${subject}: ${still}${clean(found)}${end ?? ""}, expected ${expected}. ${remedy}`;
    case "nothingEnabled":
      return `${subject}: ${found}${end ?? ""}, but none of its scan types is ${expected}. ${remedy}`;
    case "missing":
      return `${subject}: MISSING${end ?? ""}, Amazon Inspector's answer does not mention the account; expected ${expected}. ${remedy}`;
    case "unreported":
      return `${subject}: UNREPORTED${end ?? ""}, not in Amazon Inspector's answer; expected ${expected}. ${remedy}`;
    case "failed":
      return `${subject}: ${failure(group)}${end ?? ""}, expected ${expected}. ${remedy}`;
    case "unread":
      return `${subject}: not read${end ?? ""} (${clean(`${group.errorCode}: ${group.errorMessage}`)}), expected ${expected}. ${remedy}`;
  }
}

function failure({ found, errorCode, errorMessage }: Finding): string {
  const code = errorCode === undefined ? "no error code" : `${clean(errorCode)}, ${errorCodeEntry(errorCode).meaning}`;
  return `${clean(found)} with ${code}${errorMessage ? ` (AWS says: "${clean(errorMessage)}")` : ""}`;
}

function remedyFor(group: Group, { region, timedOut }: MessageContext): string {
  const { kind, found, expected, errorCode, resourceType, accountIds, types } = group;
  const enable = (verb: "enable" | "disable"): string => {
    const scanTypes = types ? types.replaceAll(",", "") : "EC2 ECR LAMBDA";
    const ids = accountIds.filter((id) => id !== SELF).slice(0, NAMED_ACCOUNTS);
    const accounts = ids.length > 0 ? ` --account-ids ${ids.join(" ")}` : "";
    return `aws inspector2 ${verb} --region ${region} --resource-types ${scanTypes}${accounts}`;
  };
  switch (kind) {
    case "failed":
      return errorCode === undefined ? errorCodeEntry("").remedy : errorCodeEntry(errorCode).remedy;
    case "unread":
      return "Try again; see the AWS Health Dashboard if it lasts.";
    case "missing":
      return "Check the account id, and that the account is a member of the delegated administrator of Amazon Inspector in this Region, or run in the account itself.";
    case "unreported":
      return resourceType
        ? `This scan type may not be offered in ${region}: leave it out of \`resourceTypes\` there.`
        : "Try again; contact AWS Support if it lasts.";
    case "nothingEnabled":
      return `Enable the scan types that you need: ${enable("enable")}`;
    case "mismatch":
      if (isTransitional(found)) {
        return timedOut
          ? "Raise `timeout` if this takes longer in your accounts, or contact AWS Support."
          : "It is changing; `pulumi up` waits for it.";
      }
      if (found === "SUSPENDED") {
        return "Amazon Inspector is suspended for the account, as when the account itself is suspended: reactivate it, or leave it out.";
      }
      if (!Object.hasOwn(InspectorStatus, found)) {
        return "This version does not know that status: see the Amazon Inspector API reference, or upgrade this package.";
      }
      if (expected === "ENABLED")
        return `Find out who switched it off (AWS CloudTrail), then enable it: ${enable("enable")}`;
      if (expected === "DISABLED") return `Disable it: ${enable("disable")}`;
      return `Leave the account out, or expect another status.`;
  }
}

/** The first sentence of a failure: how many accounts do not pass. */
export function headline(
  violations: readonly Verdict[],
  pending: readonly Verdict[],
  total: number,
  expected: string,
  region: string,
): string {
  const violated = new Set(violations.map(({ accountId }) => accountId));
  const open = new Set(pending.map(({ accountId }) => accountId).filter((id) => !violated.has(id)));
  const parts: string[] = [];
  if (violated.size > 0)
    parts.push(`${count(violated.size, "account")} of ${total} ${violated.size === 1 ? "does" : "do"} not pass`);
  if (open.size > 0)
    parts.push(`${parts.length > 0 ? open.size : `${count(open.size, "account")} of ${total}`} still pending`);
  return `Amazon Inspector in ${region} is not ${expected} as expected: ${parts.join(", ")}.`;
}

/** What a wait waits for, as one line; without a time, so that it is new only when something has changed. */
export function progressLine({ region, expectation, target }: TargetedGate, { pending, unread }: Seen): string {
  const total = target.accountIds.length;
  const ids = new Set([...pending.map(({ accountId }) => accountId), ...unread.keys()]);
  const details = [...ids].slice(0, NAMED_ACCOUNTS).map((id) => {
    const fault = unread.get(id);
    const name = id === SELF ? "the caller's account" : id;
    if (fault) return `${name} not readable (${clean(fault.code)})`;
    const states = groupBy(
      pending.filter(({ accountId }) => accountId === id),
      ({ kind, found, errorCode }) =>
        [clean(found), errorCode && `(${clean(errorCode)})`, kind === "nothingEnabled" && "without a scan type"]
          .filter(Boolean)
          .join(" "),
    );
    return `${name} ${[...states].map(([state, verdicts]) => [typesOf(verdicts), state].filter(Boolean).join(" ")).join("; ")}`;
  });
  const more = ids.size - details.length;
  const progress = `Waiting for Amazon Inspector in ${region}: ${total - ids.size} of ${count(total, "account")} ${expectation.status}`;
  // Before a pass, what was read a while ago is read again.
  if (ids.size === 0) return `${progress}, reading once more`;
  return `${progress}, pending ${details.join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** What has changed in the membership of an organization, account by account. */
export function membershipSentences({ joined, left, skipped }: MembershipChange, region: string): string[] {
  return [
    ...joined.map((id) => `Account ${id} in ${region}: new among the members, not looked at by the last deployment.`),
    ...left.map((id) => `Account ${id} in ${region}: no longer among the members.`),
    ...Object.entries(skipped).map(
      ([id, status]) => `Account ${id} in ${region}: no longer watched, as a member it is ${clean(status)}.`,
    ),
  ];
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
      return `Account ${result.administrator}, the delegated administrator of Amazon Inspector in ${region}, has no members: associate them, or leave \`members\` out to mean the account itself.`;
    case "fault":
      return result.operation === "ListMembers" && result.fault.kind === "denied"
        ? `${faultSentence(result.fault, region, undefined, result.operation)} ${who}.`
        : faultSentence(result.fault, region, undefined, result.operation);
  }
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

/** `after 30m (41 looks)` */
export function waitedFor({ waited, looks }: { waited: number; looks: number }): string {
  return `after ${formatDuration(waited)} (${count(looks, "look")})`;
}

/** What comes from outside, fit for a terminal: without control characters, on one line, not too long. */
export function clean(text: string): string {
  const plain = text
    .slice(0, 10 * LONGEST_QUOTE)
    .replace(ANSI, "")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, " ");
  return plain.length > LONGEST_QUOTE ? `${plain.slice(0, LONGEST_QUOTE)}...` : plain;
}

// Escape sequences as terminals understand them: CSI, OSC, and the two-letter ones.
// eslint-disable-next-line no-control-regex
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-?]*[ -/]*[@-~]/g;

function accountName(id: string): string {
  return id === SELF ? "of the caller" : id;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = grouped.get(key);
    if (group) group.push(item);
    else grouped.set(key, [item]);
  }
  return grouped;
}
