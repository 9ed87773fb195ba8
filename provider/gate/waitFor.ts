import { isDeepStrictEqual } from "node:util";
import { ATTEMPT_MS } from "../aws/limit";
import { accountIdOf } from "../status/report";
import type { Verdict } from "../status/verdict";
import type { ListingRequest } from "../waiting/listing";
import { ageOf, type Moment } from "../waiting/clock";
import { FRESH_MS, lastLookOf } from "../waiting/bounds";
import type { Ending, Seen, WaitRequest } from "../waiting/wait";
import { verified, type Gate } from "./gate";
import { expectedObserved } from "./observed";
import { Progress, progressLine } from "./progress";
import type { Say } from "./say";
import { hasSecretAccounts } from "./secrets";
import { targetOf, type Target, type TargetedGate } from "./target";

/** How a wait ended, and the gate with the accounts that it was for. */
export interface Waited {
  readonly gate: TargetedGate;
  readonly ending: Ending;
}

/**
 * Waits until all accounts of a gate are as expected, or waiting does not help. Before a gate on members passes, it
 * lists them again. If the list has changed, the wait goes on with the new list, so that new members are looked at,
 * too. If listing took so long that the readings are old, the gate looks once more, and does not list again before that
 * look. One timeout covers all of this. After it, listing and looks together have the time of one last look.
 *
 * @throws {UserError} where the members can't be listed.
 */
export async function waitFor(gate: Gate, say: Say): Promise<Waited> {
  const { connection, inputs, level, durations } = gate;
  const timeout = level === "disabled" ? durations.readTimeout : durations.timeout;
  const begun = connection.now().monotonic;
  const progress = new Progress((line) => say(line, "notice"), timeout);
  const onceFine = new Set<string>();
  let target = await targetOf(gate, { timeout, begun }, say);
  let listed: Moment | undefined;
  for (;;) {
    const targeted = { ...gate, target };
    const lastLookMs = lastLookOf(target.accountIds.length);
    const left = (): number => Math.max(1, begun + timeout + lastLookMs - connection.now().monotonic);
    const ending = await connection.watcher.wait({
      ...requestOf(targeted),
      timeout,
      begun,
      lastLookMs: Math.min(lastLookMs, left()),
      onProgress: (seen) => {
        for (const id of fineIn(seen)) onceFine.add(id);
        progress.report(progressLine(targeted, seen), seen.waited);
      },
    });
    const ended = connection.now();
    const isListNew = ending.ending === "passed" && listed && ageOf(listed, ended) <= FRESH_MS;
    const now =
      inputs.members && level !== "disabled" && !isListNew
        ? await newTargetOf(targeted, ending, left(), say)
        : undefined;
    listed = connection.now();
    const isOld = ending.ending === "passed" && ageOf(ended, listed) > FRESH_MS;
    if (!now && !isOld)
      return {
        gate: { ...targeted, deployed: { ...gate.deployed, ...expectedObserved([...onceFine], gate.expectation) } },
        ending,
      };
    target = now ?? target;
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
 * The new list of members, if the wait has to go on with it: before a pass because a member joined or left, before a
 * failure because all members that would fail the gate have left.
 */
async function newTargetOf(gate: TargetedGate, ending: Ending, left: number, say: Say): Promise<Target | undefined> {
  const list = (request: ListingRequest): Promise<Target> => targetOf(gate, request, () => undefined);
  if (ending.ending === "passed") {
    const now = await verified(gate, say, () => list({ timeout: left }));
    return now && !isDeepStrictEqual(new Set(now.accountIds), new Set(gate.target.accountIds)) ? now : undefined;
  }
  if (ending.ending !== "violated") return undefined;
  // A failure is told soon, even if the members can't be listed.
  const now = await list({ timeout: Math.min(left, ATTEMPT_MS) }).catch(() => undefined);
  const haveLeft = (verdict: Verdict): boolean => now !== undefined && !now.accountIds.includes(verdict.accountId);
  return ending.seen.violations.every(haveLeft) ? now : undefined;
}

/** The requested accounts that are as expected. */
function fineIn({ readings, violations, pending }: Seen): string[] {
  const others = new Set([...violations, ...pending].map(({ accountId }) => accountId));
  return [...readings].flatMap(([id, reading]) => (others.has(accountIdOf(reading) ?? id) ? [] : [id]));
}
