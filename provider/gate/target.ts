import type { SkippedAccounts } from "../status/members";
import { UserError } from "../values/userError";
import type { ListingRequest } from "../waiting/listing";
import { accountIdsOf, type Gate } from "./gate";
import { warn, type Say } from "./say";
import { membershipError } from "./sentences";

/** The accounts that a gate reads, and those that it leaves out. */
export interface Target {
  readonly accountIds: readonly string[];
  readonly skipped: SkippedAccounts;
}

/** A gate whose accounts are known. */
export interface TargetedGate extends Gate {
  readonly target: Target;
}

/** Lists the members once, without retries. */
export const ONCE: ListingRequest = { timeout: 0 };

export const NOBODY: Target = { accountIds: [], skipped: {} };

/**
 * The accounts that a gate names, or the members of the caller. `request` says for how long listing is tried again.
 *
 * @throws {UserError} where there is nobody to watch, or the members can't be listed.
 */
export async function targetOf(
  { inputs, connection, region }: Gate,
  request: ListingRequest,
  say: Say,
): Promise<Target> {
  if (!inputs.members) return { accountIds: accountIdsOf(inputs), skipped: {} };
  const result = await connection.membership(inputs.excludeAccountIds ?? [], request);
  if (result.outcome !== "members") throw new UserError(membershipError(result, region));
  const { watched, skipped, unmatched } = result.membership;
  if (watched.length === 0) {
    const all = Object.keys(skipped).length;
    throw new UserError(
      `No account is left to watch in ${region}: \`excludeAccountIds\` or the status of the members leaves out all ${all}.`,
    );
  }
  if (unmatched.length > 0)
    warn(say, [`\`excludeAccountIds\` names ${unmatched.join(", ")}: not among the members in ${region}.`]);
  return { accountIds: watched, skipped };
}
