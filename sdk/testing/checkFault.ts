import { accountId, type Check, duration, expecting, listOf, matching, membersOf, numberBetween, text } from "./checks";
import { isObject } from "../../provider/values/json";

/** The kinds of faults. A fault is of one kind at most. */
const KINDS = [
  "throttle",
  "status",
  "error",
  "reset",
  "truncate",
  "html",
  "body",
  "patch",
  "endless",
  "hang",
  "stall",
  "drip",
];
/** The kinds that may have a `status`, too. */
const WITH_STATUS = ["html", "body", "patch", "stall", "drip"];

const yes = expecting("true", (found) => found === true);
const callNumber = numberBetween("a number from 1", 1);
const httpStatus = expecting(
  "an HTTP status from 200 to 599, or 101",
  (found) => found === 101 || (Number.isInteger(found) && (found as number) >= 200 && (found as number) <= 599),
);
const throttle: Check = (found, path) =>
  found === true
    ? []
    : membersOf(
        { retryAfterSeconds: numberBetween("seconds", 0) },
        { expected: "true or { retryAfterSeconds }", required: ["retryAfterSeconds"] },
      )(found, path);

const MEMBERS = membersOf({
  service: matching("inspector2 or sts", /^(?:inspector2|sts)$/),
  operation: text,
  accountId,
  region: text,
  calls: listOf("a list of numbers from 1", callNumber),
  from: callNumber,
  to: callNumber,
  rate: numberBetween("a share from 0 to 1", 0, 1),
  requestsPerSecond: numberBetween("a number", 0),
  burst: numberBetween("a number", 0),
  throttle,
  status: httpStatus,
  error: membersOf(
    { type: text, message: text, status: httpStatus },
    { expected: "{ type, message?, status? }", required: ["type"] },
  ),
  reset: yes,
  truncate: yes,
  html: yes,
  body: text,
  patch: expecting("an object", isObject),
  endless: yes,
  hang: yes,
  stall: yes,
  drip: duration,
  delay: duration,
});

/** A fault of a scenario. */
export const FAULT: Check = (fault, path) => {
  const kinds = isObject(fault) ? KINDS.filter((kind) => fault[kind] !== undefined && Object.hasOwn(fault, kind)) : [];
  const isOne = kinds.length <= 1 || (kinds.length === 2 && kinds[0] === "status" && WITH_STATUS.includes(kinds[1]!));
  return [
    ...MEMBERS(fault, path),
    ...(isOne ? [] : [`\`${path}\`: expected one kind of fault, found ${JSON.stringify(kinds)}`]),
  ];
};
