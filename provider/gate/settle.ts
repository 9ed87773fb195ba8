import { formatDuration } from "../values/duration";
import type { Ending } from "../waiting/wait";
import { durationOf, targetsCaller, verified, type Gate } from "./gate";
import { idOf } from "./id";
import { gateOutputs, type Outputs } from "./outputs";
import { Progress } from "./progress";
import { reasonsOf } from "./reasons";
import { warn, type Say } from "./say";
import { progressLine, waitedFor } from "./sentences";
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
  const targeted = { ...gate, target: target ?? NOBODY };
  const ending = target ? await wait(targeted, timeout, say) : NOTHING_SEEN;
  const outputs = gateOutputs(targeted, ending);
  const settlement = { id: recordedId ?? idOf(gate.region, namedIn(targeted, outputs)), outputs };
  const reasons = (target && (await verified(gate, say, () => reasonsOf(targeted, ending)))) ?? [];
  if (gate.level === "mandatory") return { ...settlement, reasons };
  if (gate.level === "advisory") warn(say, reasons);
  return { ...settlement, reasons: [] };
}

function wait(gate: TargetedGate, timeout: number, say: Say): Promise<Ending> {
  const { connection, expectation, inputs, target } = gate;
  const observesOnly = gate.level === "disabled";
  const progress = new Progress((line) => say(line, "notice"));
  return connection.watcher.wait({
    accountIds: target.accountIds,
    expectation,
    purpose: observesOnly ? "read" : "gate",
    grace: observesOnly ? 0 : durationOf(inputs, "mismatchGrace"),
    timeout,
    onProgress: (seen) =>
      progress.report(
        progressLine(gate, seen),
        seen.waited,
        () => `${waitedFor(seen)}, at most ${formatDuration(timeout)}`,
      ),
  });
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
