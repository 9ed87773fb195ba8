import { UnreadableAnswer } from "../status/fault";
import type { Member } from "../status/members";
import type { AccountState, FailedAccount, InspectorState } from "../status/report";
import { asObject, asText, cleanJson, type JsonObject } from "../values/json";

/*
 * The door for answers: it takes the JSON of whoever answered, and returns our own types, cleaned. In an optional
 * member, null, an empty text and a wrong type count as absent, because none of them can pass. New members are kept. An
 * answer is unreadable if it could be only a part of one, or could come from somebody else.
 */

/**
 * How many levels of an entry are kept. The service's own answers have six levels in all, and an entry begins at the
 * third.
 */
const LEVELS_OF_ENTRY = 14;
const ACCOUNT_ID = /^\d{12}$/;

/** What BatchGetAccountStatus answers. */
export interface StatusEntries {
  readonly accounts: readonly AccountState[];
  readonly failedAccounts: readonly FailedAccount[];
}

/** A page of ListMembers. */
export interface MembersPage {
  readonly members: readonly ListedMember[];
  /** Absent: it is the last. */
  readonly nextToken?: string;
}

export interface ListedMember extends Member {
  readonly delegatedAdminAccountId?: string;
}

/** The entries of an answer of BatchGetAccountStatus. */
export function statusesIn(answer: unknown): StatusEntries {
  const { accounts, failedAccounts } = asObject(answer) ?? {};
  if (!Array.isArray(accounts) && !Array.isArray(failedAccounts))
    throw new UnreadableAnswer("the answer has neither a list of accounts nor one of failedAccounts");
  return {
    accounts: listIn(accounts, "accounts").map(accountIn),
    failedAccounts: listIn(failedAccounts, "failedAccounts").map(failedAccountIn),
  };
}

/** Reads a page of ListMembers. It refuses a page with anything wrong in it, because that could hide members. */
export function membersPageIn(answer: unknown): MembersPage {
  const { members, nextToken } = asObject(answer) ?? {};
  if (!Array.isArray(members)) throw new UnreadableAnswer("a page of ListMembers has no list of members");
  const isLast = nextToken === undefined || nextToken === null || nextToken === "";
  if (!isLast && (typeof nextToken !== "string" || nextToken.trim() === ""))
    throw new UnreadableAnswer("a page of ListMembers has a nextToken that is none");
  return { members: members.map(memberIn), ...(!isLast && { nextToken }) };
}

/** The administrator that an answer of GetDelegatedAdminAccount names, if it names one. */
export function administratorIn(answer: unknown): string | undefined {
  return optionalIdIn(asObject(asObject(answer)?.["delegatedAdmin"])?.["accountId"], "delegatedAdmin");
}

/**
 * The parts of an error that the AWS SDK may see. The type may also stand in a `header`. The AWS SDK would take over
 * every other member as it is.
 */
export function errorIn(answer: unknown, header?: string): { readonly type?: string; readonly message?: string } {
  const { __type, code, message, Message } = asObject(answer) ?? {};
  const type = asText(header) ?? asText(code) ?? asText(__type);
  const text = asText(message) ?? asText(Message);
  return { ...(type !== undefined && { type }), ...(text !== undefined && { message: text }) };
}

function listIn(value: unknown, name: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new UnreadableAnswer(`\`${name}\` of the answer is not a list`);
  return value;
}

/** An entry of a list that says which account it is about. */
function entryIn(entry: unknown, list: string): JsonObject & { readonly accountId: string } {
  const object = asObject(entry);
  const accountId = object?.["accountId"];
  if (typeof accountId !== "string" || !ACCOUNT_ID.test(accountId))
    throw new UnreadableAnswer(`an entry of \`${list}\` has no account id`);
  return object as JsonObject & { accountId: string };
}

function accountIn(entry: unknown): AccountState {
  const account = cleanJson(entryIn(entry, "accounts"), LEVELS_OF_ENTRY) as JsonObject & { accountId: string };
  const state = stateIn(account["state"]);
  const resourceState = statesIn(account["resourceState"]);
  // A well-formed entry is not copied, because copies of 10,000 accounts take 12 % more memory: `fleet.rssVsSdkFloor`
  // of the bench.
  const isWellFormed = state === account["state"] && resourceState === account["resourceState"];
  return isWellFormed ? (account as unknown as AccountState) : { ...account, state, resourceState };
}

function statesIn(value: unknown): Readonly<Record<string, InspectorState>> {
  const states = asObject(value) ?? {};
  for (const key in states) {
    if (stateIn(states[key]) === states[key]) continue;
    return Object.fromEntries(Object.entries(states).map(([key, each]) => [key, stateIn(each)]));
  }
  return states as Readonly<Record<string, InspectorState>>;
}

function stateIn(value: unknown): InspectorState {
  return textsOnly(asObject(value) ?? {}, ["status", "errorCode", "errorMessage"]);
}

function failedAccountIn(entry: unknown): FailedAccount {
  const raw = entryIn(entry, "failedAccounts");
  const account = cleanJson(raw, LEVELS_OF_ENTRY) as JsonObject & { accountId: string };
  const { resourceStatus: statuses, ...rest } = textsOnly(account, ["status", "errorCode", "errorMessage"]);
  const texts = asObject(statuses) ?? {};
  // Without `resourceStatus`, the status of the account counts for its scan types as well. So the member is absent only
  // where the answer has none.
  const isAbsent = raw["resourceStatus"] === undefined || raw["resourceStatus"] === null;
  const resourceStatus = isAbsent ? {} : { resourceStatus: textsOnly(texts, Object.keys(texts)) };
  return { ...rest, ...resourceStatus } as unknown as FailedAccount;
}

/** The object without those of the named members that are not text. */
function textsOnly(object: JsonObject, names: readonly string[]): JsonObject {
  if (names.every((name) => object[name] === undefined || typeof object[name] === "string")) return object;
  return Object.fromEntries(
    Object.entries(object).filter(([name, value]) => !names.includes(name) || typeof value === "string"),
  );
}

function memberIn(entry: unknown): ListedMember {
  const { accountId, relationshipStatus, delegatedAdminAccountId } = entryIn(entry, "members");
  const administrator = optionalIdIn(delegatedAdminAccountId, "members");
  return {
    accountId,
    // Only a known status can exclude a member, so an unknown one must stay.
    relationshipStatus: asText(relationshipStatus) ?? "UNKNOWN",
    ...(administrator !== undefined && { delegatedAdminAccountId: administrator }),
  };
}

function optionalIdIn(value: unknown, where: string): string | undefined {
  if (value === undefined || value === null || (typeof value === "string" && value.trim() === "")) return undefined;
  if (typeof value === "string" && ACCOUNT_ID.test(value)) return value;
  throw new UnreadableAnswer(`\`${where}\` names an administrator that is no account`);
}
