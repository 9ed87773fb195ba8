import { faultOf, UnreadableAnswer, type Fault } from "../status/fault";
import { membershipOf, type Member, type Membership } from "../status/members";
import { readStatuses, type BatchGetAccountStatus } from "./reader";
import { accountIdOf, SELF } from "../status/report";

/** The calls that find out who belongs to an organization. Each resolves to the answer as it came. */
export interface OrganizationCalls {
  readonly batchGetAccountStatus: BatchGetAccountStatus;
  listMembers(nextToken: string | undefined, signal?: AbortSignal): Promise<unknown>;
  getDelegatedAdminAccount(signal?: AbortSignal): Promise<unknown>;
}

/** What asking for the members came to. */
export type MembershipResult =
  | { readonly outcome: "members"; readonly administrator: string; readonly membership: Membership }
  /** The caller is not the delegated administrator; `administrator` is, if anybody. */
  | { readonly outcome: "notAdministrator"; readonly administrator: string | undefined }
  | { readonly outcome: "noMembers"; readonly administrator: string }
  | { readonly outcome: "fault"; readonly operation: string; readonly fault: Fault };

/**
 * Asks who the members of the caller are, who has to be the delegated administrator. Needs the permissions
 * `inspector2:ListMembers` and, to name who the administrator is where the caller is not,
 * `inspector2:GetDelegatedAdminAccount`.
 */
export async function readMembership(
  calls: OrganizationCalls,
  excluded: readonly string[],
  signal?: AbortSignal,
): Promise<MembershipResult> {
  const own = await readStatuses(calls.batchGetAccountStatus, [SELF], undefined, signal);
  const [unread] = own.unread.values();
  if (unread) return { outcome: "fault", operation: "BatchGetAccountStatus", fault: unread };
  const caller = accountIdOf(own.readings.get(SELF));

  let members: readonly ListedMember[];
  try {
    members = await listAllMembers(calls, signal);
  } catch (error) {
    const fault = faultOf(error);
    const asked = fault.kind === "denied" ? await administratorOf(calls, caller, signal) : UNTOLD;
    if (asked === UNTOLD || (asked.accountId !== undefined && asked.accountId === caller)) {
      return { outcome: "fault", operation: "ListMembers", fault };
    }
    return { outcome: "notAdministrator", administrator: asked.accountId };
  }
  const listed = members.find(({ delegatedAdminAccountId }) => delegatedAdminAccountId)?.delegatedAdminAccountId;
  const administrator = listed ?? (await administratorOf(calls, caller, signal)).accountId;
  // The members are listed for nobody but the administrator, whether or not its own account is in the answer.
  if (administrator === undefined || (caller !== undefined && administrator !== caller))
    return { outcome: "notAdministrator", administrator };
  if (members.length === 0) return { outcome: "noMembers", administrator };
  return { outcome: "members", administrator, membership: membershipOf(administrator, members, excluded) };
}

interface ListedMember extends Member {
  readonly delegatedAdminAccountId?: string;
}

async function listAllMembers(calls: OrganizationCalls, signal: AbortSignal | undefined): Promise<ListedMember[]> {
  const all: ListedMember[] = [];
  const tokens = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = asRecord(await calls.listMembers(nextToken, signal));
    for (const entry of Array.isArray(page["members"]) ? page["members"].map(asRecord) : []) {
      const accountId = asText(entry["accountId"]);
      const delegatedAdminAccountId = asText(entry["delegatedAdminAccountId"]);
      if (!accountId) continue;
      const relationshipStatus = asText(entry["relationshipStatus"]) ?? "UNKNOWN";
      all.push({ accountId, relationshipStatus, ...(delegatedAdminAccountId && { delegatedAdminAccountId }) });
    }
    nextToken = asText(page["nextToken"]);
    if (nextToken && tokens.has(nextToken)) throw new UnreadableAnswer("ListMembers goes round in circles");
    if (nextToken) tokens.add(nextToken);
  } while (nextToken);
  return all;
}

/** Nobody says who the administrator is. */
const UNTOLD: { readonly accountId?: string } = {};

/** The delegated administrator of the organization, if there is one; the service refuses the question when it is the caller. */
async function administratorOf(
  calls: OrganizationCalls,
  caller: string | undefined,
  signal: AbortSignal | undefined,
): Promise<{ readonly accountId?: string | undefined }> {
  try {
    const answer = asRecord(await calls.getDelegatedAdminAccount(signal));
    return { accountId: asText(asRecord(answer["delegatedAdmin"])["accountId"]) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault.kind === "invalid") return { accountId: caller };
    return fault.code === "ResourceNotFoundException" ? { accountId: undefined } : UNTOLD;
  }
}

// The answer is not trusted: what has the wrong type counts as absent.

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
