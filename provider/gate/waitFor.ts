import { isDeepStrictEqual } from "node:util";
import { ATTEMPT_MS } from "../aws/limit";
import { accountIdOf } from "../status/report";
import type { Verdict } from "../status/verdict";
import type { ListingRequest } from "../waiting/listing";
import { FRESH_MS, type Ending, type Seen, type WaitRequest } from "../waiting/wait";
import { verified, type Gate } from "./gate";
import { expectedObserved } from "./observed";
import { Progress, progressLine } from "./progress";
import type { Say } from "./say";
import { hasSecretAccounts } from "./secrets";
import { targetOf, type Target, type TargetedGate } from "./target";

/** What a wait came to, and for whom it was. */
export interface Waited {
  readonly gate: TargetedGate;
  readonly ending: Ending;
}

/**
 * Waits until all accounts of a gate are as expected, or waiting does not help. Before a gate on members passes, they are
 * listed again, and where the list has changed, the wait goes on with the new one: who has joined meanwhile is looked at.
 * Where listing took so long that what was read before it is old, there is another look, for which that list is new enough.
 * The time counts once for all of it.
 *
 * @throws {UserError} where the members can't be listed.
 */
export async function waitFor(gate: Gate, say: Say): Promise<Waited> {
  const { connection, inputs, level, durations } = gate;
  const timeout = level === "disabled" ? durations.readTimeout : durations.timeout;
  const begun = connection.monotonic();
  const progress = new Progress((line) => say(line, "notice"), timeout);
  const onceFine = new Set<string>();
  let target = await targetOf(gate, { timeout, begun }, say);
  let listed = -Infinity;
  for (;;) {
    const targeted = { ...gate, target };
    const ending = await connection.watcher.wait({
      ...requestOf(targeted),
      timeout,
      begun,
      onProgress: (seen) => {
        for (const id of fineIn(seen)) onceFine.add(id);
        progress.report(progressLine(targeted, seen), seen.waited);
      },
    });
    const ended = connection.monotonic();
    const isListNew = ending.ending === "passed" && ended - listed <= FRESH_MS;
    const now =
      inputs.members && level !== "disabled" && !isListNew
        ? await newTargetOf(targeted, ending, begun + timeout - ended, say)
        : undefined;
    listed = connection.monotonic();
    const isOld = ending.ending === "passed" && listed - ended > FRESH_MS && listed < begun + timeout;
    if (!now && !isOld)
      return {
        gate: { ...targeted, deployed: { ...gate.deployed, ...expectedObserved([...onceFine], gate.expectation) } },
        ending,
      };
    target = now ?? target;
    if (now) listed = -Infinity;
  }
}

function requestOf({ inputs, expectation, durations, level, target }: TargetedGate): Omit<WaitRequest, "timeout"> {
  return {
    accountIds: target.accountIds,
    expectation,
    areSecret: hasSecretAccounts(inputs),
    ...(level === "disabled" ? { purpose: "read", grace: 0 } : { purpose: "gate", grace: durations.mismatchGrace }),
  };
}

/**
 * The members as they are after a wait, where it has to go on with them: somebody has joined or left before a pass, or
 * all who would fail it have left.
 */
async function newTargetOf(gate: TargetedGate, ending: Ending, left: number, say: Say): Promise<Target | undefined> {
  const list = (request: ListingRequest): Promise<Target> => targetOf(gate, request, () => undefined);
  if (ending.ending === "passed") {
    // It may take one attempt longer than there is time; 0 would be a minute.
    const timeout = Math.max(1, left + ATTEMPT_MS);
    const now = await verified(gate, say, () => list({ timeout }));
    return now && !isDeepStrictEqual(new Set(now.accountIds), new Set(gate.target.accountIds)) ? now : undefined;
  }
  if (ending.ending !== "violated" || left <= 0) return undefined;
  // Whoever fails is told so soon, though the members can't be listed.
  const now = await list({ timeout: Math.min(left, ATTEMPT_MS) }).catch(() => undefined);
  const haveLeft = (verdict: Verdict): boolean => now !== undefined && !now.accountIds.includes(verdict.accountId);
  return ending.seen.violations.every(haveLeft) ? now : undefined;
}

/** The accounts, as they were asked for, that are as expected. */
function fineIn({ readings, violations, pending }: Seen): string[] {
  const others = new Set([...violations, ...pending].map(({ accountId }) => accountId));
  return [...readings].flatMap(([id, reading]) => (others.has(accountIdOf(reading) ?? id) ? [] : [id]));
}
