import { faultOf, UnreadableAnswer, type Fault } from "../status/fault";
import { isAdministratorAlone, membershipOf, type Membership, type SkippedAccounts } from "../status/members";
import { administratorIn, membersPageIn, type ListedMember } from "./answers";
import { readStatuses, type BatchGetAccountStatus } from "./reader";
import { accountIdOf, SELF } from "../status/report";

/** The calls that find out who belongs to an organization. Each resolves to the answer as it came. */
export interface OrganizationCalls {
  readonly batchGetAccountStatus: BatchGetAccountStatus;
  listMembers(nextToken: string | undefined, signal?: AbortSignal): Promise<unknown>;
  getDelegatedAdminAccount(signal?: AbortSignal): Promise<unknown>;
}

/** The result of asking for the members. */
export type MembershipResult =
  | { readonly outcome: "members"; readonly administrator: string; readonly membership: Membership }
  /** The caller is not the delegated administrator. `administrator` is the account that is, if there is one. */
  | { readonly outcome: "notAdministrator"; readonly administrator: string | undefined }
  /** There are no members, or none is watched because of their statuses. The administrator alone is no organization. */
  | { readonly outcome: "noMembers"; readonly administrator: string; readonly skipped: SkippedAccounts }
  | { readonly outcome: "fault"; readonly operation: string; readonly fault: Fault };

/**
 * Lists the members of the caller, which must be the delegated administrator. Needs `inspector2:ListMembers`, and
 * `inspector2:GetDelegatedAdminAccount` to name the administrator where the caller is another account.
 */
export async function readMembership(
  calls: OrganizationCalls,
  excluded: readonly string[],
  signal?: AbortSignal,
): Promise<MembershipResult> {
  const own = await readStatuses(calls.batchGetAccountStatus, [SELF], signal);
  const [unread] = own.unread.values();
  if (unread) return { outcome: "fault", operation: "BatchGetAccountStatus", fault: unread };
  const caller = accountIdOf(own.readings.get(SELF));

  let members: readonly ListedMember[];
  try {
    members = await listAllMembers(calls, signal);
  } catch (error) {
    const fault = faultOf(error);
    const asked = fault.kind === "denied" ? await administratorOf(calls, caller, signal) : { fault };
    if ("fault" in asked || (asked.accountId !== undefined && asked.accountId === caller)) {
      return { outcome: "fault", operation: "ListMembers", fault };
    }
    return { outcome: "notAdministrator", administrator: asked.accountId };
  }
  const named = members.flatMap(({ delegatedAdminAccountId }) => delegatedAdminAccountId ?? []);
  const listed = named.find((id) => id === caller) ?? named[0];
  const asked = listed === undefined ? await administratorOf(calls, caller, signal) : { accountId: listed };
  if ("fault" in asked) return { outcome: "fault", operation: "GetDelegatedAdminAccount", fault: asked.fault };
  const { accountId: administrator } = asked;
  // No caller but the administrator gets the members, whether or not the administrator's own account is in the answer.
  if (administrator === undefined || (caller !== undefined && administrator !== caller))
    return { outcome: "notAdministrator", administrator };
  const membership = membershipOf(administrator, members, excluded);
  return members.length === 0 || isAdministratorAlone(membership, administrator)
    ? { outcome: "noMembers", administrator, skipped: membership.skipped }
    : { outcome: "members", administrator, membership };
}

/**
 * The most pages that are read. An administrator has at most 10,000 members, which are 200 full pages; former members
 * are listed as well, and a page may be shorter than requested.
 *
 * Source: https://docs.aws.amazon.com/inspector/latest/user/quotas.html
 */
const MOST_PAGES = 1_000;

async function listAllMembers(calls: OrganizationCalls, signal: AbortSignal | undefined): Promise<ListedMember[]> {
  const all: ListedMember[] = [];
  const tokens = new Set<string>();
  for (let nextToken: string | undefined; ;) {
    const page = membersPageIn(await calls.listMembers(nextToken, signal));
    for (const member of page.members) all.push(member);
    nextToken = page.nextToken;
    if (nextToken === undefined) return all;
    if (tokens.has(nextToken)) throw new UnreadableAnswer("ListMembers goes round in circles");
    tokens.add(nextToken);
    if (tokens.size >= MOST_PAGES) throw new UnreadableAnswer(`ListMembers has not ended after ${MOST_PAGES} pages`);
  }
}

/** The administrator, or why it is unknown. */
type Administrator = { readonly accountId: string | undefined } | { readonly fault: Fault };

/**
 * The delegated administrator of the organization, if there is one. The service refuses the call if the caller is the
 * administrator itself.
 */
async function administratorOf(
  calls: OrganizationCalls,
  caller: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Administrator> {
  try {
    return { accountId: administratorIn(await calls.getDelegatedAdminAccount(signal)) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault.kind === "invalid") return { accountId: caller };
    return fault.code === "ResourceNotFoundException" ? { accountId: undefined } : { fault };
  }
}
