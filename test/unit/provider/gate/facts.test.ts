import assert from "node:assert/strict";
import { factsLine } from "../../../../provider/gate/facts";
import { A, B } from "../../../support/readings";
import { useWorlds } from "../../../support/world";

describe("facts of a gate", () => {
  const world = useWorlds();
  const gate = { accountIds: [A], resourceTypes: ["EC2"] };

  it("are what a refresh would record, the checked inputs and the level that counts", async () => {
    const { provider, facts } = await world({
      accounts: { [A]: { EC2: { status: "DISABLED", errorMessage: "off" } } },
    });
    const { inputs } = await provider({ "inspector-status:enforcementLevel": "advisory" }).check(gate, gate);
    assert.equal(facts.length, 1);
    const { outputs, ...rest } = facts[0]!;
    assert.deepEqual(rest, { inputs, level: "advisory", membership: [] });
    assert.equal(outputs?.satisfied, false);
    const [violation] = outputs.violations;
    assert.deepEqual(
      { ...violation, message: "" },
      {
        accountId: A,
        resourceType: "EC2",
        expected: "ENABLED",
        found: "DISABLED",
        errorMessage: "off",
        message: "",
      },
    );
  });

  it("say why the status could not be read, where the gate warns only", async () => {
    const denied = { Version: "2012-10-17", Statement: [{ Effect: "Deny" as const, Action: "*", Resource: "*" }] };
    const { provider, facts } = await world({ policy: denied });
    const advisory = { ...gate, enforcementLevel: "advisory" };
    await provider().check({ ...advisory, observed: { [A]: { EC2: "ENABLED" } } }, advisory);
    assert.match(facts[0]?.unverified ?? "", /could not be asked.*AccessDenied/);
    assert.equal(facts[0]?.outputs, undefined);
  });

  it("say who came to the organization and who has left", async () => {
    const scenario = { administrator: A, members: { [B]: "ENABLED" }, accounts: { [A]: "ENABLED", [B]: "ENABLED" } };
    const { provider, facts } = await world(scenario);
    await provider().check({ members: true, observed: { [A]: { account: "ENABLED" } } }, { members: true });
    assert.deepEqual(facts[0]?.membership, [
      `Account ${B} in us-east-1: new among the members, not looked at by the last deployment.`,
    ]);
  });

  it("are none for a gate that does not exist yet", async () => {
    const { provider, facts } = await world();
    await provider().check({}, gate);
    assert.deepEqual(facts, []);
  });

  it("are one line of JSON without roles, which may hold a secret", () => {
    const inputs = {
      accountIds: [A],
      assumeRole: { roleArn: "arn:aws:iam::111122223333:role/x", externalId: "secret" },
    };
    const line = factsLine({ inputs, level: "mandatory", unverified: "a\nb" });
    assert.deepEqual(JSON.parse(line), { inputs: { accountIds: [A] }, level: "mandatory", unverified: "a\nb" });
    assert.equal(line.indexOf("\n"), line.length - 1);
    const profile = String.raw`TEAM\reader`;
    const unverified = `the profile "${profile}" has no AWS credentials that can be used`;
    const concealed = factsLine({ inputs: { profile, secretArguments: "profile" }, level: "mandatory", unverified });
    assert.ok(!concealed.includes("TEAM"), concealed);
  });
});
