import { accountIdOf, SELF } from "../status/report";
import type { Expectation } from "../status/assessment";
import type { Verdict } from "../status/verdict";
import { UserError, type Problem } from "../values/userError";
import { ConnectionError } from "../waiting/connections";
import { hasUnknown, normalize, type Inputs, type Observed } from "./arguments";
import { Concealment } from "./concealment";
import type { GateFacts } from "./facts";
import { messageContext, verified, type Gate, type GateMaker } from "./gate";
import { TOGETHER } from "./names";
import { expectedObserved, membershipChange, observedOf } from "./observed";
import { readOutputs, type Outputs } from "./outputs";
import { look } from "./read";
import { warn, type Say } from "./say";
import { membershipSentences } from "./sentences";
import { NOBODY, ONCE, targetOf, type Target } from "./target";
import { verdictSentences } from "./verdictSentences";

/** What `check` has seen of a gate. */
export interface Sighting {
  readonly region: string;
  readonly expectation: Expectation;
  readonly live: Observed;
  /** What is not as expected. */
  readonly verdicts: readonly Verdict[];
  /** How the organization has changed, as sentences. */
  readonly membership: readonly string[];
  /** The caller's account, if the gate is about it. */
  readonly caller: string | undefined;
  /** Conceals the secrets in what is said of it. */
  readonly concealment: Concealment;
}

/** The inputs to be recorded, their problems, and what was seen; nothing was seen if nobody looked. */
export interface Checked {
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
  readonly sighting?: Sighting;
  /** Everything that was seen of a deployed gate, for the report on a preview. */
  readonly facts?: () => GateFacts;
}

/** Checks a gate whose arguments have no problems; looks at a deployed one. */
export async function check(
  recorded: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  gateOf: GateMaker,
  say: Say,
): Promise<Checked> {
  const inputs = normalize(given, recorded);
  const { region, observed } = recorded as Inputs;
  // Without `region` and `observed`, the engine would show their removal.
  if (hasUnknown(inputs)) return unseen({ ...(region && { region }), ...inputs, ...(observed && { observed }) });
  const concealment = new Concealment(inputs);
  try {
    return await concealment.running(say, async (concealed) => {
      const gate = await gateOf(inputs);
      if (Object.keys(recorded).length === 0) return checkNew(gate, concealed);
      const neighbours = given[TOGETHER];
      return checkExisting(gate, observed, typeof neighbours === "string" ? neighbours.split(",") : [], concealed);
    });
  } catch (error) {
    if (error instanceof ConnectionError) {
      const problems = error.problems.map(({ property, reason }) => ({ property, reason: concealment.text(reason) }));
      return { inputs, problems };
    }
    if (error instanceof UserError) return { inputs, problems: [{ property: "", reason: error.message }] };
    throw error;
  }
}

function unseen(inputs: Inputs): Checked {
  return { inputs, problems: [] };
}

/**
 * Checks a new gate: lists the members, and shows everything as expected. A refused list is only a warning, because the
 * same program may be about to make the caller the delegated administrator.
 */
async function checkNew(gate: Gate, say: Say): Promise<Checked> {
  const { inputs, region, expectation } = gate;
  const nobodyYet = (error: unknown): Target => {
    if (!(error instanceof UserError)) throw error;
    warn(say, [`The members can't be listed yet. ${error.message}`]);
    return NOBODY;
  };
  const { accountIds, skipped } = await targetOf(gate, ONCE, say).catch(nobodyYet);
  return unseen({ ...inputs, region, observed: expectedObserved(accountIds, expectation, skipped) });
}

/** Looks once, for a deployed gate; reads `neighbours` in the same calls. */
async function checkExisting(
  gate: Gate,
  recorded: Observed | undefined,
  neighbours: readonly string[],
  say: Say,
): Promise<Checked> {
  const { inputs, region, expectation, level } = gate;
  let reason: string | undefined;
  const sayWhy: Say = (sentence, severity) => {
    reason = sentence;
    say(sentence, severity);
  };
  const sighted = await verified(gate, sayWhy, async () => {
    const target = await targetOf(gate, ONCE, say);
    return { target, seen: await look({ ...gate, target }, 0, neighbours) };
  });
  if (!sighted) {
    // Without `observed` the engine would show its removal.
    const blind = { ...inputs, region, ...(recorded && { observed: recorded }) };
    return { ...unseen(blind), facts: () => ({ inputs: blind, level, ...(reason && { unverified: reason }) }) };
  }
  const { target, seen } = sighted;
  const live = observedOf(seen.readings, expectation, target.skipped);
  // A gate on members records no members if it could not list them when it was created.
  const hasRecorded = recorded !== undefined && Object.keys(recorded).length > 0;
  const change = inputs.members && hasRecorded ? membershipChange(recorded, live) : undefined;
  const membership = change ? membershipSentences(change, region) : [];
  const verdicts = [...seen.violations, ...seen.pending];
  const caller = accountIdOf(seen.readings.get(SELF));
  const checked = { ...inputs, region, observed: live };
  return {
    ...unseen(checked),
    sighting: { region, expectation, live, verdicts, membership, caller, concealment: new Concealment(inputs) },
    facts: () => ({ inputs: checked, level, outputs: readOutputs({ ...gate, target }, seen), membership }),
  };
}

/** Sentences about what `check` has seen that is not as expected. */
export function driftSentences(sighting: Sighting, { deployed = {} }: Outputs): string[] {
  const { verdicts, membership } = sighting;
  const sentences = [...membership, ...verdictSentences(verdicts, messageContext({ ...sighting, deployed }))];
  return sighting.concealment.sentences(sentences);
}
