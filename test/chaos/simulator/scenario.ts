import { Dice } from "./dice";
import { drawFaults, type FaultWindow } from "./faults";
import { TYPES, type Expected } from "./states";
import { badStory, goodStory, type Story } from "./story";

/** The operation of the provider. */
const WAYS = [
  /** To wait, under `mandatory`. */
  "create",
  /** To wait, and only to warn. */
  "advisory",
  /** To look, and to follow transitions, as the level `disabled` does. */
  "disabled",
  /** The same, as the data source does. */
  "read",
  /** To show the drift of a gate that was deployed while everything was as expected. */
  "preview",
] as const;
type Way = (typeof WAYS)[number];

/** A gate of the simulated stack. Durations in milliseconds. */
export interface Gate {
  readonly way: Way;
  /** When it is created, after the start. */
  readonly begins: number;
  /** Gates that have accounts in common expect the same of them. */
  readonly accountIds: readonly string[];
  /** The account is the caller's own, and the gate does not name it. */
  readonly isCaller: boolean;
  readonly expected: Expected;
  readonly timeout: number;
  readonly grace: number;
}

/** Whether it ends as soon as nothing is in transition. */
export function onlyLooks({ way }: Gate): boolean {
  return way === "disabled" || way === "read" || way === "preview";
}

/** An event of the computer's clock. */
export interface Jump {
  readonly at: number;
  /**
   * - `set`: somebody sets the clock.
   * - `sleep`: the computer sleeps, and its timers stand still meanwhile, as on Linux.
   * - `sleepOverdue`: the computer sleeps, and whatever was due meanwhile is due when it wakes.
   */
  readonly kind: "set" | "sleep" | "sleepOverdue";
  readonly by: number;
}

export interface Scenario {
  readonly seed: number;
  readonly gates: readonly Gate[];
  readonly stories: ReadonlyMap<string, Story>;
  readonly faults: readonly FaultWindow[];
  readonly jumps: readonly Jump[];
  /** From then on the credentials at hand are refused; `renewed`: others lie where they came from. */
  readonly credentials:
    { readonly at: number; readonly then: "renewed" | "revoked"; readonly error: string } | undefined;
  /** An id that the service refuses, and every call that carries it. */
  readonly poisoned: string | undefined;
  /** The most ids that the service takes in one call. */
  readonly idsPerCall: number;
  /** About how long an answer takes. */
  readonly latency: number;
  /** For so long after a change, half of the answers say what was before. */
  readonly staleFor: number;
}

const HOUR = 3_600_000;

export function scenarioOf(seed: number): Scenario {
  const dice = new Dice(seed);
  const stories = new Map<string, Story>();
  const timeout = Math.round(dice.logUniform(1_000, 1_800_000) / 100) * 100;
  const total = Math.round(dice.logUniform(1, 300));
  const mood = dice.pick(["good", "good", "oneBad", "mixed"] as const);
  const culprit = dice.whole(0, total - 1);
  const gateCount = Math.min(total, dice.chance(0.75) ? 1 : dice.whole(2, 4));

  const gates: Gate[] = [];
  for (let first = 0; gates.length < gateCount;) {
    const size = gates.length === gateCount - 1 ? total - first : Math.ceil((total - first) * dice.between(0.05, 0.6));
    if (size < 1) break;
    const expected = drawExpected(dice);
    const accountIds = Array.from({ length: size }, (_, i) => accountId(seed, first + i));
    accountIds.forEach((id, i) => {
      const isBad = mood === "oneBad" ? first + i === culprit : mood === "mixed" && dice.chance(0.1);
      stories.set(id, (isBad ? badStory : goodStory)(dice, expected, timeout));
    });
    gates.push({
      way: drawWay(dice),
      begins: gates.length === 0 ? 0 : Math.round(dice.logUniform(1, Math.max(2, timeout))),
      accountIds,
      isCaller: size === 1 && gates.length === 0 && dice.chance(0.4),
      expected,
      timeout: gates.length === 0 ? timeout : Math.round(dice.logUniform(1_000, timeout)),
      grace: dice.chance(0.1) ? 0 : Math.round(dice.logUniform(500, 120_000)),
    });
    first += size;
  }
  if (dice.chance(0.3)) gates.push(...drawCompanions(dice, dice.pick(gates)));
  const named = gates.filter(({ isCaller }) => !isCaller).flatMap(({ accountIds }) => accountIds);
  return {
    seed,
    gates,
    stories,
    faults: drawFaults(dice, timeout),
    jumps: dice.chance(0.15) ? Array.from({ length: dice.whole(1, 2) }, () => drawJump(dice, timeout)) : [],
    credentials: dice.chance(0.08)
      ? {
          at: dice.between(0, timeout),
          then: dice.pick(["renewed", "renewed", "revoked"]),
          error: dice.pick(["ExpiredTokenException", "UnrecognizedClientException"]),
        }
      : undefined,
    poisoned: named.length > 0 && dice.chance(0.05) ? dice.pick(named) : undefined,
    idsPerCall: dice.chance(0.05) ? 10 : 100,
    latency: dice.logUniform(2, 800),
    staleFor: dice.chance(0.3) ? dice.logUniform(500, 20_000) : 0,
  };
}

function drawWay(dice: Dice): Way {
  return dice.chance(0.6) ? "create" : dice.pick(WAYS);
}

/** Other gates on some of the accounts of a gate. */
function drawCompanions(dice: Dice, gate: Gate): Gate[] {
  if (gate.isCaller) return [];
  return Array.from({ length: dice.whole(1, 3) }, () => ({
    ...gate,
    way: dice.chance(0.5) ? "preview" : drawWay(dice),
    begins: gate.begins + Math.round(dice.logUniform(1, Math.max(2, dice.pick([20_000, gate.timeout])))),
    accountIds: dice.some(gate.accountIds),
    timeout: Math.round(dice.logUniform(1_000, Math.max(1_001, gate.timeout))),
  }));
}

function drawExpected(dice: Dice): Expected {
  return {
    status: dice.chance(0.8) ? "ENABLED" : dice.pick(["DISABLED", "SUSPENDED"]),
    types: dice.chance(0.4) ? undefined : TYPES.filter((type) => dice.chance(0.5) || type === "EC2"),
  };
}

function drawJump(dice: Dice, span: number): Jump {
  const at = dice.between(0, span);
  return dice.pick<Jump>([
    { at, kind: "set", by: 2 * HOUR },
    { at, kind: "set", by: -HOUR },
    { at, kind: "sleep", by: 2 * HOUR },
    { at, kind: "sleepOverdue", by: 2 * HOUR },
  ]);
}

// The ids of different runs differ, and none is a part of a number that a sentence may contain.
function accountId(seed: number, index: number): string {
  return String(100_000_000_000 + ((seed >>> 0) % 1_000_000) * 1_000 + index);
}
