import type { Connection } from "./connection";
import type { Fault } from "./fault";
import { flawsOf } from "./outputs";
import { faultSentence, flawSentences, headline, waitedFor } from "./sentences";
import type { Expectation } from "./verdict";
import type { Ending } from "./wait";

/** Why a gate does not hold: first how many accounts, then the reasons. Empty if it holds. */
export function reasonsOf(ending: Ending, total: number, expectation: Expectation, region: string): string[] {
  if (ending.ending === "passed") return [];
  const { violations, pending } = flawsOf(ending.seen, expectation);
  const timedOut = ending.ending === "timedOut" ? ending.seen : undefined;
  return [
    headline(violations, pending, total, expectation.status, region),
    ...flawSentences(violations, { region }),
    ...flawSentences(pending, { region, timedOut }),
  ];
}

/** Why a wait could not go on, and what was pending. */
export async function unverifiedReason(
  { fault, seen }: Ending & { ending: "unverifiable" },
  expectation: Expectation,
  connection: Connection,
): Promise<string> {
  const reason = await faultReason(fault, connection);
  if (seen.looks <= 1) return reason;
  const { pending } = flawsOf(seen, expectation);
  const open = flawSentences(
    pending.filter(({ kind }) => kind !== "unread"),
    { region: connection.region },
  );
  return [`${reason} This ended the wait ${waitedFor(seen)}.`, ...open].join("\n");
}

/** Why the service could not be asked; names the caller where AWS does not. */
export async function faultReason(fault: Fault, connection: Connection): Promise<string> {
  const namesCaller = fault.message.includes("arn:");
  // Whoever has no credentials can't be asked who it is.
  const isCallerOfUse = fault.kind === "denied" && fault.subject === undefined && !namesCaller;
  return faultSentence(fault, connection.region, isCallerOfUse ? await connection.caller() : undefined);
}
