import type { Dice } from "../simulator/dice";
import { ATTEMPT_MS } from "../simulator/limits";

/**
 * As whom the provider asks, where its keys come from, and what becomes of them. Times in milliseconds since the start.
 */
export interface Identity {
  /** The keys are of another account, and a role of the caller is assumed with them. */
  readonly hasRole: boolean;
  /** Whom `aws:allowedAccountIds` names. */
  readonly allowed: "caller" | "stranger" | undefined;
  /** From then on the first keys are refused, and the sessions of a role that came of them. */
  readonly refusedAt: number;
  /** From then on their source has others. */
  readonly renewedAt: number;
  /** The first keys say when they end, so that nobody waits for the refusal. */
  readonly tellsEnd: boolean;
  /** From when to when the source takes so long; `Infinity`: it says nothing. */
  readonly slow: { readonly from: number; readonly until: number; readonly takes: number } | undefined;
}

export function drawIdentity(dice: Dice): Identity {
  const refusedAt = dice.chance(0.7) ? dice.logUniform(500, 100_000) : Infinity;
  const from = dice.logUniform(500, 100_000);
  const takes = dice.chance(0.5) ? dice.between(500, 2_000) : Infinity;
  return {
    hasRole: dice.chance(0.6),
    allowed: dice.pick([undefined, "caller", "caller", dice.chance(0.2) ? "stranger" : undefined]),
    refusedAt,
    renewedAt: dice.pick([refusedAt, refusedAt, refusedAt + dice.logUniform(1_000, 60_000), Infinity]),
    tellsEnd: dice.chance(0.5),
    slow: dice.chance(0.3) ? { from, until: from + dice.logUniform(1_000, 100_000), takes } : undefined,
  };
}

/** Whether the service asks who the caller is, or for its role. */
export function needsSts(identity: Identity | undefined): boolean {
  return identity !== undefined && (identity.hasRole || identity.allowed !== undefined);
}

/** Whether the keys were of no use at some moment between two times. */
export function wasLockedOut(identity: Identity | undefined, from: number, to: number): boolean {
  if (!identity) return false;
  const { allowed, refusedAt, renewedAt, slow } = identity;
  // A source that says nothing is given up only after a while.
  const isSilent = slow?.takes === Infinity && slow.from <= to && from <= slow.until + ATTEMPT_MS;
  return allowed === "stranger" || isSilent || (refusedAt < renewedAt && refusedAt <= to && from <= renewedAt);
}

/** Whether the keys were of no use all the time between two times. */
export function wasAlwaysLockedOut(identity: Identity | undefined, from: number, to: number): boolean {
  if (!identity) return false;
  const { allowed, refusedAt, renewedAt } = identity;
  return allowed === "stranger" || (refusedAt <= from && to < renewedAt);
}
