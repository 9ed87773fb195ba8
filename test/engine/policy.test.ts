import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties, Provider } from "../../provider/provider";
import type { PolicyDocument, PolicyStatement, Scenario } from "../../sdk/testing";
import { useWorlds } from "../support/world";

const [A, B] = ["111122223333", "444455556666"];
const ROLE = `arn:aws:iam::${A}:role/InspectorReader`;
const [GATE, MEMBERS, ASSUME_ROLE] = policiesOfReadme();

/** What has to work with a policy. Throws if it does not. */
type Feature = (provider: Provider) => Promise<void>;

const gateOf =
  (inputs: Properties): Feature =>
  async (provider) => {
    const { inputs: checked, problems } = await provider.check({}, inputs);
    assert.deepEqual(problems, []);
    const { id, outputs, reasons } = await provider.create({ ...checked });
    assert.deepEqual([outputs.status, reasons], ["ENABLED", []]);
    await provider.read(id, { ...outputs });
    const again = await provider.check({ ...checked }, inputs);
    assert.deepEqual(again.problems, []);
  };

const read: Feature = async (provider) => {
  const { status } = await provider.lookUp({ accountIds: [A] }, 0);
  assert.equal(status, "ENABLED");
};

/** Where the caller is not the administrator, the refusal names who is. */
const namesAdministrator: Feature = async (provider) => {
  const { inputs } = await provider.check({}, { members: true });
  await assert.rejects(provider.create({ ...inputs }), new RegExp(`\\b${B}\\b`));
};

const both = { accounts: { [A]: "ENABLED", [B]: "ENABLED" } };
/** The first policy is enough for all these, and each of its actions is needed for one at least. */
const CASES: readonly {
  name: string;
  policy: PolicyDocument;
  scenarios: readonly [Scenario, Feature][];
  of?: "role";
}[] = [
  {
    name: "a gate, `.get` and the data source",
    policy: GATE!,
    scenarios: [
      [both, gateOf({ accountIds: [A], resourceTypes: ["EC2"] })],
      [both, gateOf({})],
      [both, read],
    ],
  },
  {
    name: "`members: true`",
    policy: MEMBERS!,
    scenarios: [
      [both, gateOf({ members: true })],
      [{ ...both, administrator: B, members: { [A]: "ENABLED" } }, namesAdministrator],
    ],
  },
  {
    name: "`assumeRole`, for the caller",
    policy: ASSUME_ROLE!,
    scenarios: [
      [{ ...both, rolePolicies: { [ROLE]: GATE! } }, gateOf({ accountIds: [A], assumeRole: { roleArn: ROLE } })],
    ],
  },
  {
    name: "`assumeRole`, for the role",
    policy: GATE!,
    of: "role",
    scenarios: [[{ ...both, policy: ASSUME_ROLE! }, gateOf({ accountIds: [A], assumeRole: { roleArn: ROLE } })]],
  },
];

describe("the IAM policies of the README", () => {
  const world = useWorlds();

  const attempt = async (
    policy: PolicyDocument,
    scenario: Scenario,
    feature: Feature,
    of: "role" | undefined,
  ): Promise<unknown> => {
    const { provider } = await world({
      ...scenario,
      ...(of === "role" ? { rolePolicies: { [ROLE]: policy } } : { policy }),
    });
    return feature(provider()).then(
      () => undefined,
      (error: unknown) => error,
    );
  };

  for (const { name, policy, scenarios, of } of CASES) {
    it(`are enough for ${name}, and each action is needed`, async () => {
      for (const [scenario, feature] of scenarios) assert.ifError(await attempt(policy, scenario, feature, of));
      const smaller = withoutEachAction(policy);
      assert.ok(smaller.length > 0);
      for (const { action, rest } of smaller) {
        const failures = await Promise.all(
          scenarios.map(([scenario, feature]) => attempt(rest, scenario, feature, of)),
        );
        assert.ok(
          failures.some((failure) => failure !== undefined),
          `${action} is not needed`,
        );
      }
    });
  }

  it("name every permission that a refusal asks for", async () => {
    const { provider } = await world({
      ...both,
      policy: { Statement: { Effect: "Deny", Action: "*", Resource: "*" } },
    });
    const refusal = await provider()
      .create({ accountIds: [A] })
      .then(
        () => "",
        (error: Error) => error.message,
      );
    assert.match(refusal, /explicit deny[^]*needs the permission inspector2:BatchGetAccountStatus/);
  });
});

/** The blocks of JSON in the section, in order. */
function policiesOfReadme(): PolicyDocument[] {
  const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
  const [, section = ""] = /\n## Permissions\n([^]*?)\n## /.exec(readme) ?? [];
  return [...section.matchAll(/```json\n([^]*?)```/g)].map(([, json]) => JSON.parse(json!) as PolicyDocument);
}

/** The same policy, each time without one of its actions. */
function withoutEachAction(policy: PolicyDocument): { action: string; rest: PolicyDocument }[] {
  const statements: PolicyStatement[] = [policy.Statement].flat();
  return statements.flatMap((statement, index) =>
    [statement.Action].flat().map((action) => {
      const Action = [statement.Action].flat().filter((other) => other !== action);
      const rest = statements.flatMap((other, i) =>
        i !== index ? [other] : Action.length > 0 ? [{ ...statement, Action }] : [],
      );
      // A policy without statements allows nothing, and is not one that AWS takes.
      return {
        action,
        rest: { Statement: rest.length > 0 ? rest : { Effect: "Allow", Action: "none:None", Resource: "*" } },
      };
    }),
  );
}
