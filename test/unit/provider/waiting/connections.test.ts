import assert from "node:assert/strict";
import { A, B } from "../../../support/readings";
import { Connections, type ConnectionInputs } from "../../../../provider/waiting/connections";
import { systemClock } from "../../../../provider/waiting/clock";
import { useWorlds } from "../../../support/world";

const role = (name: string, account = A) => ({ roleArn: `arn:aws:iam::${account}:role/${name}` });

describe("Connections", () => {
  const region = "us-east-1";
  const same = async (one: ConnectionInputs, other: ConnectionInputs, config: Record<string, string> = {}) => {
    const connections = new Connections(systemClock);
    const [first, second] = [one, other].map((inputs) =>
      connections.connect({ region, ...inputs }, (key) => config[key]),
    );
    return (await first) === (await second);
  };

  const table: readonly [title: string, one: ConnectionInputs, other: ConnectionInputs, isSame: boolean][] = [
    ["nothing", {}, {}, true],
    ["the same role", { assumeRole: role("Reader") }, { assumeRole: [role("Reader")] }, true],
    ["two roles of one account", { assumeRole: role("Reader") }, { assumeRole: role("Other") }, false],
    ["the same role of two accounts", { assumeRole: role("Reader") }, { assumeRole: role("Reader", B) }, false],
    [
      "two external ids of one role",
      { assumeRole: { ...role("Reader"), externalId: "one" } },
      { assumeRole: { ...role("Reader"), externalId: "two" } },
      false,
    ],
    [
      "two ways to one role",
      { assumeRole: [role("Hub"), role("Reader")] },
      { assumeRole: [role("Hub", B), role("Reader")] },
      false,
    ],
    ["two profiles", { profile: "one" }, { profile: "two" }, false],
    ["two Regions", { region: "eu-west-1" }, {}, false],
    ["two endpoints", { endpoint: "http://one" }, { endpoint: "http://two" }, false],
  ];
  for (const [title, one, other, isSame] of table) {
    it(`has ${isSame ? "one connection" : "a connection each"} for ${title}`, async () => {
      assert.equal(await same(one, other), isSame);
    });
  }

  describe("two roles of one account", () => {
    const world = useWorlds();

    it("ask with the credentials of each", async () => {
      const { provider, emulator } = await world({ accounts: { [A]: "ENABLED" } });
      const one = provider();
      await one.create({ accountIds: [A], assumeRole: role("Reader") });
      await one.create({ accountIds: [A], assumeRole: role("Other") });
      const asked = emulator.calls.filter(({ operation }) => operation === "BatchGetAccountStatus");
      assert.equal(new Set(asked.map(({ accessKeyId }) => accessKeyId)).size, 2);
    });
  });
});
