import type { Problem } from "../values/userError";
import * as v from "valibot";
import { assumeRoles, type AssumeRole } from "../aws/roles";
import { nearest } from "../values/nearest";
import { ARGUMENTS, LOOK, SECRET_NAMES, TOGETHER, type Argument } from "./names";
import { argumentOf, secretArguments, secretNamesIn } from "./secrets";
import {
  accountId,
  duration,
  list,
  nonEmptyText,
  oneOf,
  orUnknown,
  regionName,
  shown,
  UNKNOWN,
  url,
} from "../values/schemas";
import { SCAN_TYPES, SETTLED_STATUSES, type ScanType, type SettledStatus } from "../status/vocabulary";

/** What a gate whose inputs are not given does. */
export const DEFAULTS = {
  expectedStatus: "ENABLED",
  enforcementLevel: "mandatory",
  timeout: "30m",
  mismatchGrace: "30s",
  readTimeout: "30s",
} as const;

export const ENFORCEMENT_LEVELS = ["mandatory", "advisory", "disabled"] as const;
/** What a violation does, in CrossGuard's words. */
export type EnforcementLevel = (typeof ENFORCEMENT_LEVELS)[number];

/** account id or `self` → scan type or `account` → status. */
export type Observed = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The inputs of a gate in their normal form: lists sorted and without repetitions. */
export interface Inputs {
  readonly accountIds?: readonly string[];
  /** All members of the caller, who is the delegated administrator, and the caller itself. */
  readonly members?: true;
  readonly excludeAccountIds?: readonly string[];
  readonly resourceTypes?: readonly ScanType[];
  /** Scan types that the service does not offer in the Region are not compared. */
  readonly whereOffered?: true;
  readonly expectedStatus?: SettledStatus;
  readonly enforcementLevel?: EnforcementLevel;
  readonly timeout?: string;
  readonly mismatchGrace?: string;
  readonly readTimeout?: string;
  readonly region?: string;
  readonly profile?: string;
  /** An empty list: none, whatever the configuration says. */
  readonly assumeRole?: AssumeRole | readonly AssumeRole[];
  readonly endpoint?: string;
  /** Not an argument: `check` fills it with the live status. */
  readonly observed?: Observed;
  /** Not an argument either: the names of those that are secrets in the program, with commas. */
  readonly [SECRET_NAMES]?: string;
}

/** Whether a value is, or has in it, one that is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === UNKNOWN;
  return Object.values(value).some(hasUnknown);
}

function argument<const T extends v.GenericSchema>(schema: T) {
  return v.optional(orUnknown(schema));
}

const flag = v.boolean(({ input }) => `must be true or false, not ${shown(input)}`);

const ARGUMENT_SCHEMAS = {
  accountIds: argument(
    list(
      accountId,
      "must not be empty: leave it out to mean the caller's own account; a filter that found nothing is not a pass",
    ),
  ),
  members: argument(flag),
  excludeAccountIds: argument(list(accountId, "must not be empty: leave it out to exclude no account")),
  resourceTypes: argument(
    list(oneOf(SCAN_TYPES), "must not be empty: leave it out to compare the status of the account itself"),
  ),
  whereOffered: argument(flag),
  expectedStatus: argument(
    oneOf(SETTLED_STATUSES, (text) =>
      text.toUpperCase().endsWith("ING") ? ", a status on the way to another one" : "",
    ),
  ),
  enforcementLevel: argument(
    oneOf(ENFORCEMENT_LEVELS, (text) => (text === "remediate" ? ": this package changes nothing in AWS" : "")),
  ),
  timeout: argument(duration),
  mismatchGrace: argument(duration),
  readTimeout: argument(duration),
  region: argument(regionName),
  profile: argument(nonEmptyText),
  assumeRole: argument(assumeRoles),
  endpoint: argument(url),
} satisfies Record<Argument, v.GenericSchema>;

/** Of a long list, so many problems are named one by one. */
const NAMED_PROBLEMS = 10;

/**
 * The problems of a program's arguments, all at once. Makes no call. Values that are not known yet pass.
 * Where there is a recorded gate, `ignoreChanges` may hand its `observed` along.
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
    const { issues = [] } = v.safeParse(ARGUMENT_SCHEMAS[name], value ?? undefined);
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

/** A message without the value that it is about: each says what is expected before it shows what was found. */
function concealed({ message }: v.BaseIssue<unknown>): string {
  const [expected] = message.split(/, not |: the number /);
  return expected === message ? message : `${expected} (it is a secret, which is not shown)`;
}

function contradictions(given: Readonly<Record<string, unknown>>): Problem[] {
  const isGiven = (name: Argument): boolean =>
    Object.hasOwn(given, name) && given[name] !== undefined && given[name] !== null;
  const members = isGiven("members") && given["members"] !== false;
  const problems: Problem[] = [];
  if (members && isGiven("accountIds")) {
    const reason = "`accountIds` must not be given together with `members`: leave one of them out";
    problems.push({ property: "accountIds", reason });
  }
  if (isGiven("whereOffered") && given["whereOffered"] !== false && !isGiven("resourceTypes")) {
    const reason =
      "`whereOffered` goes with `resourceTypes`: without them the status of the account itself is compared";
    problems.push({ property: "whereOffered", reason });
  }
  if (!members && isGiven("excludeAccountIds")) {
    const reason = "`excludeAccountIds` goes with `members: true`: leave the accounts out of `accountIds` instead";
    problems.push({ property: "excludeAccountIds", reason });
  }
  return problems;
}

/** The normal form of arguments without problems. */
export function normalize(given: Readonly<Record<string, unknown>>): Inputs {
  const inputs: Record<string, unknown> = {};
  for (const name of ARGUMENTS) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null || value === false) continue;
    // Roles are assumed in their order.
    inputs[name] = Array.isArray(value) && name !== "assumeRole" ? sorted(name, value as string[]) : value;
  }
  // A secret that turned out to be nothing hides nothing.
  const secrets = secretNamesIn(given).filter((name) => inputs[argumentOf(name)] !== undefined);
  if (secrets.length > 0) inputs[SECRET_NAMES] = secrets.join(",");
  return inputs;
}

function sorted(name: string, values: readonly string[]): string[] {
  const order = name === "resourceTypes" ? (a: string, b: string) => scanTypeIndex(a) - scanTypeIndex(b) : undefined;
  return [...new Set(values)].sort(order);
}

function scanTypeIndex(scanType: string): number {
  return SCAN_TYPES.indexOf(scanType as ScanType);
}
