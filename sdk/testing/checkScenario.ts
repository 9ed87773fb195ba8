import { ERROR_CODES, InspectorStatus, SCAN_TYPES } from "../../provider/status/vocabulary";
import {
  accountId as id,
  type Check,
  duration,
  entriesOf,
  expecting,
  listOf,
  matching,
  membersOf,
  misspelt,
  numberBetween,
  oneOf,
  refuseProblems,
  text,
  unknown,
  wordOf,
} from "./checks";
import { FAULT } from "./checkFault";
import { isObject } from "../../provider/values/json";
import type { Scenario } from "./scenario";

/** A scenario, or changes to one, from outside. @throws {TypeError} that names everything that is wrong, at once. */
export function checkScenario(value: unknown): asserts value is Scenario {
  refuseProblems("scenario is", SCENARIO(value, ""));
}

// https://docs.aws.amazon.com/inspector/v2/APIReference/API_Member.html
const RELATIONSHIPS = [
  ...["CREATED", "INVITED", "DISABLED", "ENABLED", "REMOVED", "RESIGNED", "DELETED"],
  ...["EMAIL_VERIFICATION_IN_PROGRESS", "EMAIL_VERIFICATION_FAILED", "REGION_DISABLED", "ACCOUNT_SUSPENDED"],
  "CANNOT_CREATE_DETECTOR_IN_ORG_MASTER",
];
const STATUSES = Object.values(InspectorStatus);
const STATE_KEYS = ["all", "account", "for", "failed", "raw"];

const isText = (found: unknown): boolean => typeof found === "string";

// An empty text stands beside every status in the answers of some servers.
const errorCode = oneOf(wordOf("an error code", ERROR_CODES), [(found) => found === "", text]);
const statusOr = (more: readonly string[], expected: string): Check =>
  oneOf(wordOf(expected, [...STATUSES, ...more]), [
    isObject,
    membersOf(
      { status: wordOf("a status", STATUSES), errorCode, errorMessage: text },
      { expected, required: ["status"] },
    ),
  ]);

const scanTypeName: Check = (key, path) => {
  if (typeof key !== "string" || !/^[A-Z][A-Z0-9_]*$/.test(key))
    return [`\`${path}\`: expected a scan type such as LAMBDA_CODE, found ${JSON.stringify(key)}`];
  const meant = misspelt(key, SCAN_TYPES);
  return meant === undefined ? [] : [`\`${path}\` is not known; did you mean ${meant}?`];
};

const FAILED_STATE = membersOf({
  failed: oneOf(errorCode, [
    isObject,
    membersOf(
      {
        errorCode,
        errorMessage: text,
        status: wordOf("a status", STATUSES),
        resourceStatus: entriesOf(scanTypeName, wordOf("a status", STATUSES)),
      },
      { expected: "an error code, or an object with errorCode", required: ["errorCode"] },
    ),
  ]),
  also: (found, path) => reported(found, path),
  for: duration,
});
const RAW_STATE = membersOf({
  raw: expecting("an object", isObject),
  list: matching("accounts or failedAccounts", /^(?:accounts|failedAccounts)$/),
  for: duration,
});

const REPORTED_STATE: Check = (state, path) =>
  Object.entries(state as object).flatMap(([key, found]) => {
    const at = `${path}.${key}`;
    if (key === "for") return duration(found, at);
    if (key === "all") return statusOr(["MISSING"], "a status")(found, at);
    if (key === "account") return statusOr([], "a status")(found, at);
    if (!/^[A-Z][A-Z0-9_]*$/.test(key)) return [`${unknown(at, key, [...STATE_KEYS, ...SCAN_TYPES])}, …`];
    return [...scanTypeName(key, at), ...(found === null ? [] : statusOr([], "a status or null")(found, at))];
  });
const reported = oneOf(statusOr(["MISSING"], "a status or a state"), [isObject, REPORTED_STATE]);
const STATE = oneOf(
  reported,
  [(found) => isObject(found) && Object.hasOwn(found, "failed"), FAILED_STATE],
  [(found) => isObject(found) && Object.hasOwn(found, "raw"), RAW_STATE],
);

const held = expecting(
  "a state with `for`, since another one follows",
  (state) => isObject(state) && Object.hasOwn(state, "for"),
);
const SCRIPT: Check = (script, path) => {
  if (!Array.isArray(script)) return STATE(script, path);
  if (script.length === 0) return [`\`${path}\`: expected at least one state, found []`];
  return script.flatMap((state: unknown, index) => {
    const at = `${path}[${index}]`;
    return [...(index < script.length - 1 ? held(state, at) : []), ...STATE(state, at)];
  });
};

const oneOrMore = (element: Check): Check =>
  oneOf(
    element,
    [(found) => Array.isArray(found) && found.length === 0, expecting("at least one", () => false)],
    [Array.isArray, listOf("a list", element)],
  );
const STATEMENT = membersOf(
  {
    Sid: text,
    Effect: matching("Allow or Deny", /^(?:Allow|Deny)$/),
    Action: oneOrMore(text),
    Resource: oneOrMore(text),
  },
  {
    expected: "a statement of Effect, Action and Resource; others are not understood",
    required: ["Effect", "Action", "Resource"],
  },
);
const POLICY = membersOf(
  { Version: text, Id: text, Statement: oneOrMore(STATEMENT) },
  { expected: "an IAM policy", required: ["Statement"] },
);

// A key such as `constructor` is a slip or an attack, and never one of AWS.
const accessKeyId = expecting(
  "an access key id",
  (key) => typeof key === "string" && /^\w+$/.test(key) && !(key in {}),
);

const SCENARIO = membersOf({
  caller: id,
  administrator: oneOf(
    expecting("an account id of 12 digits, or null", (found) => found === null),
    [isText, id],
  ),
  members: entriesOf(id, wordOf("a relationship status", RELATIONSHIPS)),
  accounts: entriesOf(matching("an account id of 12 digits, or REGION/ID", /^(?:[a-z0-9-]+\/)?\d{12}$/), SCRIPT),
  credentials: entriesOf(
    accessKeyId,
    oneOf(
      membersOf(
        { accountId: id, arn: text },
        { expected: "EXPIRED, UNKNOWN or { accountId, arn? }", required: ["accountId"] },
      ),
      [(found) => found === "EXPIRED" || found === "UNKNOWN", () => []],
    ),
  ),
  policy: POLICY,
  rolePolicies: entriesOf(matching("the ARN of a role", /^arn:aws[\w-]*:iam::\d{12}:role\/./), POLICY),
  regions: listOf("a list of Regions", text),
  scanTypes: listOf("a list of scan types", scanTypeName),
  faults: listOf("a list of faults", FAULT),
  latency: duration,
  enableTakes: duration,
  disableTakes: duration,
  staleFor: duration,
  seed: numberBetween("a number", -Infinity),
});
