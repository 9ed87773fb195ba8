import type { Problem } from "../values/userError";
import * as v from "valibot";
import { nearest } from "../values/nearest";
import { orUnknown, UNKNOWN } from "../values/schemas";
import { KINDS, type Kind, type ValueOf } from "./argumentKinds";
import { ARGUMENT_TABLE, entryOf, type Argument } from "./argumentTable";
import { ARGUMENTS, LOOK, SECRET_NAMES, TOGETHER } from "./names";
import { argumentOf, declaredSecrets, secretArguments } from "./secrets";

/** account id or `self` → scan type or `account` → status. */
export type Observed = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Table = typeof ARGUMENT_TABLE;

/** The inputs of a gate in their normal form: lists sorted and without repetitions. */
export type Inputs = { readonly [Name in Argument]?: ValueOf[Table[Name]["kind"]] } & {
  /** Not an argument: `check` fills it with the live status. */
  readonly observed?: Observed;
  /** Not an argument either: the names of the arguments that are secrets in the program, separated by commas. */
  readonly [SECRET_NAMES]?: string;
};

type Defaulted = { [Name in Argument]: Table[Name] extends { defaultValue: string } ? Name : never }[Argument];

/** The defaults of a gate. */
export const DEFAULTS = Object.fromEntries(
  ARGUMENTS.flatMap((name) => (entryOf(name).defaultValue === undefined ? [] : [[name, entryOf(name).defaultValue]])),
) as { readonly [Name in Defaulted]: Table[Name]["defaultValue"] };

/** Whether a value is unknown or contains an unknown one. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === UNKNOWN;
  return Object.values(value).some(hasUnknown);
}

const ARGUMENT_SCHEMAS = new Map(ARGUMENTS.map((name) => [name, schemaOf(name)]));

function schemaOf(name: Argument): v.GenericSchema {
  const { whenEmpty = "" } = entryOf(name);
  return v.optional(orUnknown(kindOf(name).schema(`must not be empty: leave it out to ${whenEmpty}`)));
}

function kindOf(name: Argument): (typeof KINDS)[Kind] {
  return KINDS[ARGUMENT_TABLE[name].kind];
}

/** So many problems of one list are named one by one; the others are counted. */
const NAMED_PROBLEMS = 10;

/**
 * All problems of a program's arguments. Makes no call. Unknown values pass. `observed` passes if the gate is recorded,
 * because `ignoreChanges` hands it over.
 */
export function problemsOf(
  given: Readonly<Record<string, unknown>>,
  recorded: boolean,
  resourceName = "InspectorAccountStatus",
  names: readonly Argument[] = ARGUMENTS,
): Problem[] {
  const problems: Problem[] = [];
  const secrets = secretArguments(given);
  for (const name of Object.keys(given)) {
    const ours = ["__provider", TOGETHER, SECRET_NAMES, LOOK].includes(name) || (name === "observed" && recorded);
    if (ours || names.some((known) => known === name)) continue;
    const suggestion = nearest(name, names);
    const correction = suggestion ? `; did you mean \`${suggestion}\`?` : ` (there are ${names.join(", ")})`;
    problems.push({ property: name, reason: `\`${name}\` is not a property of ${resourceName}${correction}` });
  }
  for (const name of names) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    // The engine writes what a program leaves undefined as null.
    const { issues = [] } = v.safeParse(ARGUMENT_SCHEMAS.get(name)!, value ?? undefined);
    const isSecret = secrets.includes(name);
    for (const issue of issues.slice(0, NAMED_PROBLEMS)) {
      const place = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
      const property = [name, ...place].join("");
      problems.push({ property, reason: `\`${property}\` ${isSecret ? concealed(issue) : issue.message}` });
    }
    const more = issues.length - NAMED_PROBLEMS;
    if (more > 0) problems.push({ property: name, reason: `\`${name}\` has ${more} more problems like these` });
  }
  return [...problems, ...contradictions(given)];
}

/** Cuts the value off a message: each message says what is expected before it shows what was found. */
function concealed({ message }: v.BaseIssue<unknown>): string {
  const [expected] = message.split(/, not |: the number /);
  return expected === message ? message : `${expected} (it is a secret, which is not shown)`;
}

function contradictions(given: Readonly<Record<string, unknown>>): Problem[] {
  const isOn = (name: string): boolean => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return value !== undefined && value !== null && value !== false;
  };
  return ARGUMENTS.filter(isOn).flatMap((name) => {
    const { goesWith, notWith } = entryOf(name);
    const problems: Problem[] = [];
    if (notWith !== undefined && isOn(notWith)) {
      const reason = `\`${name}\` must not be given together with \`${notWith}\`: leave one of them out`;
      problems.push({ property: name, reason });
    }
    if (goesWith && !isOn(goesWith.argument))
      problems.push({ property: name, reason: `\`${name}\` ${goesWith.reason}` });
    return problems;
  });
}

/** The normal form of arguments without problems. `recorded` is what is recorded of the gate, where that matters. */
export function normalize(
  given: Readonly<Record<string, unknown>>,
  recorded: Readonly<Record<string, unknown>> = {},
): Inputs {
  const inputs: Record<string, unknown> = {};
  for (const name of ARGUMENTS) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || value === false) continue;
    const { normalList } = kindOf(name);
    inputs[name] = Array.isArray(value) && normalList ? normalList(value as string[]) : value;
  }
  // A secret without a value has nothing to hide.
  const secrets = declaredSecrets(given, recorded).filter((name) => inputs[argumentOf(name)] !== undefined);
  if (secrets.length > 0) inputs[SECRET_NAMES] = secrets.join(",");
  return inputs;
}
