import type { Dice } from "./dice";

/** Something that goes wrong with a share of the requests for a while. Times in milliseconds of the service. */
export interface FaultWindow {
  readonly kind: FaultKind;
  readonly from: number;
  readonly until: number;
  readonly rate: number;
}

/** The effect of a fault on a request. */
const FAULT_KINDS = [
  /** 429, with or without Retry-After. */
  "throttled",
  "error500",
  "error503",
  "connectionReset",
  "connectionRefused",
  /** The answer ends in the middle. */
  "truncated",
  /** Not JSON, not an object, or an object without lists. */
  "wrongJson",
  /** Lists that mention nobody. */
  "emptyAnswer",
  /** A page of HTML, as captive portals send it. */
  "html",
  /** The usual answer with a content type that is not JSON's. */
  "wrongContentType",
  /** Entries of accounts that nobody asked for, and some that are no entries at all. */
  "strangers",
  /** Every entry twice. */
  "duplicates",
  /** Different entries for the same account in the same list. */
  "contradiction",
  /** An account in both lists. */
  "bothLists",
  /** HTTP 200, and everybody is in failedAccounts. */
  "onlyFailed",
  /** The answer takes long, perhaps longer than anybody waits for it. */
  "slow",
  /** No answer. */
  "hanging",
  /** The answer begins, and does not end. */
  "stalled",
  "denied",
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export function drawFaults(dice: Dice, span: number): FaultWindow[] {
  if (dice.chance(0.25)) return [];
  return Array.from({ length: dice.whole(1, 4) }, () => {
    const kind = dice.pick(FAULT_KINDS);
    // Rare, because it ends a wait, and nothing after it would be seen.
    if (kind === "denied" && dice.chance(0.7)) return { kind, from: 0, until: 0, rate: 0 };
    const isStorm = dice.chance(0.4);
    const from = dice.chance(0.4) ? 0 : dice.between(0, span);
    return {
      kind,
      from,
      until: isStorm ? from + dice.logUniform(1_000, 2 * span + 2_000) : Infinity,
      rate: isStorm ? dice.between(0.5, 1) : dice.logUniform(0.01, 0.4),
    };
  });
}

/** The fault that hits a request, if one does. */
export function faultAt(faults: readonly FaultWindow[], time: number, dice: Dice): FaultKind | undefined {
  return faults.find(({ from, until, rate }) => from <= time && time < until && dice.chance(rate))?.kind;
}
