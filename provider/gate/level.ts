import type { Problem } from "../values/userError";
import type { StackConfig } from "../aws/stackConfig";
import { ENFORCEMENT_LEVELS, type EnforcementLevel } from "./argumentKinds";
import { DEFAULTS, type Inputs } from "./arguments";

/** The key of the stack's configuration that lowers the enforcement level of all its gates. */
const LEVEL_KEY = "inspector-status:enforcementLevel";

/** The enforcement level of a gate: its own, or a weaker one of the stack's configuration. */
export function levelOf(inputs: Inputs, config: StackConfig): EnforcementLevel {
  const own = inputs.enforcementLevel ?? DEFAULTS.enforcementLevel;
  const configured = ENFORCEMENT_LEVELS.find((level) => level === config(LEVEL_KEY));
  const weakness = (level: EnforcementLevel): number => ENFORCEMENT_LEVELS.indexOf(level);
  return configured && weakness(configured) > weakness(own) ? configured : own;
}

/** What is wrong with the level of the stack's configuration. */
export function levelProblems(config: StackConfig): Problem[] {
  const configured = config(LEVEL_KEY);
  if (configured === undefined || ENFORCEMENT_LEVELS.some((level) => level === configured)) return [];
  const levels = ENFORCEMENT_LEVELS.join(", ");
  const hint = configured === "remediate" ? ": this package changes nothing in AWS" : "";
  const found = `must be one of ${levels}, not ${JSON.stringify(configured)}${hint}`;
  return [{ property: "", reason: `\`${LEVEL_KEY}\` in the stack's configuration ${found}` }];
}

/** A reminder that the stack's configuration lowers the level of all gates; `undefined` where it does not. */
export function levelNotice(config: StackConfig): string | undefined {
  const configured = config(LEVEL_KEY);
  if (configured !== "advisory" && configured !== "disabled") return undefined;
  const effect = configured === "advisory" ? "warn and do not block" : "only observe";
  return `\`${LEVEL_KEY}\` is ${configured} in the stack's configuration: all gates of this stack ${effect}.`;
}
