import { sortedMap } from "../values/sortedMap";

/**
 * The members of the delegated administrator: who is watched, and who is not, and why.
 *
 * Source: https://docs.aws.amazon.com/inspector/v2/APIReference/API_Member.html
 */

/** An entry of the answer of ListMembers. */
export interface Member {
  readonly accountId: string;
  readonly relationshipStatus: string;
}

/** The status of a member that the program excludes. */
const EXCLUDED = "EXCLUDED";

/**
 * Why an account of the organization is not watched.
 *
 * @since 0.1.0
 */
export interface SkippedAccount {
  /** The status of the member, or `EXCLUDED`. */
  readonly relationshipStatus: string;
  /** Why, as a part of a sentence. */
  readonly reason: string;
}

/** By account id. */
export type SkippedAccounts = Readonly<Record<string, SkippedAccount>>;

/** The accounts that a gate on an organization watches, and those that it does not. */
export interface Membership {
  readonly watched: readonly string[];
  readonly skipped: SkippedAccounts;
  /** Accounts to exclude that are neither members nor the administrator. */
  readonly unmatched: readonly string[];
}

/**
 * The statuses of members that are not watched. All others are, a new service's included: `ENABLED` and `DISABLED` are
 * judged by what BatchGetAccountStatus says, and so are those whose association is under way (`CREATED`, `INVITED`,
 * `EMAIL_VERIFICATION_IN_PROGRESS`) or has failed (`EMAIL_VERIFICATION_FAILED`,
 * `CANNOT_CREATE_DETECTOR_IN_ORG_MASTER`): a gate must not pass over them.
 */
const NOT_WATCHED: Readonly<Record<string, string>> = {
  ACCOUNT_SUSPENDED: "the account is suspended in the organization, nothing runs in it",
  REGION_DISABLED: "the account has not opted in to this Region, nothing runs in it here",
  REMOVED: "the administrator has disassociated the account",
  RESIGNED: "the account has disassociated itself from the administrator",
  DELETED: "the account is no longer a member",
};

function reasonToSkip({ relationshipStatus }: Member): string | undefined {
  return Object.hasOwn(NOT_WATCHED, relationshipStatus) ? NOT_WATCHED[relationshipStatus] : undefined;
}

/** Sorts the members of an administrator, and the administrator itself, into watched and skipped. */
export function membershipOf(
  administrator: string,
  members: readonly Member[],
  excluded: readonly string[],
): Membership {
  const skipped: [string, SkippedAccount][] = [];
  const watched: string[] = [];
  const all = new Map<string, Member>();
  for (const member of [...members, { accountId: administrator, relationshipStatus: "ENABLED" }]) {
    const known = all.get(member.accountId);
    // An account that left and joined again may be listed twice. A gate must watch it.
    if (!known || reasonToSkip(known)) all.set(member.accountId, member);
  }
  for (const [accountId, member] of all) {
    const reason = reasonToSkip(member);
    if (excluded.includes(accountId)) {
      skipped.push([accountId, { relationshipStatus: EXCLUDED, reason: "`excludeAccountIds` names the account" }]);
    } else if (reason !== undefined) {
      skipped.push([accountId, { relationshipStatus: member.relationshipStatus, reason }]);
    } else {
      watched.push(accountId);
    }
  }
  return {
    watched: watched.sort(),
    skipped: sortedMap(skipped),
    unmatched: excluded.filter((id) => !all.has(id)),
  };
}

/**
 * Whether only the administrator is watched, and not because the program excluded all others by name: an organization
 * whose members have all been removed, or suspended, must not pass with the administrator alone.
 */
export function isAdministratorAlone({ watched, skipped }: Membership, administrator: string): boolean {
  if (watched.length !== 1 || watched[0] !== administrator) return false;
  const others = Object.values(skipped);
  return others.length === 0 || others.some(({ relationshipStatus }) => relationshipStatus !== EXCLUDED);
}
