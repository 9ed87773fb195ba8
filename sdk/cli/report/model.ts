import type { EnforcementLevel } from "../../../provider/gate/argumentKinds";
import type { RuleId } from "./rules";

/** The facts that every format shows; pure data, and what `--json` writes. */
export interface Report {
  /** The version of this form; a member may be added without a new one. */
  readonly formatVersion: 1;
  readonly tool: { readonly name: "pulumi-inspector-status"; readonly version: string };
  readonly command: "drift" | "status";
  /** When it was made, as an ISO 8601 time. */
  readonly createdAt: string;
  readonly exitCode: number;
  readonly summary: Summary;
  /** Per stack, gate and Region; the worst first. */
  readonly sections: readonly Section[];
}

interface Summary {
  readonly sections: Readonly<Record<Outcome, number>>;
  readonly accounts: Readonly<Record<Standing, number>>;
}

/**
 * What became of a section: `unverified` could not be read; `drift` is not as declared; `accepted` is not as declared,
 * which the gate allows; `ok` is as declared.
 */
export type Outcome = (typeof OUTCOMES)[number];
/** From the worst to the best. */
export const OUTCOMES = ["unverified", "drift", "accepted", "ok"] as const;

/** How an account stands, likewise; `skipped` is not looked at. */
export type Standing = (typeof STANDINGS)[number];
/** From the worst to the best. */
export const STANDINGS = ["violation", "pending", "accepted", "skipped", "ok"] as const;

/** One gate of a stack, or one Region. */
export interface Section {
  readonly title: string;
  readonly outcome: Outcome;
  readonly region?: string;
  /** The stack, as `PROJECT/STACK`. */
  readonly stack?: string;
  /** The folder of the program, as it was given. */
  readonly folder?: string;
  /** The name of the gate in the program, and its URN. */
  readonly gate?: string;
  readonly urn?: string;
  readonly enforcementLevel?: EnforcementLevel;
  readonly expectedStatus: string;
  /** The scan types that are compared; absent: the state of the account. */
  readonly resourceTypes?: readonly string[];
  /** What is not as declared, or could not be read. */
  readonly problems: readonly Problem[];
  /** What is worth knowing, as sentences. */
  readonly notes: readonly string[];
  /** The worst first. */
  readonly accounts: readonly Account[];
}

export interface Problem {
  readonly rule: RuleId;
  /** `error` fails the run, `warning` is accepted by the gate. */
  readonly level: "error" | "warning";
  /** Absent: the section as a whole. */
  readonly accountId?: string;
  /** Absent: the account itself. */
  readonly resourceType?: string;
  readonly expected?: string;
  readonly found?: string;
  readonly errorCode?: string;
  /** What AWS says. */
  readonly errorMessage?: string;
  /** All of this as a sentence, with what to do. */
  readonly message: string;
}

export interface Account {
  readonly accountId: string;
  readonly standing: Standing;
  /** The state of the account itself. */
  readonly state: State;
  /** The state per scan type, by the names that `Enable` takes. */
  readonly scanTypes: Readonly<Record<string, State>>;
}

export interface State {
  readonly status: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}
