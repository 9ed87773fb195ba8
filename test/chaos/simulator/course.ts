import type { Gate, Jump } from "./scenario";
import type { State } from "./states";

/** What happened in a run: the facts that the oracle judges. */

/** One request and its outcome. Times in milliseconds. */
export interface Attempt {
  /** The call of the AWS SDK that it belongs to, retries included. */
  readonly call: string;
  readonly asker: Asker | undefined;
  readonly accountIds: readonly string[];
  /** In time awake. */
  readonly begun: number;
  ended: number;
  /** In the time of everybody else. */
  endedElsewhere: number;
  /** What the answer says of each account that was asked for and is not contradictory. Absent: there was no answer. */
  answer?: ReadonlyMap<string, State>;
  /** Why there was none. */
  failure?: Failure;
}

export type Failure =
  /** A refusal for good. */
  | "denied"
  | "credentials"
  | "invalid"
  /** No connection. */
  | "unreachable"
  /** Too many calls. */
  | "throttled"
  /** Anything that passes. */
  | "trouble";

/** One look of a gate, and its requests. Times are on the clock that stops while the computer sleeps. */
export interface Look {
  readonly begun: number;
  readonly ended: number;
  readonly attempts: readonly Attempt[];
}

/** The look for which a request was made: its gate, and its number. */
export interface Asker {
  readonly gate: number;
  readonly look: number;
}

/** How a gate ended, as the engine learns it. */
export type Outcome =
  | { readonly kind: "passed" }
  | {
      readonly kind: "failed";
      readonly violations: readonly Named[];
      readonly pending: readonly Named[];
      readonly text: string;
    }
  /** It could not be verified. */
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "crashed"; readonly text: string }
  | { readonly kind: "running" };

/** How a gate ended by itself. */
export type Ended = Extract<Outcome, { kind: "passed" | "failed" | "refused" }>;

export interface Named {
  readonly accountId: string;
  readonly resourceType?: string;
}

export interface GateRun {
  readonly gate: Gate;
  readonly outcome: Outcome;
  /** In time awake. */
  readonly begun: number;
  readonly ended: number;
  /** In the time of everybody else. */
  readonly endedElsewhere: number;
  /** The looks that told it something. */
  readonly looks: readonly Look[];
}

/** Other events of the run. */
export interface Course {
  readonly attempts: readonly Attempt[];
  /** When the computer woke from a sleep, in time awake. */
  readonly wakeUps: readonly number[];
  readonly jumps: readonly Jump[];
  /** Others lie where refused credentials came from. */
  readonly areRenewed: boolean;
}

export const WRONG_OUTCOMES = [
  /** It passed, though an account was not as expected, or nobody knew. */
  "falsePass",
  /** It failed without a reason to. */
  "falseFailure",
  "neverEnds",
  /** It went on when it was clear how it ends. */
  "late",
  "wrongAccount",
  /** It ended without saying who was not as expected. */
  "silentPending",
  "crash",
] as const;
export type WrongOutcome = (typeof WRONG_OUTCOMES)[number];
