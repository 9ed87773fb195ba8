import type { Connection } from "../waiting/connections";
import { accountIdsOf } from "./gate";
import type { Inputs } from "./arguments";
import type { SkippedAccounts } from "../status/members";
import { UserError } from "../values/userError";
import { membershipError } from "./sentences";

/** Whom a gate reads, and whom it leaves out. */
export interface Target {
  readonly accountIds: readonly string[];
  readonly skipped: SkippedAccounts;
  /** What is odd about it, as a sentence. */
  readonly warning?: string;
}

/**
 * The accounts that inputs name, or the members of the caller. Trouble of the service is waited out for at most
 * `timeout` milliseconds.
 *
 * @throws {UserError} where there is nobody to watch, or the members can't be listed.
 */
export async function targetOf(inputs: Inputs, connection: Connection, timeout: number): Promise<Target> {
  if (!inputs.members) return { accountIds: accountIdsOf(inputs), skipped: {} };
  const { region } = connection;
  const result = await connection.membership(inputs.excludeAccountIds ?? [], timeout);
  if (result.outcome !== "members") throw new UserError(membershipError(result, region));
  const { watched, skipped, unmatched } = result.membership;
  if (watched.length === 0) {
    const all = Object.keys(skipped).length;
    throw new UserError(
      `No account is left to watch in ${region}: \`excludeAccountIds\` or the status of the members leaves out all ${all}.`,
    );
  }
  const target = { accountIds: watched, skipped };
  if (unmatched.length === 0) return target;
  return {
    ...target,
    warning: `\`excludeAccountIds\` names ${unmatched.join(", ")}: not among the members in ${region}.`,
  };
}
