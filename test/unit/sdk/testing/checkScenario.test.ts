import assert from "node:assert/strict";
import { type Emulator, type Scenario, startEmulator } from "../../../../sdk/testing";
import { checkScenario } from "../../../../sdk/testing/checkScenario";

const A = "111122223333";
const ROLE = `arn:aws:iam::${A}:role/Reader`;

/** What is wrong with a scenario, or nothing. */
function problems(scenario: unknown): string[] {
  try {
    checkScenario(scenario);
    return [];
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return error.message.split("\n  - ").slice(1);
  }
}

describe("checkScenario", () => {
  const misspelt: [scenario: unknown, sentence: string][] = [
    [{ accounts: { [A]: "ENABELD" } }, `\`accounts["${A}"]\`: "ENABELD" is not known; did you mean ENABLED?`],
    [{ accounts: { [A]: "enabled" } }, `\`accounts["${A}"]\`: "enabled" is not known; did you mean ENABLED?`],
    [{ accounts: { [A]: "MISING" } }, `\`accounts["${A}"]\`: "MISING" is not known; did you mean MISSING?`],
    [
      { accounts: { [A]: [{ all: "ENABLIG", for: "1s" }, "ENABLED"] } },
      `\`accounts["${A}"][0].all\`: "ENABLIG" is not known; did you mean ENABLING?`,
    ],
    [
      { accounts: { [A]: { EC2: "DISABLE" } } },
      `\`accounts["${A}"].EC2\`: "DISABLE" is not known; did you mean DISABLED?`,
    ],
    [
      { accounts: { [A]: { ECR: { status: "SUSPENED" } } } },
      `\`accounts["${A}"].ECR.status\`: "SUSPENED" is not known; did you mean SUSPENDED?`,
    ],
    [
      { accounts: { [A]: { LAMBDACODE: "ENABLED" } } },
      `\`accounts["${A}"].LAMBDACODE\` is not known; did you mean LAMBDA_CODE?`,
    ],
    [
      { accounts: { [A]: { failed: "ACCES_DENIED" } } },
      `\`accounts["${A}"].failed\`: "ACCES_DENIED" is not known; did you mean ACCESS_DENIED?`,
    ],
    [
      { accounts: { [A]: { failed: { errorCode: "X", resourceStatus: { EC2: "ENABLE" } } } } },
      `\`accounts["${A}"].failed.resourceStatus["EC2"]\`: "ENABLE" is not known; did you mean ENABLED?`,
    ],
    [{ members: { [A]: "enabled" } }, `\`members["${A}"]\`: "enabled" is not known; did you mean ENABLED?`],
    [{ acounts: {} }, "`acounts` is not known; did you mean accounts? Known are caller, "],
    [
      { faults: [{ opeartion: "Enable" }] },
      "`faults[0].opeartion` is not known; did you mean operation? Known are service, ",
    ],
    [
      { faults: [{ throttle: { retryAfter: 1 } }] },
      "`faults[0].throttle`: expected true or { retryAfterSeconds }, found ",
    ],
    [{ scanTypes: ["CODEREPOSITORY"] }, "`scanTypes[0]` is not known; did you mean CODE_REPOSITORY?"],
  ];
  for (const [scenario, sentence] of misspelt) {
    it(`names what was meant: ${sentence}`, () => {
      const found = problems(scenario);
      assert.equal(found.length, 1, found.join("\n"));
      assert.ok(found[0]!.startsWith(sentence), found[0]);
    });
  }

  it("has no empty name for the scenario itself", () => {
    assert.deepEqual(
      [problems([]), problems(null)],
      [["expected an object, found []"], ["expected an object, found null"]],
    );
  });

  const open: [name: string, scenario: Scenario][] = [
    ["statuses", { accounts: { [A]: { all: "QUARANTINED", EC2: "PENDING", ECR: { status: "HIBERNATING" } } } }],
    ["scan types", { accounts: { [A]: { AMI: "ENABLED", VM_IMAGE: "DISABLED" } }, scanTypes: ["EC2", "ECS"] }],
    ["codes", { accounts: { [A]: { EC2: { status: "DISABLED", errorCode: "NEW_CODE" } } } }],
    ["empty codes", { accounts: { [A]: { EC2: { status: "ENABLING", errorCode: "", errorMessage: "" } } } }],
    ["relationships", { members: { [A]: "ON_LEAVE" } }],
    [
      "texts that look like slips, sent word for word",
      { accounts: { [A]: { raw: { state: { status: "ENABELD" } } } } },
    ],
    ["members that are undefined", { latency: undefined } as unknown as Scenario],
  ];
  for (const [name, scenario] of open) {
    it(`lets ${name} of a newer service pass`, () => assert.deepEqual(problems(scenario), []));
  }

  describe("names that every object answers to", () => {
    const statement = { Effect: "Allow", Action: "*", Resource: "*" };
    /** An object as JSON makes it: `__proto__` is a member like any other. */
    const having = (name: string, value: unknown, more: object = {}): unknown =>
      JSON.parse(JSON.stringify({ ...more, NAME: value }).replace('"NAME"', JSON.stringify(name)));
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]) {
      const places: [where: string, scenario: (value: unknown) => unknown][] = [
        ["the scenario", (value) => having(name, value)],
        ["accounts", (value) => ({ accounts: having(name, value) })],
        ["a state", (value) => ({ accounts: { [A]: having(name, value) } })],
        ["a failed state", (value) => ({ accounts: { [A]: having(name, value, { failed: "X" }) } })],
        ["what failed", (value) => ({ accounts: { [A]: { failed: having(name, value, { errorCode: "X" }) } } })],
        [
          "resourceStatus",
          (value) => ({ accounts: { [A]: { failed: { errorCode: "X", resourceStatus: having(name, value) } } } }),
        ],
        ["a status", (value) => ({ accounts: { [A]: { EC2: having(name, value, { status: "ENABLED" }) } } })],
        ["members", (value) => ({ members: having(name, value) })],
        ["credentials", (value) => ({ credentials: having(name, value) })],
        ["a policy", (value) => ({ policy: having(name, value, { Statement: statement }) })],
        ["a statement", (value) => ({ policy: { Statement: [having(name, value, statement)] } })],
        ["rolePolicies", (value) => ({ rolePolicies: having(name, value) })],
        [
          "the policy of a role",
          (value) => ({ rolePolicies: { [ROLE]: having(name, value, { Statement: statement }) } }),
        ],
        ["a fault", (value) => ({ faults: [having(name, value)] })],
        ["an exception", (value) => ({ faults: [{ error: having(name, value, { type: "X" }) }] })],
      ];
      for (const [where, scenario] of places) {
        it(`${name} in ${where} gets a sentence`, () => {
          for (const value of ["ENABLED", { Statement: statement }, {}, null, 1]) {
            const found = problems(scenario(value));
            assert.ok(found.length >= 1);
            assert.ok(
              found.some((problem) => problem.includes(name)),
              found.join("\n"),
            );
          }
        });
      }
    }

    it("change nothing", async () => {
      const emulator = await startEmulator({ accounts: { [A]: "ENABLED" } });
      try {
        const changes =
          '{"seed": 2, "__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}';
        assert.throws(() => emulator.set(JSON.parse(changes) as Scenario), /`__proto__` is not known/);
        assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
      } finally {
        await emulator.close();
      }
    });

    it("are no operations, and no access keys", async () => {
      const emulator = await startEmulator({
        credentials: { OLD: "EXPIRED" },
        faults: [{ operation: "GetCallerIdentity", error: { type: "constructor" } }],
      });
      try {
        assert.match(await sts(emulator, "constructor"), /<Code>UnknownOperation<\/Code>/);
        assert.match(await sts(emulator, "AssumeRole", "constructor"), /<Code>ValidationError<\/Code>/);
        assert.match(await sts(emulator, "GetCallerIdentity"), /<Code>constructor<\/Code>/);
      } finally {
        await emulator.close();
      }
    });
  });

  it("says what a policy must be", () => {
    assert.deepEqual(problems({ policy: { Statement: [] } }), ["`policy.Statement`: expected at least one, found []"]);
    assert.deepEqual(
      problems({ policy: { Statement: { Effect: "allow", Action: "*", Resource: [1], Condition: {} } } }),
      [
        '`policy.Statement.Effect`: expected Allow or Deny, found "allow"',
        "`policy.Statement.Resource[0]`: expected a text, found 1",
        "`policy.Statement.Condition` is not known; known are Sid, Effect, Action, Resource",
      ],
    );
    assert.match(
      problems({ policy: { Statement: { Effect: "Allow" } } })[0]!,
      /expected a statement of Effect, Action and Resource/,
    );
  });
});

async function sts({ url }: Emulator, action: string, key = "X"): Promise<string> {
  const authorization = `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;
  return (await fetch(url, { method: "POST", headers: { authorization }, body: `Action=${action}` })).text();
}
