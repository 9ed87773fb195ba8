import type { Verdict } from "../status/verdict";
import { errorCodeEntry, isTransitional } from "../status/vocabulary";
import { clean } from "../values/clean";
import { remedyFor } from "./remedies";
import { groupsOf, reasonOf, type Group, type MessageContext } from "./verdictGroups";
import { accountsText, count, NAMED_ACCOUNTS, waitedFor } from "./wording";

/** Every sentence about what does not pass. Pure. */

/** The sentence about one verdict: account, scan type, status, code, AWS's own words, what to do. */
export function verdictSentence(verdict: Verdict, context: MessageContext): string {
  return verdictSentences([verdict], context)[0]!;
}

/**
 * Sentences about verdicts, grouped by reason, in the order given. Every reason is named, each with its first accounts;
 * the rest are counted.
 */
export function verdictSentences(verdicts: readonly Verdict[], context: MessageContext): string[] {
  const named = new Map<string, number>();
  const left = new Set<string>();
  const sentences = groupsOf(verdicts, context).flatMap((group) => {
    const reason = JSON.stringify([...reasonOf(group), group.types, group.isNew]);
    const before = named.get(reason) ?? 0;
    const room = Math.min(NAMED_ACCOUNTS - before, group.accountIds.length);
    named.set(reason, before + room);
    if (room > 0) return [groupSentence(group, context, room)];
    for (const id of group.accountIds) left.add(id);
    return [];
  });
  if (left.size === 0) return sentences;
  return [...sentences, `${count(left.size, "more account")} for the same reasons, with other messages of AWS.`];
}

function groupSentence(group: Group, context: MessageContext, room: number): string {
  const { region, timedOut } = context;
  const subject = `${accountsText(group.accountIds, room)} in ${region}${group.types && `, ${group.types}`}`;
  const isLate = timedOut !== undefined && group.verdict === "pending";
  return `${subject}: ${foundText(group, isLate ? ` ${waitedFor(timedOut)}` : "")}. ${remedyFor(group, context, isLate)}`;
}

/** What was found, `when`, and what was expected. */
function foundText(group: Group, when: string): string {
  const { kind, found, expected } = group;
  const said = `${clean(found)}${wordsOf(group)}${when}`;
  switch (kind) {
    case "mismatch":
      return `${when && isTransitional(found) ? "still " : ""}${said}, expected ${expected}`;
    case "nothingEnabled":
      return `${said}, but none of its scan types is ${expected}`;
    case "missing":
      return `MISSING${when}, Amazon Inspector's answer does not mention the account; expected ${expected}`;
    case "unreported":
      return `${said}, not in Amazon Inspector's answer; expected ${expected}`;
    case "failed":
      return `${said}, expected ${expected}`;
    case "unread":
      return `not read${when} (${clean(`${group.errorCode}: ${group.errorMessage}`)}), expected ${expected}`;
  }
}

/** The code of AWS and its own words, which may stand beside any status. */
function wordsOf({ kind, errorCode, errorMessage }: Group): string {
  const without = kind === "failed" ? " with no error code" : "";
  const code = errorCode === undefined ? without : ` with ${clean(errorCode)}, ${errorCodeEntry(errorCode).meaning}`;
  return `${code}${errorMessage ? ` (AWS says: "${clean(errorMessage)}")` : ""}`;
}

/** The first sentence of a failure: how many accounts do not pass, and where all of them are. */
export function headline(
  { violations, pending }: { readonly violations: readonly Verdict[]; readonly pending: readonly Verdict[] },
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
  return `Amazon Inspector in ${region} is not ${expected} as expected: ${parts.join(", ")}. \`pulumi stack export\` lists all, under \`violations\` and \`pending\`.`;
}
