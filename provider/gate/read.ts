import { UserError } from "../values/userError";
import type { Seen } from "../waiting/wait";
import { normalize, problemsOf, type Inputs } from "./arguments";
import { Concealment } from "./concealment";
import { verified, type Gate, type GateMaker } from "./gate";
import { parseId } from "./id";
import { ARGUMENTS, SECRET_NAMES } from "./names";
import { readOutputs, type Outputs } from "./outputs";
import { Progress, progressLine } from "./progress";
import { faultReason } from "./reasons";
import type { Say } from "./say";
import { hasSecretAccounts } from "./secrets";
import { ONCE, targetOf, type TargetedGate } from "./target";

/**
 * Reads a gate again. If nothing is recorded, the id says which accounts. A mandatory gate that can't be read fails;
 * any other keeps what is recorded.
 */
export async function readAgain(
  id: string,
  recorded: Readonly<Record<string, unknown>>,
  gateOf: GateMaker,
  say: Say,
): Promise<Outputs> {
  const isRecorded = recorded["accounts"] !== undefined;
  const inputs: Inputs | { problem: string } = isRecorded ? recordedInputs(recorded) : parseId(id);
  if ("problem" in inputs) throw new UserError(inputs.problem);
  const outputs = await new Concealment(inputs).running(say, async (concealed) => {
    const gate = await gateOf(inputs, isRecorded ? recorded : undefined);
    const reading = (): Promise<Outputs> => read(gate, gate.durations.readTimeout, concealed);
    return isRecorded ? verified(gate, concealed, reading) : reading();
  });
  const { deployed } = recorded as Partial<Outputs>;
  return { ...(outputs ?? (recorded as unknown as Outputs)), ...(deployed && { deployed }) };
}

/** A later version may have recorded values that this one does not know. */
function recordedInputs(recorded: Readonly<Record<string, unknown>>): Inputs | { problem: string } {
  const known = Object.fromEntries([...ARGUMENTS, SECRET_NAMES].map((name) => [name, recorded[name]]));
  const problems = problemsOf(known, true);
  if (problems.length === 0) return normalize(known);
  const reasons = problems.map(({ reason }) => reason).join("; ");
  return {
    problem: `What the stack has recorded of this gate is not known to this version of pulumi-inspector-status: ${reasons}. Upgrade the package.`,
  };
}

/**
 * Reads the status without asserting it, and follows transitions for at most `timeout` milliseconds. With
 * `tellsProgress`, it says what it waits for.
 */
export async function read(gate: Gate, timeout: number, say: Say, tellsProgress = false): Promise<Outputs> {
  const targeted = { ...gate, target: await targetOf(gate, ONCE, say) };
  const progress = new Progress((line) => say(line, "notice"), timeout);
  const tell = (seen: Seen): void => progress.report(progressLine(targeted, seen), seen.waited);
  return readOutputs(targeted, await look(targeted, timeout, [], tellsProgress ? tell : undefined));
}

/**
 * Looks until nothing is in transition, for at most `timeout` milliseconds.
 *
 * @throws {UserError} if an account could not be read, and has no fresh reading.
 */
export async function look(
  gate: TargetedGate,
  timeout: number,
  neighbours: readonly string[] = [],
  onProgress?: (seen: Seen) => void,
): Promise<Seen> {
  const { connection, expectation, inputs } = gate;
  const { accountIds } = gate.target;
  const ending = await connection.watcher.wait({
    accountIds,
    expectation,
    areSecret: hasSecretAccounts(inputs),
    purpose: "read",
    grace: 0,
    timeout,
    ...(neighbours.length > 0 && { together: neighbours }),
    ...(onProgress && { onProgress }),
  });
  if (ending.ending === "unverifiable") throw new UserError(await faultReason(ending.fault, connection));
  return ending.seen;
}
