import { accountIdOf } from "../status/report";
import type { Ending, Seen } from "../waiting/wait";
import { durationOf, targetsCaller, verified, type Gate } from "./gate";
import { idOf } from "./id";
import { expectedObserved } from "./observed";
import { gateOutputs, type Outputs } from "./outputs";
import { Progress, progressLine } from "./progress";
import { reasonsOf } from "./reasons";
import { warn, type Say } from "./say";
import { NOBODY, targetOf, type TargetedGate } from "./target";

/** What creating or updating a gate came to. */
export interface Settlement {
  readonly id: string;
  readonly outputs: Outputs;
  /** Why the gate does not hold; empty if it does. */
  readonly reasons: readonly string[];
}

/** Waits until everything is as expected. What is not fails a mandatory gate; an advisory one warns. */
export async function settle(gate: Gate, recordedId: string | undefined, say: Say): Promise<Settlement> {
  const timeout = durationOf(gate.inputs, gate.level === "disabled" ? "readTimeout" : "timeout");
  const target = await verified(gate, say, () => targetOf(gate, timeout, say));
  const onceFine = new Set<string>();
  const ending = target ? await wait({ ...gate, target }, timeout, onceFine, say) : NOTHING_SEEN;
  // Who was as expected during the wait has been so, though nothing was deployed with it.
  const deployed = { ...gate.deployed, ...expectedObserved([...onceFine], gate.expectation) };
  const targeted = { ...gate, deployed, target: target ?? NOBODY };
  const outputs = gateOutputs(targeted, ending);
  const settlement = { id: recordedId ?? idOf(gate.region, namedIn(targeted, outputs)), outputs };
  const reasons = (target && (await verified(gate, say, () => reasonsOf(targeted, ending)))) ?? [];
  if (gate.level === "mandatory") return { ...settlement, reasons };
  if (gate.level === "advisory") warn(say, reasons);
  return { ...settlement, reasons: [] };
}

function wait(gate: TargetedGate, timeout: number, onceFine: Set<string>, say: Say): Promise<Ending> {
  const { connection, expectation, inputs, target } = gate;
  const observesOnly = gate.level === "disabled";
  const progress = new Progress((line) => say(line, "notice"), timeout);
  return connection.watcher.wait({
    accountIds: target.accountIds,
    expectation,
    purpose: observesOnly ? "read" : "gate",
    grace: observesOnly ? 0 : durationOf(inputs, "mismatchGrace"),
    timeout,
    onProgress: (seen) => {
      for (const id of fineIn(seen)) onceFine.add(id);
      progress.report(progressLine(gate, seen), seen.waited);
    },
  });
}

/** The accounts, as they were asked for, that are as expected. */
function fineIn({ readings, violations, pending }: Seen): string[] {
  const others = new Set([...violations, ...pending].map(({ accountId }) => accountId));
  return [...readings].flatMap(([id, reading]) => (others.has(accountIdOf(reading) ?? id) ? [] : [id]));
}

/** The accounts in the id of a gate. A gate on the caller's own account is named after what was read. */
function namedIn({ inputs, target }: TargetedGate, { accounts, failedAccounts }: Outputs): readonly string[] {
  const isKnown = target.accountIds.length > 0 && !targetsCaller(inputs);
  return isKnown ? target.accountIds : Object.keys({ ...accounts, ...failedAccounts });
}

const NOTHING_SEEN: Ending = {
  ending: "timedOut",
  seen: { readings: new Map(), violations: [], pending: [], unread: new Map(), waited: 0, looks: 0 },
};
