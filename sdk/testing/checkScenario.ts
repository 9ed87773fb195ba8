import { parseDuration } from "../../provider/values/duration";
import { isPolicy } from "./policy";
import type { Scenario } from "./scenario";
import { isObject } from "./validation";

/** A scenario, or changes to one, from outside. @throws {TypeError} that names everything that is wrong, at once. */
export function checkScenario(value: unknown): asserts value is Scenario {
  const problems: string[] = [];
  const expect = (holds: boolean, where: string, expected: string, found: unknown): void => {
    if (!holds) problems.push(`\`${where}\`: expected ${expected}, found ${JSON.stringify(found) ?? "nothing"}`);
  };

  const check = (table: Readonly<Record<string, Rule>>, subject: unknown, where: string): void => {
    if (!isObject(subject)) return expect(false, where || "scenario", "an object", subject);
    for (const [key, found] of Object.entries(subject)) {
      const path = where ? `${where}.${key}` : key;
      const rule = table[key];
      if (rule) expect(rule.holds(found), path, rule.expected, found);
      else problems.push(`\`${path}\` is not known; known are ${Object.keys(table).join(", ")}`);
    }
  };

  const entries = (
    subject: unknown,
    where: string,
    each: (key: string, found: unknown, path: string) => void,
  ): void => {
    if (!isObject(subject)) return;
    for (const [key, found] of Object.entries(subject)) each(key, found, `${where}[${JSON.stringify(key)}]`);
  };

  const checkState = (state: unknown, path: string, last: boolean): void => {
    if (!last) expect(isObject(state) && "for" in state, path, "a state with `for`, since another one follows", state);
    if (typeof state === "string") return expect(state !== "", path, "a status", state);
    if (!isObject(state)) return expect(false, path, "a status or a state", state);
    if ("failed" in state) return check(FAILED_STATE, state, path);
    if ("raw" in state) return check(RAW_STATE, state, path);
    for (const [key, found] of Object.entries(state)) {
      if (key === "for") expect(duration.holds(found), `${path}.for`, duration.expected, found);
      else if (key === "all" || key === "account") expect(isStatus(found), `${path}.${key}`, "a status", found);
      else if (/^[A-Z][A-Z0-9_]*$/.test(key))
        expect(found === null || isStatus(found), `${path}.${key}`, "a status or null", found);
      else
        problems.push(
          `\`${path}.${key}\` is not known; known are all, account, for, failed, raw and scan types such as LAMBDA_CODE`,
        );
    }
  };

  check(SCENARIO, value, "");
  if (isObject(value)) {
    entries(value.accounts, "accounts", (key, script, path) => {
      expect(ACCOUNT_KEY.test(key), path, "an account id of 12 digits, or REGION/ID", key);
      const states: unknown[] = Array.isArray(script) ? script : [script];
      expect(states.length > 0, path, "at least one state", script);
      states.forEach((state, index) =>
        checkState(state, Array.isArray(script) ? `${path}[${index}]` : path, index === states.length - 1),
      );
    });
    entries(value.members, "members", (key, status, path) => {
      expect(ACCOUNT_ID.test(key), path, "an account id of 12 digits", key);
      expect(typeof status === "string", path, "a relationship status", status);
    });
    entries(value.credentials, "credentials", (_, script, path) => {
      if (script !== "EXPIRED" && script !== "UNKNOWN") check({ accountId: id, arn: text }, script, path);
    });
    entries(value.rolePolicies, "rolePolicies", (_, found, path) =>
      expect(policy.holds(found), path, policy.expected, found),
    );
    if (Array.isArray(value.faults)) {
      value.faults.forEach((fault: unknown, index) => {
        check(FAULT, fault, `faults[${index}]`);
        const kinds = isObject(fault) ? KINDS.filter((kind) => kind in fault) : [];
        expect(kinds.length <= 1, `faults[${index}]`, "one kind of fault", kinds);
      });
    }
  }
  if (problems.length > 0)
    throw new TypeError(`The scenario is not valid:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
}

interface Rule {
  readonly expected: string;
  readonly holds: (found: unknown) => boolean;
}

const ACCOUNT_ID = /^\d{12}$/;
const ACCOUNT_KEY = /^(?:[a-z0-9-]+\/)?\d{12}$/;
const KINDS = ["throttle", "status", "error", "reset", "truncate", "html", "body", "hang"];

const matching = (expected: string, pattern: RegExp): Rule => ({
  expected,
  holds: (found) => typeof found === "string" && pattern.test(found),
});
const id = matching("an account id of 12 digits", ACCOUNT_ID);
const text = matching("a text", /^/);
const duration: Rule = {
  expected: 'a duration such as "8s"',
  holds: (found) => typeof found === "string" && parseDuration(found) !== undefined,
};
const number = (expected: string, least: number, most = Infinity): Rule => ({
  expected,
  holds: (found) => typeof found === "number" && found >= least && found <= most,
});
const list = (expected: string, element: Rule): Rule => ({
  expected,
  holds: (found) => Array.isArray(found) && found.every((each) => element.holds(each)),
});
const object: Rule = { expected: "an object", holds: isObject };
const yes: Rule = { expected: "true", holds: (found) => found === true };
const policy: Rule = { expected: "an IAM policy of Effect, Action and Resource", holds: isPolicy };
const callNumber = number("a number from 1", 1);

const SCENARIO: Readonly<Record<string, Rule>> = {
  caller: id,
  administrator: {
    expected: "an account id of 12 digits, or null",
    holds: (found) => found === null || id.holds(found),
  },
  members: object,
  accounts: object,
  credentials: object,
  policy,
  rolePolicies: object,
  regions: list("a list of Regions", text),
  faults: list("a list of faults", object),
  latency: duration,
  enableTakes: duration,
  disableTakes: duration,
  staleFor: duration,
  seed: number("a number", -Infinity),
};
const FAILED_STATE: Readonly<Record<string, Rule>> = {
  failed: {
    expected: "an error code, or an object with errorCode",
    holds: (found) => typeof found === "string" || (isObject(found) && typeof found.errorCode === "string"),
  },
  for: duration,
};
const RAW_STATE: Readonly<Record<string, Rule>> = {
  raw: object,
  list: matching("accounts or failedAccounts", /^(?:accounts|failedAccounts)$/),
  for: duration,
};
const FAULT: Readonly<Record<string, Rule>> = {
  operation: text,
  accountId: id,
  region: text,
  calls: list("a list of numbers from 1", callNumber),
  from: callNumber,
  to: callNumber,
  rate: number("a share from 0 to 1", 0, 1),
  requestsPerSecond: number("a number", 0),
  burst: number("a number", 0),
  throttle: {
    expected: "true or { retryAfterSeconds }",
    holds: (found) => found === true || (isObject(found) && typeof found.retryAfterSeconds === "number"),
  },
  status: number("an HTTP status from 400 to 599", 400, 599),
  error: {
    expected: "{ type, message?, status? }",
    holds: (found) => isObject(found) && typeof found.type === "string",
  },
  reset: yes,
  truncate: yes,
  html: yes,
  body: text,
  hang: yes,
  delay: duration,
};

function isStatus(found: unknown): boolean {
  return (typeof found === "string" && found !== "") || (isObject(found) && typeof found.status === "string");
}
