import { canBeEnabled, SCAN_TYPES } from "../../provider/status/vocabulary";
import { parseDuration } from "../../provider/values/duration";
import type {
  AccountScript,
  AccountState,
  FailedScript,
  FailedState,
  RawState,
  ReportedState,
  StatusScript,
} from "./scenario";

/** The scan types that `Enable` takes, by their request names. */
export const TO_ENABLE: readonly string[] = SCAN_TYPES.filter(canBeEnabled);

/** A status as answers carry it. */
export interface Status {
  readonly status: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** How an account stands at one moment; scan types by request name. */
export type Standing =
  | { readonly kind: "reported"; readonly account: Status; readonly resources: Readonly<Record<string, Status>> }
  | {
      readonly kind: "failed";
      readonly failed: FailedScript;
      /** How it stands in the other list, if it is in both. */
      readonly also?: Standing | undefined;
    }
  | {
      readonly kind: "raw";
      readonly entry: Readonly<Record<string, unknown>>;
      readonly list: "accounts" | "failedAccounts";
    }
  | { readonly kind: "missing" };

/**
 * How the account stands when its script has been running for `elapsed` milliseconds. `offered`: what `all` stands for.
 */
export function standingAt(script: AccountScript, elapsed: number, offered: readonly string[] = TO_ENABLE): Standing {
  const states = [script].flat();
  let left = elapsed;
  for (const state of states.slice(0, -1)) {
    const held = heldFor(state);
    if (left < held) return standing(state, offered);
    left -= held;
  }
  return standing(states.at(-1)!, offered);
}

function heldFor(state: AccountState): number {
  return typeof state === "string" ? Infinity : (parseDuration(state.for ?? "") ?? Infinity);
}

function standing(state: AccountState, offered: readonly string[]): Standing {
  if (typeof state === "string") return standing({ all: state }, offered);
  if (isFailed(state)) {
    const failed = typeof state.failed === "string" ? { errorCode: state.failed } : state.failed;
    return { kind: "failed", failed, also: state.also === undefined ? undefined : standing(state.also, offered) };
  }
  if (isRaw(state)) return { kind: "raw", entry: state.raw, list: state.list ?? "accounts" };
  const { all = "ENABLED", account = all, for: _, ...named } = state;
  if (all === "MISSING") return { kind: "missing" };
  const scripts: Record<string, StatusScript | null> = {
    ...Object.fromEntries(offered.map((type) => [type, all])),
    ...named,
  };
  const resources: Record<string, Status> = {};
  for (const [type, script] of Object.entries(scripts)) if (script !== null) resources[type] = status(script);
  return { kind: "reported", account: status(account), resources };
}

const status = (script: StatusScript): Status => (typeof script === "string" ? { status: script } : script);
const isFailed = (state: ReportedState | FailedState | RawState): state is FailedState =>
  Object.hasOwn(state, "failed");
const isRaw = (state: ReportedState | FailedState | RawState): state is RawState => Object.hasOwn(state, "raw");
