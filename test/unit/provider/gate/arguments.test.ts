import assert from "node:assert/strict";
import { hasUnknown, normalize, problemsOf } from "../../../../provider/gate/arguments";
import { SECRET_NAMES, TOGETHER } from "../../../../provider/gate/names";
import { NOTHING } from "../../../../provider/values/nothing";
import { A, accountNumbers, B } from "../../../support/readings";
import { SCAN_TYPES } from "../../../../provider/status/vocabulary";

/** How the engine writes a value that is not known yet. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const NOT_12_DIGITS = "must be an account id of 12 digits";
const EMPTY_IDS =
  "must not be empty: leave it out to mean the caller's own account; a filter that found nothing is not a pass";
const MUST_BE_ONE = `must be one of ${SCAN_TYPES.join(", ")}, not`;
const STATUSES = "must be one of ENABLED, DISABLED, SUSPENDED, not";
const LEVELS = "must be one of mandatory, advisory, disabled, not";
const DURATION = 'must be a duration such as "30m", "90s" or "1h30m", not';
const DURATION_TEXT = 'must be a duration such as "30m" or "1h30m", not';
const REGION = 'must be an AWS Region such as "us-east-1", not';
const URL_START = "must be a URL that begins with http:// or https://, not";
const NO_SUCH = "is not a property of InspectorAccountStatus";
const ALL = `${NO_SUCH} (there are accountIds, …`;

describe("inputs", () => {
  const bad: [given: Record<string, unknown>, property: string, reason: string][] = [
    // The list of accounts as a whole.
    [{ accountIds: [] }, "accountIds", EMPTY_IDS],
    [{ accountIds: A }, "accountIds", `must be a list, not "${A}"`],
    [{ accountIds: 111122223333 }, "accountIds", "must be a list, not 111122223333"],
    [{ accountIds: { 0: A } }, "accountIds", `must be a list, not {"0":"${A}"}`],
    [{ accountIds: true }, "accountIds", "must be a list, not true"],
    [{ accountIds: "" }, "accountIds", 'must be a list, not ""'],
    [{ accountIds: `${A},${B}` }, "accountIds", `must be a list, not "${A},${B}"`],
    // Each account id.
    [{ accountIds: [""] }, "accountIds[0]", `${NOT_12_DIGITS}, not ""`],
    [{ accountIds: [A, "1234"] }, "accountIds[1]", `${NOT_12_DIGITS}, not "1234"`],
    [
      { accountIds: ["11112222333"] },
      "accountIds[0]",
      `${NOT_12_DIGITS}, not "11112222333"; it may have lost leading zeros, or have been read as octal: write it in quotes where it comes from`,
    ],
    [
      { accountIds: ["123456789"] },
      "accountIds[0]",
      `${NOT_12_DIGITS}, not "123456789"; it may have lost leading zeros, or have been read as octal: write it in quotes where it comes from`,
    ],
    [{ accountIds: ["1111222233334"] }, "accountIds[0]", `${NOT_12_DIGITS}, not "1111222233334"`],
    [
      { accountIds: ["1111-2222-3333"] },
      "accountIds[0]",
      `${NOT_12_DIGITS}, not "1111-2222-3333"; write it without hyphens, "${A}"`,
    ],
    [{ accountIds: [` ${A}`] }, "accountIds[0]", `${NOT_12_DIGITS}, not " ${A}"`],
    [{ accountIds: [`${A}\n`] }, "accountIds[0]", `${NOT_12_DIGITS}, not "${A}\\n"`],
    [{ accountIds: [`\uFEFF${A}`] }, "accountIds[0]", `${NOT_12_DIGITS}, not "…`],
    [{ accountIds: ["١١١١٢٢٢٢٣٣٣٣"] }, "accountIds[0]", `${NOT_12_DIGITS}, not "١١١١٢٢٢٢٣٣٣٣"`],
    [{ accountIds: ["１１１１２２２２３３３３"] }, "accountIds[0]", `${NOT_12_DIGITS}, not "…`],
    [{ accountIds: ["𝟏𝟏𝟏𝟏𝟐𝟐𝟐𝟐𝟑𝟑𝟑𝟑"] }, "accountIds[0]", `${NOT_12_DIGITS}, not "…`],
    [{ accountIds: ["11112222333l"] }, "accountIds[0]", `${NOT_12_DIGITS}, not "…`],
    [{ accountIds: ["1".repeat(10_000)] }, "accountIds[0]", `${NOT_12_DIGITS}, not "${"1".repeat(56)}...`],
    [{ accountIds: [`arn:aws:iam::${A}:root`] }, "accountIds[0]", `${NOT_12_DIGITS}, not "…`],
    [
      { accountIds: [11122223333] },
      "accountIds[0]",
      "must be text: the number 11122223333, as an id without quotes was read, has lost leading zeros or is what the digits mean in octal; write the id in quotes where it comes from",
    ],
    [
      { accountIds: [111122223333] },
      "accountIds[0]",
      `must be text: the number 111122223333, as an id without quotes was read, has lost leading zeros or is what the digits mean in octal; write the id in quotes where it comes from`,
    ],
    [{ accountIds: [-5] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not -5`],
    [{ accountIds: [1.5] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not 1.5`],
    [{ accountIds: [1e21] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not 1e+21`],
    [{ accountIds: [null] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not null`],
    [{ accountIds: [[A]] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not ["${A}"]`],
    [{ accountIds: [{ toString: 1 }, A] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not {"toString":1}`],
    [{ accountIds: [false] }, "accountIds[0]", `${NOT_12_DIGITS} as text, not false`],
    [{ accountIds: ["self"] }, "accountIds[0]", `${NOT_12_DIGITS}, not "self"`],
    // The organization.
    [{ members: "true" }, "members", 'must be true or false, not "true"'],
    [{ members: 1 }, "members", "must be true or false, not 1"],
    [
      { members: true, accountIds: [A] },
      "accountIds",
      "must not be given together with `members`: leave one of them out",
    ],
    [
      { members: UNKNOWN, accountIds: [A] },
      "accountIds",
      "must not be given together with `members`: leave one of them out",
    ],
    [
      { members: true, excludeAccountIds: [] },
      "excludeAccountIds",
      "must not be empty: leave it out to exclude no account",
    ],
    [{ members: true, excludeAccountIds: [A, "12"] }, "excludeAccountIds[1]", `${NOT_12_DIGITS}, not "12"`],
    [
      { members: false, excludeAccountIds: [A] },
      "excludeAccountIds",
      "goes with `members: true`: leave the accounts out of `accountIds` instead",
    ],
    [
      { excludeAccountIds: [A] },
      "excludeAccountIds",
      "goes with `members: true`: leave the accounts out of `accountIds` instead",
    ],
    [{ resourceTypes: ["EC2"], whereOffered: "true" }, "whereOffered", 'must be true or false, not "true"'],
    [{ resourceTypes: ["EC2"], whereOffered: 1 }, "whereOffered", "must be true or false, not 1"],
    [
      { whereOffered: true },
      "whereOffered",
      "goes with `resourceTypes`: without them the status of the account itself is compared",
    ],
    // Scan types.
    [
      { resourceTypes: [] },
      "resourceTypes",
      "must not be empty: leave it out to compare the status of the account itself",
    ],
    [{ resourceTypes: "EC2" }, "resourceTypes", 'must be a list, not "EC2"'],
    [{ resourceTypes: ["ec2"] }, "resourceTypes[0]", `${MUST_BE_ONE} "ec2"; did you mean EC2?`],
    [
      { resourceTypes: ["EC2", "lambdaCode"] },
      "resourceTypes[1]",
      `${MUST_BE_ONE} "lambdaCode"; did you mean LAMBDA_CODE?`,
    ],
    [
      { resourceTypes: ["CODEREPOSITORY"] },
      "resourceTypes[0]",
      `${MUST_BE_ONE} "CODEREPOSITORY"; did you mean CODE_REPOSITORY?`,
    ],
    [{ resourceTypes: ["LAMDBA"] }, "resourceTypes[0]", `${MUST_BE_ONE} "LAMDBA"; did you mean LAMBDA?`],
    [{ resourceTypes: ["S3"] }, "resourceTypes[0]", `${MUST_BE_ONE} "S3"`],
    [{ resourceTypes: [" EC2"] }, "resourceTypes[0]", `${MUST_BE_ONE} " EC2"; did you mean EC2?`],
    [{ resourceTypes: ["ЕС2"] }, "resourceTypes[0]", `${MUST_BE_ONE} "ЕС2"`],
    [{ resourceTypes: [2] }, "resourceTypes[0]", `${MUST_BE_ONE} 2`],
    [{ resourceTypes: [null] }, "resourceTypes[0]", `${MUST_BE_ONE} null`],
    [{ resourceTypes: ["__proto__"] }, "resourceTypes[0]", `${MUST_BE_ONE} "__proto__"`],
    // Statuses.
    [{ expectedStatus: "ENABLING" }, "expectedStatus", `${STATUSES} "ENABLING", a status on the way to another one`],
    [{ expectedStatus: "enabled" }, "expectedStatus", `${STATUSES} "enabled"; did you mean ENABLED?`],
    [{ expectedStatus: "OFF" }, "expectedStatus", `${STATUSES} "OFF"`],
    [{ expectedStatus: true }, "expectedStatus", `${STATUSES} true`],
    [{ expectedStatus: ["ENABLED"] }, "expectedStatus", `${STATUSES} ["ENABLED"]`],
    [{ expectedStatus: "" }, "expectedStatus", `${STATUSES} ""`],
    // Levels.
    [
      { enforcementLevel: "remediate" },
      "enforcementLevel",
      `${LEVELS} "remediate": this package changes nothing in AWS`,
    ],
    [{ enforcementLevel: "Mandatory" }, "enforcementLevel", `${LEVELS} "Mandatory"; did you mean mandatory?`],
    [{ enforcementLevel: "advisary" }, "enforcementLevel", `${LEVELS} "advisary"; did you mean advisory?`],
    [{ enforcementLevel: 0 }, "enforcementLevel", `${LEVELS} 0`],
    // Durations.
    [{ timeout: 30 }, "timeout", `${DURATION_TEXT} 30`],
    [{ timeout: "30" }, "timeout", `${DURATION} "30"`],
    [{ timeout: "" }, "timeout", `${DURATION} ""`],
    [{ timeout: "30 minutes" }, "timeout", `${DURATION} "30 minutes"`],
    [{ timeout: "-1m" }, "timeout", `${DURATION} "-1m"`],
    [{ timeout: "1d" }, "timeout", `${DURATION} "1d"`],
    [{ timeout: "PT30M" }, "timeout", `${DURATION} "PT30M"`],
    [{ timeout: "٣m" }, "timeout", `${DURATION} "٣m"`],
    [{ timeout: { minutes: 30 } }, "timeout", `${DURATION_TEXT} {"minutes":30}`],
    [{ timeout: `${"9".repeat(400)}h` }, "timeout", `${DURATION} "999…`],
    [{ mismatchGrace: "30m\n" }, "mismatchGrace", `${DURATION} "30m\\n"`],
    [{ mismatchGrace: false }, "mismatchGrace", `${DURATION_TEXT} false`],
    [{ readTimeout: "1.s" }, "readTimeout", `${DURATION} "1.s"`],
    // The connection.
    [{ region: "" }, "region", `${REGION} ""`],
    [{ region: "us-east-1a" }, "region", `${REGION} "us-east-1a"`],
    [{ region: "US-EAST-1" }, "region", `${REGION} "US-EAST-1"`],
    [{ region: "us-east-1 " }, "region", `${REGION} "us-east-1 "`],
    [{ region: "us-east-1.evil.example/" }, "region", `${REGION} "us-east-1.evil.example/"`],
    [{ region: 1 }, "region", "must be text, not 1"],
    [{ profile: "" }, "profile", "must not be empty"],
    [{ profile: {} }, "profile", "must be text, not {}"],
    [{ endpoint: "localhost:4566" }, "endpoint", `${URL_START} "localhost:4566"`],
    [{ endpoint: "file:///etc/passwd" }, "endpoint", `${URL_START} "file:///etc/passwd"`],
    [{ endpoint: "shttps://host" }, "endpoint", `${URL_START} "shttps://host"`],
    [{ endpoint: "" }, "endpoint", `${URL_START} ""`],
    [
      { endpoint: "https://user:secret@example.com" },
      "endpoint",
      "must not carry a user name or password: they would be kept in the state",
    ],
    [{ endpoint: 8080 }, "endpoint", "must be a URL, not 8080"],
    // Names.
    [{ accountId: A }, "accountId", `${NO_SUCH}; did you mean \`accountIds\`?`],
    [{ AccountIds: [A] }, "AccountIds", `${NO_SUCH}; did you mean \`accountIds\`?`],
    [{ resourceType: ["EC2"] }, "resourceType", `${NO_SUCH}; did you mean \`resourceTypes\`?`],
    [{ timeOut: "1m" }, "timeOut", `${NO_SUCH}; did you mean \`timeout\`?`],
    [{ mismatch_grace: "1m" }, "mismatch_grace", `${NO_SUCH}; did you mean \`mismatchGrace\`?`],
    [{ observed: {} }, "observed", ALL],
    [{ status: "ENABLED" }, "status", ALL],
    [{ accessKey: "x" }, "accessKey", ALL],
    [{ "": 1 }, "", ALL],
    [JSON.parse('{"__proto__": {"accountIds": ["1"]}}') as Record<string, unknown>, "__proto__", ALL],
    [{ constructor: 1 }, "constructor", ALL],
    [{ toString: null }, "toString", ALL],
  ];

  it("has many bad inputs to refuse", () => assert.ok(bad.length >= 60));
  for (const [given, property, reason] of bad) {
    it(`refuses ${JSON.stringify(given).slice(0, 70)}`, () => {
      const problems = problemsOf(given, false);
      assert.deepEqual(
        problems.map((problem) => problem.property),
        [property],
      );
      const sentence = problems[0]!.reason;
      const expected = `\`${property}\` ${reason}`;
      // A reason in the table that ends with … is only the beginning.
      if (expected.endsWith("…")) assert.equal(sentence.slice(0, expected.length - 1), expected.slice(0, -1));
      else assert.equal(sentence, expected);
      assert.ok(sentence.length < 400);
    });
  }

  const good: [name: string, given: Record<string, unknown>, normal: object][] = [
    ["nothing", {}, {}],
    ["what a program left undefined", { accountIds: null, resourceTypes: undefined, timeout: null, region: null }, {}],
    ["repeated ids in any order", { accountIds: [B, A, B, A] }, { accountIds: [A, B] }],
    ["ids that begin with zeros", { accountIds: ["000000000000"] }, { accountIds: ["000000000000"] }],
    [
      "scan types in any order",
      { resourceTypes: ["LAMBDA_CODE", "ECR", "EC2", "ECR"] },
      { resourceTypes: ["EC2", "ECR", "LAMBDA_CODE"] },
    ],
    [
      "members, but for some",
      { members: true, excludeAccountIds: [B, A, B] },
      { members: true, excludeAccountIds: [A, B] },
    ],
    ["no members", { members: false, accountIds: [A] }, { accountIds: [A] }],
    ["the provider itself", { __provider: "exports.handler = …", profile: "dev" }, { profile: "dev" }],
    [
      "everything",
      {
        accountIds: [A],
        resourceTypes: ["EC2"],
        expectedStatus: "SUSPENDED",
        enforcementLevel: "disabled",
        timeout: "0s",
        mismatchGrace: "2h",
        readTimeout: "250ms",
        region: "us-gov-east-1",
        profile: "a b",
        endpoint: "http://127.0.0.1:4566/base",
      },
      {
        accountIds: [A],
        resourceTypes: ["EC2"],
        expectedStatus: "SUSPENDED",
        enforcementLevel: "disabled",
        timeout: "0s",
        mismatchGrace: "2h",
        readTimeout: "250ms",
        region: "us-gov-east-1",
        profile: "a b",
        endpoint: "http://127.0.0.1:4566/base",
      },
    ],
    ["5000 accounts", { accountIds: accountNumbers(5_000).reverse() }, { accountIds: accountNumbers(5_000) }],
  ];
  for (const [name, given, normal] of good) {
    it(`takes ${name}`, () => {
      assert.deepEqual(problemsOf(given, false), []);
      assert.deepEqual(normalize(given), normal);
    });
  }

  for (const name of [
    "accountIds",
    "resourceTypes",
    "expectedStatus",
    "enforcementLevel",
    "timeout",
    "mismatchGrace",
    "readTimeout",
    "region",
    "profile",
    "endpoint",
  ]) {
    it(`takes a ${name} that is not known yet`, () => {
      assert.deepEqual(problemsOf({ [name]: UNKNOWN }, false), []);
      assert.equal(hasUnknown({ [name]: UNKNOWN }), true);
    });
  }

  it("takes elements of lists that are not known yet, and still refuses the others", () => {
    assert.deepEqual(problemsOf({ accountIds: [UNKNOWN, A], resourceTypes: [UNKNOWN] }, false), []);
    assert.equal(hasUnknown({ accountIds: [A, UNKNOWN] }), true);
    assert.equal(hasUnknown({ accountIds: [A], timeout: "1m", region: null }), false);
    assert.deepEqual(
      problemsOf({ accountIds: [UNKNOWN, "1"] }, false).map(({ property }) => property),
      ["accountIds[1]"],
    );
  });

  it("takes `observed` only where a gate is recorded", () => {
    assert.deepEqual(problemsOf({ observed: { [A]: { EC2: "ENABLED" } } }, true), []);
    assert.deepEqual(normalize({ observed: {} }), {});
    assert.equal(problemsOf({ observed: {} }, false).length, 1);
  });

  it("names all problems at once, unknown properties first", () => {
    const given = {
      timeout: "soon",
      acountIds: [A],
      accountIds: ["1", A, 2],
      resourceTypes: [],
      region: "moon",
      expectedStatus: "ON",
    };
    assert.deepEqual(
      problemsOf(given, false).map(({ property }) => property),
      ["acountIds", "accountIds[0]", "accountIds[2]", "resourceTypes", "expectedStatus", "timeout", "region"],
    );
  });

  it("names the first ten problems of a list, and counts the rest", () => {
    const problems = problemsOf({ accountIds: Array.from({ length: 5_000 }, (_, i) => String(i)) }, false);
    assert.equal(problems.length, 11);
    assert.deepEqual(problems[10], {
      property: "accountIds",
      reason: "`accountIds` has 4990 more problems like these",
    });
  });

  it("is its own normal form", () => {
    for (const [, given] of good)
      assert.deepEqual(normalize(normalize(given) as Record<string, unknown>), normalize(given));
  });
});

// Where a problem is said to be, and how what was given is repeated.

function first(given: Readonly<Record<string, unknown>>, recorded = false) {
  return problemsOf(given, recorded)[0];
}

describe("the place of a problem", () => {
  it("is the index in a list", () => assert.equal(first({ accountIds: [A, "1"] })?.property, "accountIds[1]"));

  it("is the member of a role", () => {
    const roles = problemsOf({ assumeRole: { roleArn: "x", externalId: 5 } }, false);
    assert.deepEqual(
      roles.map(({ property }) => property),
      ["assumeRole.roleArn", "assumeRole.externalId"],
    );
    assert.equal(first({ regoin: "us-east-1" })?.property, "regoin");
  });
});

describe("problems of a long list", () => {
  const bad = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);

  it("are named up to ten", () => {
    assert.equal(problemsOf({ accountIds: bad(10) }, false).length, 10);
    const eleven = problemsOf({ accountIds: bad(11) }, false);
    assert.equal(eleven.length, 11);
    assert.deepEqual(eleven[10], { property: "accountIds", reason: "`accountIds` has 1 more problems like these" });
  });
});

describe("properties that are not arguments", () => {
  it("pass if the package itself adds them", () => {
    assert.deepEqual(problemsOf({ __provider: "x", [TOGETHER]: [A] }, false), []);
    assert.deepEqual(problemsOf({ observed: {} }, true), []);
    assert.equal(first({ observed: {} })?.property, "observed");
  });

  it("do not pass because a gate is recorded", () =>
    assert.equal(first({ unheardOf: 1 }, true)?.property, "unheardOf"));
});

describe("accountIds and members", () => {
  it("contradict each other only where both are given", () => {
    for (const absent of [null, undefined]) {
      assert.deepEqual(problemsOf({ members: true, accountIds: absent }, false), []);
      assert.deepEqual(problemsOf({ members: absent, accountIds: [A] }, false), []);
      assert.equal(problemsOf({ members: absent, excludeAccountIds: [A] }, false).length, 1);
    }
    const inherited = Object.create({ accountIds: [A] }) as Record<string, unknown>;
    assert.deepEqual(problemsOf(Object.assign(inherited, { members: true }), false), []);
  });
});

describe("what was given, in a sentence", () => {
  it("is whole up to 60 letters", () => {
    const reason = (text: string): string => first({ timeout: text })?.reason ?? "";
    assert.ok(reason("x".repeat(58)).endsWith(`not "${"x".repeat(58)}"`));
    assert.ok(reason("x".repeat(59)).endsWith(`not "${"x".repeat(56)}...`));
  });

  it("has a hint about hyphens only where they are the only fault", () => {
    const reason = (id: string): string => first({ accountIds: [id] })?.reason ?? "";
    assert.match(reason("1111-2222-3333"), /without hyphens, "111122223333"$/);
    assert.doesNotMatch(reason("x1111-2222-3333"), /hyphens/);
    assert.doesNotMatch(reason("1111-2222-3333x"), /hyphens/);
  });

  it("leaves out what may be a password", () => {
    for (const endpoint of ["ftp://user:secret@host/path", "user:secret@host:9", "secret@host", "host?token=secret"]) {
      assert.equal(first({ endpoint })?.reason, "`endpoint` must be a URL that begins with http:// or https://");
    }
  });
});

describe("an endpoint", () => {
  for (const user of ["user@", ":secret@", "user:secret@"]) {
    it(`must not carry ${user}`, () => {
      assert.match(first({ endpoint: `https://${user}host` })?.reason ?? "", /must not carry a user name or password/);
    });
  }
});

describe("a Region", () => {
  for (const region of ["us-east-1", "us-gov-west-1", "eu-isoe-west-12"]) {
    it(`may be ${region}`, () => assert.deepEqual(problemsOf({ region }, false), []));
  }
  for (const region of ["1us-east-1", "https://us-east-1", "us-east-1a", "us-east", "u-east-1", "us-1"]) {
    it(`is not ${region}`, () => assert.equal(first({ region })?.property, "region"));
  }
});

describe("the normal form", () => {
  it("has scan types in the order of the service, not of the alphabet", () => {
    assert.deepEqual(normalize({ resourceTypes: ["CODE_REPOSITORY", "LAMBDA", "EC2"] }).resourceTypes, [
      "EC2",
      "LAMBDA",
      "CODE_REPOSITORY",
    ]);
  });

  it("has ids in their order", () => {
    const ids = accountNumbers(12);
    assert.deepEqual(normalize({ accountIds: [...ids].reverse() }).accountIds, ids);
  });
});

describe("an argument that is a secret", () => {
  const secret = "1111-2222-3333";
  const reasonOf = (given: Readonly<Record<string, unknown>>, names: string): string | undefined =>
    first({ ...given, [SECRET_NAMES]: names })?.reason;

  it("is refused without its value", () => {
    const expected = "`accountIds[0]` must be an account id of 12 digits (it is a secret, which is not shown)";
    assert.equal(reasonOf({ accountIds: [secret] }, "accountIds"), expected);
    assert.equal(
      reasonOf({ accountIds: [12] }, "accountIds"),
      expected.replace(" of 12 digits", "").replace("must be an account id", "must be text"),
    );
    assert.match(reasonOf({ accountIds: [secret] }, "profile")!, new RegExp(secret));
  });

  it("is refused in the words that it has anyway where they show no value", () => {
    assert.equal(reasonOf({ profile: "" }, "profile"), "`profile` must not be empty");
  });

  it("stays one in the normal form, if it has a value", () => {
    const secretsOf = (names: string): unknown =>
      normalize({ accountIds: [A], profile: "p", [SECRET_NAMES]: names })[SECRET_NAMES];
    assert.equal(secretsOf("accountIds,profile"), "accountIds,profile");
    assert.equal(secretsOf("accountIds,region"), "accountIds");
    assert.equal(secretsOf("region"), undefined);
  });
});

describe("an argument that turned out to have no value", () => {
  it("is refused, whole or in a list", () => {
    for (const given of [{ accountIds: NOTHING }, { accountIds: [NOTHING] }, { profile: NOTHING }])
      assert.match(first(given)!.reason, /was given as an Output or a Promise that has no value/);
  });
});
