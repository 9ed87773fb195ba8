import type { Ending } from "../waiting/wait";
import type { Inputs } from "./arguments";
import { Concealment } from "./concealment";
import { targetsCaller, verified, type Gate, type GateMaker } from "./gate";
import { idOf } from "./id";
import { gateOutputs, type Outputs } from "./outputs";
import { reasonsOf } from "./reasons";
import { warn, type Say } from "./say";
import { notOfferedSentence } from "./sentences";
import { NOBODY, type TargetedGate } from "./target";
import { waitFor } from "./waitFor";

/** The result of creating or updating a gate. */
export interface Settlement {
  readonly id: string;
  readonly outputs: Outputs;
  /** Why the gate does not hold; empty if it does. */
  readonly reasons: readonly string[];
}

/** Waits until everything is as expected. Otherwise a mandatory gate fails, and an advisory one warns. */
export async function settle(
  inputs: Inputs,
  recorded: Readonly<Record<string, unknown>>,
  recordedId: string | undefined,
  gateOf: GateMaker,
  say: Say,
): Promise<Settlement> {
  const concealment = new Concealment(inputs);
  return concealment.running(say, async (concealed) => {
    const settlement = await settleGate(await gateOf(inputs, recorded), recordedId, concealed);
    return { ...settlement, reasons: concealment.sentences(settlement.reasons) };
  });
}

async function settleGate(gate: Gate, recordedId: string | undefined, say: Say): Promise<Settlement> {
  const waited = await verified(gate, say, () => waitFor(gate, say));
  const targeted = waited?.gate ?? { ...gate, target: NOBODY };
  const ending = waited?.ending ?? NOTHING_SEEN;
  const outputs = gateOutputs(targeted, ending);
  if (outputs.notOffered?.length) say(notOfferedSentence(outputs.notOffered, gate.region), "notice");
  const settlement = { id: recordedId ?? idOf(gate.region, namedIn(targeted, outputs), gate.inputs), outputs };
  const reasons = (waited && (await verified(gate, say, () => reasonsOf(targeted, ending)))) ?? [];
  if (gate.level === "mandatory") return { ...settlement, reasons };
  if (gate.level === "advisory") warn(say, reasons);
  return { ...settlement, reasons: [] };
}

/** The accounts in the id of a gate; for a gate on the caller's own account, the one that was read. */
function namedIn({ inputs, target }: TargetedGate, { accounts, failedAccounts }: Outputs): readonly string[] {
  const isKnown = target.accountIds.length > 0 && !targetsCaller(inputs);
  return isKnown ? target.accountIds : Object.keys({ ...accounts, ...failedAccounts });
}

const NOTHING_SEEN: Ending = {
  ending: "timedOut",
  seen: { readings: new Map(), violations: [], pending: [], unread: new Map(), waited: 0, looks: 0 },
};
