import { FIRST_TYPE_TOKEN, TYPE_TOKEN } from "../../provider/gate/names";
import { isObject } from "../../provider/values/json";

/** The part of the output of `pulumi preview --json` that is used here. */
export interface EngineReport {
  readonly steps: readonly EngineStep[];
  /** Errors, with the URN of the resource that they are about, if there is one. */
  readonly errors: readonly { readonly urn?: string; readonly message: string }[];
}

export interface EngineStep {
  readonly op: string;
  readonly urn: string;
  readonly inputs: Properties;
  /** What is recorded. */
  readonly recorded: Properties;
}

type Properties = Readonly<Record<string, unknown>>;

/** Parses what the CLI printed; `undefined` if it is not a preview. */
export function parseEngineReport(text: string): EngineReport | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed)) return undefined;
  const { steps = [], diagnostics = [] } = parsed;
  // A preview that ended before its first step has no steps.
  if (!Array.isArray(steps ?? []) || !Array.isArray(diagnostics ?? [])) return undefined;
  if (!("steps" in parsed) && !("diagnostics" in parsed)) return undefined;
  return {
    steps: ((steps ?? []) as unknown[]).flatMap(stepOf),
    errors: ((diagnostics ?? []) as unknown[]).flatMap(errorOf),
  };
}

function stepOf(value: unknown): EngineStep[] {
  if (!isObject(value) || typeof value["op"] !== "string" || typeof value["urn"] !== "string") return [];
  const { op, urn, newState, oldState } = value;
  return [{ op, urn, inputs: member(newState, "inputs"), recorded: member(oldState, "outputs") }];
}

function errorOf(value: unknown): { urn?: string; message: string }[] {
  if (!isObject(value) || value["severity"] !== "error" || typeof value["message"] !== "string") return [];
  const { urn, message } = value;
  return [{ ...(typeof urn === "string" && urn !== "" && { urn }), message }];
}

function member(value: unknown, name: string): Properties {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
}

/** Whether a URN is that of a gate, whatever component it is in. */
export function isGate(urn: string): boolean {
  const [type = ""] = (urn.split("::")[2] ?? "").split("$").slice(-1);
  return type === TYPE_TOKEN || type === FIRST_TYPE_TOKEN;
}

/** The parts of a URN, `urn:pulumi:STACK::PROJECT::TYPES::NAME`; a name may have colons. */
export function partsOf(urn: string): { readonly stack: string; readonly name: string } {
  const [head = "", project = "", , ...name] = urn.split("::");
  return { stack: `${project}/${head.replace(/^urn:pulumi:/, "")}`, name: name.join("::") };
}

/**
 * Whether inputs that a provider has checked are those of a step. What is secret is `[secret]` in a step, or
 * ciphertext, and may be anything.
 */
export function areInputsOf(step: Properties, checked: Properties): boolean {
  const names = new Set([...Object.keys(step), ...Object.keys(checked)]);
  for (const name of ["__provider", "assumeRole"]) names.delete(name);
  return [...names].every((name) => isSame(step[name], checked[name]));
}

const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";

function isSame(shown: unknown, value: unknown): boolean {
  if (shown === "[secret]" && value !== undefined) return true;
  if (isObject(shown) && SECRET_SIGNATURE in shown) return true;
  if (typeof shown !== "object" || shown === null || typeof value !== "object" || value === null)
    return shown === value;
  const keys = Object.keys(shown);
  return (
    keys.length === Object.keys(value).length &&
    keys.every((key) => isSame((shown as Properties)[key], (value as Properties)[key]))
  );
}
