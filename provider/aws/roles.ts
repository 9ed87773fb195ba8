import * as v from "valibot";
import { parseDuration } from "../values/duration";
import { isObject } from "../values/json";
import { nearest } from "../values/nearest";
import { anyText, orUnknown, shown } from "../values/schemas";

/**
 * An IAM role to assume.
 *
 * @since 0.1.0
 */
export interface AssumeRole {
  /** The ARN of the role, such as `arn:aws:iam::111122223333:role/InspectorReader`. */
  readonly roleArn: string;
  /** What the trust policy of the role asks for as `sts:ExternalId`. Is kept as a secret. @default none */
  readonly externalId?: string | undefined;
  /** The name of the session, as AWS CloudTrail shows it. @default "pulumi-inspector-status" */
  readonly sessionName?: string | undefined;
  /**
   * How long the credentials last, `"15m"` to `"12h"`; they are renewed before. AWS allows no more than the role's own
   * maximum, and no more than `"1h"` for a role that is assumed from another one.
   *
   * @default "1h"
   */
  readonly duration?: string | undefined;
  /** What the trust policy of the role asks for as `sts:SourceIdentity`. @default none */
  readonly sourceIdentity?: string | undefined;
  /** An IAM policy, as JSON, that narrows what the session may do. @default none */
  readonly policy?: string | undefined;
  /** The ARNs of managed policies that narrow what the session may do. @default none */
  readonly policyArns?: readonly string[] | undefined;
  /** Session tags. @default none */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** The session tags that are passed on to the next role of a chain. @default none */
  readonly transitiveTagKeys?: readonly string[] | undefined;
}

const SHORTEST_MS = 15 * 60_000;
const LONGEST_MS = 12 * 3_600_000;

// A wrong value that may be a secret is not shown.
const member = {
  roleArn: v.pipe(
    anyText("the ARN of an IAM role"),
    v.regex(
      /^arn:aws[a-z-]*:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/,
      ({ input }) =>
        `must be the ARN of an IAM role such as "arn:aws:iam::111122223333:role/InspectorReader", not ${shown(input)}`,
    ),
  ),
  externalId: v.pipe(
    v.string("must be text"),
    v.regex(/^[\w+=,.@:/-]{2,1224}$/, "must be 2 to 1224 letters, digits or any of _+=,.@:/-"),
  ),
  sessionName: sessionText(),
  duration: v.pipe(
    anyText('a duration such as "1h"'),
    v.check(
      (text) => isBetween(parseDuration(text)),
      ({ input }) => `must be a duration from "15m" to "12h", not ${shown(input)}`,
    ),
  ),
  sourceIdentity: sessionText(),
  policy: anyText("an IAM policy as JSON"),
  policyArns: texts(),
  tags: v.record(v.string(), orUnknown(anyText("text")), "must be an object of names and values"),
  transitiveTagKeys: texts(),
};

function sessionText() {
  return v.pipe(
    anyText("text"),
    v.regex(
      /^[\w+=,.@-]{2,64}$/,
      ({ input }) => `must be 2 to 64 letters, digits or any of _+=,.@-, not ${shown(input)}`,
    ),
  );
}

function texts() {
  return v.array(orUnknown(anyText("text")), "must be a list");
}

function isBetween(milliseconds: number | undefined): boolean {
  return milliseconds !== undefined && milliseconds >= SHORTEST_MS && milliseconds <= LONGEST_MS;
}

const NAMES = Object.keys(member);

function maybe<const T extends v.GenericSchema>(schema: T) {
  return v.nullish(orUnknown(schema));
}

/** A role, as a program or the configuration gives it. */
export const assumeRole = v.pipe(
  v.looseObject(
    {
      roleArn: maybe(member.roleArn),
      externalId: maybe(member.externalId),
      sessionName: maybe(member.sessionName),
      duration: maybe(member.duration),
      sourceIdentity: maybe(member.sourceIdentity),
      policy: maybe(member.policy),
      policyArns: maybe(member.policyArns),
      tags: maybe(member.tags),
      transitiveTagKeys: maybe(member.transitiveTagKeys),
    },
    "must be an object with a `roleArn`",
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    const given: unknown = dataset.value;
    if (!isObject(given)) return;
    for (const name of Object.keys(given)) {
      if (NAMES.includes(name)) continue;
      const suggestion = nearest(name, NAMES);
      addIssue({
        message: `has no member \`${name}\`${suggestion ? `; did you mean \`${suggestion}\`?` : ` (there are ${NAMES.join(", ")})`}`,
      });
    }
    if (!("roleArn" in given) || given.roleArn === null) addIssue({ message: "must have a `roleArn`" });
  }),
);

/**
 * One role, or several, each of which assumes the next. An empty list means no role, whatever the configuration says.
 */
export const assumeRoles = v.lazy((input) => (Array.isArray(input) ? v.array(orUnknown(assumeRole)) : assumeRole));

/** Roles as a list. */
export function rolesOf(roles: AssumeRole | readonly AssumeRole[]): readonly AssumeRole[] {
  return Array.isArray(roles) ? (roles as readonly AssumeRole[]) : [roles as AssumeRole];
}
