import type { Connection } from "../waiting/connections";
import type { Fault } from "../status/fault";
import { faultSentence, verdictSentences, headline, waitedFor } from "./sentences";
import { unreadVerdict, type Expectation } from "../status/verdict";
import type { Ending } from "../waiting/wait";

/** Why a gate does not hold: first how many accounts, then the reasons. Empty if it holds. */
export function reasonsOf(ending: Ending, total: number, expectation: Expectation, region: string): string[] {
  if (ending.ending === "passed") return [];
  const { violations, pending } = ending.seen;
  const timedOut = ending.ending === "timedOut" ? ending.seen : undefined;
  // What was pending at an earlier look, and could not be read at the last, may not be so any more: both are said.
  const named = new Set(
    [...violations, ...pending].filter(({ kind }) => kind !== "unread").map(({ accountId }) => accountId),
  );
  const unread = [...ending.seen.unread]
    .filter(([id]) => timedOut && named.has(id))
    .map(([id, fault]) => unreadVerdict(id, fault, expectation));
  return [
    headline(violations, pending, total, expectation.status, region),
    ...verdictSentences(violations, { region }),
    ...verdictSentences([...pending, ...unread], { region, timedOut }),
  ];
}

/** Why a wait could not go on, and what was read and not as expected. */
export async function unverifiedReason(
  { fault, seen }: Ending & { ending: "unverifiable" },
  connection: Connection,
): Promise<string> {
  const reason = await faultReason(fault, connection);
  const { violations, pending } = seen;
  const open = verdictSentences(
    [...violations, ...pending].filter(({ kind }) => kind !== "unread"),
    { region: connection.region },
  );
  if (seen.looks <= 1 && open.length === 0) return reason;
  return [`${reason} This ended the wait ${waitedFor(seen)}.`, ...open].join("\n");
}

/** Why the service could not be asked; names the caller where AWS does not. */
export async function faultReason(fault: Fault, connection: Connection): Promise<string> {
  const namesCaller = fault.message.includes("arn:");
  // Whoever has no credentials can't be asked who it is.
  const isCallerOfUse = fault.kind === "denied" && fault.subject === undefined && !namesCaller;
  return faultSentence(fault, connection.region, isCallerOfUse ? await connection.caller() : undefined);
}
