import type { Connection } from "../waiting/connections";
import type { Fault } from "../status/fault";
import { messageContext, type Gate } from "./gate";
import { faultSentence } from "./sentences";
import type { TargetedGate } from "./target";
import { headline, verdictSentences } from "./verdictSentences";
import { waitedFor } from "./wording";
import { unreadVerdict } from "../status/verdict";
import { UserError } from "../values/userError";
import type { Ending } from "../waiting/wait";

/**
 * Why a gate does not hold: first how many accounts, then the reasons. Empty if it holds.
 *
 * @throws {UserError} where the service refused, or could not be reached.
 */
export async function reasonsOf(gate: TargetedGate, ending: Ending): Promise<string[]> {
  if (ending.ending === "passed") return [];
  if (ending.ending === "unverifiable") throw new UserError(await unverifiedReason(gate, ending));
  const { region, expectation, target } = gate;
  const { violations, pending } = ending.seen;
  const timedOut = ending.ending === "timedOut" ? ending.seen : undefined;
  // An account may have been pending at an earlier look, and unread at the last: the message says both.
  const named = new Set(
    [...violations, ...pending].filter(({ kind }) => kind !== "unread").map(({ accountId }) => accountId),
  );
  const unread = [...ending.seen.unread]
    .filter(([id]) => timedOut && named.has(id))
    .map(([id, fault]) => unreadVerdict(id, fault, expectation));
  return [
    headline(ending.seen, target.accountIds.length, expectation.status, region),
    ...verdictSentences([...violations, ...pending, ...unread], { ...messageContext(gate), timedOut }),
  ];
}

/** Why a wait could not go on, and what it had read that is not as expected. */
async function unverifiedReason(gate: Gate, { fault, seen }: Ending & { ending: "unverifiable" }): Promise<string> {
  const reason = await faultReason(fault, gate.connection);
  const { violations, pending } = seen;
  const open = verdictSentences(
    [...violations, ...pending].filter(({ kind }) => kind !== "unread"),
    messageContext(gate),
  );
  if (seen.looks <= 1 && open.length === 0) return reason;
  return [`${reason} This ended the wait ${waitedFor(seen)}.`, ...open].join("\n");
}

/** Why the service could not be asked; names the caller where AWS does not. */
export async function faultReason(fault: Fault, connection: Connection): Promise<string> {
  const namesCaller = fault.message.includes("arn:");
  // AWS only tells a caller with valid credentials who it is.
  const isCallerOfUse = fault.kind === "denied" && fault.subject === undefined && !namesCaller;
  return faultSentence(fault, connection.region, isCallerOfUse ? await connection.caller() : undefined);
}
