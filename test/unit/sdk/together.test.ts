import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { together } from "../../../sdk/together";
import { accountNumber, accountNumbers } from "../../support/readings";

const NO_MOCKS: pulumi.runtime.Mocks = { newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) };

/** Of each gate, whom it tells of. The Region keeps the tests apart. */
function neighbours(region: string, gates: readonly Parameters<typeof together>[0][]): Promise<(string | undefined)[]> {
  return Promise.all(gates.map(async (args) => together({ region, ...args }, {})));
}

describe("together", () => {
  const run = (preview: boolean) => pulumi.runtime.setMocks(NO_MOCKS, "project", "stack", preview);
  before(() => run(true));
  after(() => run(false));

  it("names no neighbours in an update", async () => {
    await run(false);
    try {
      const gates = [{ accountIds: [accountNumber(1)] }, { accountIds: [accountNumber(2)] }];
      assert.deepEqual(await neighbours("eu-west-1", gates), [undefined, undefined]);
    } finally {
      await run(true);
    }
  });

  it("names to each of 500 gates the hundred that it belongs to, and no more", async () => {
    const ids = accountNumbers(500);
    const told = await neighbours(
      "eu-west-1",
      ids.map((id) => ({ accountIds: [id] })),
    );
    assert.equal(new Set(told).size, 5);
    assert.deepEqual(
      [...new Set(told)].flatMap((text) => text!.split(",")),
      ids,
    );
    told.forEach((text, i) => assert.ok(text!.split(",").includes(ids[i]!)));
  });

  it("names no neighbours to a gate that is alone, or that fills calls of its own", async () => {
    assert.deepEqual(await neighbours("eu-west-2", [{ accountIds: [accountNumber(1)] }]), [undefined]);
    assert.deepEqual(
      await neighbours("eu-west-3", [{ accountIds: accountNumbers(101) }, { accountIds: [accountNumber(1)] }]),
      [undefined, undefined],
    );
  });

  it("names an account once for each gate, and the caller's own as self", async () => {
    const gates = [{ accountIds: [accountNumber(1)] }, {}, { accountIds: [accountNumber(1), accountNumber(1)] }, {}];
    assert.deepEqual(
      await neighbours("eu-north-1", gates),
      Array(4).fill(`${accountNumber(1)},self,${accountNumber(1)},self`),
    );
  });

  it("leaves out members, what is not an id, and a gate with an account that is not known at once", async () => {
    const gates = [
      { accountIds: [pulumi.output(accountNumber(1)), accountNumber(2)] },
      { accountIds: pulumi.output([accountNumber(3)]) },
      { accountIds: ["0123"] },
      { members: true },
      { accountIds: [accountNumber(4)] },
      { accountIds: [accountNumber(5)] },
    ];
    const all = `${accountNumber(4)},${accountNumber(5)}`;
    const none = Array<undefined>(4).fill(undefined);
    assert.deepEqual(await neighbours("eu-south-1", gates), [...none, all, all]);
  });

  it("leaves out a gate that is read by its id", () => {
    assert.equal(together({}, { id: "us-east-1/self" }), undefined);
  });

  it("keeps connections apart: by content where it is known, by identity where it is not", async () => {
    const [one, other] = [pulumi.output("us-east-1"), pulumi.output("us-east-1")];
    const roleArn = "arn:aws:iam::111122223333:role/Reader";
    const gates = [
      { region: one },
      { region: other },
      { region: one },
      { region: "us-west-2", assumeRole: { roleArn } },
      { region: "us-west-2", assumeRole: { roleArn } },
      { region: "us-west-2" },
      { region: "us-west-2", assumeRole: { roleArn, externalId: one } },
      { region: "us-west-2", assumeRole: { externalId: one, roleArn } },
    ];
    const told = await neighbours(
      "",
      gates.map((args, i) => ({ accountIds: [accountNumber(i)], timeout: `${i}s`, ...args })),
    );
    const pair = (a: number, b: number) => `${accountNumber(a)},${accountNumber(b)}`;
    assert.deepEqual(told, [
      pair(0, 2),
      undefined,
      pair(0, 2),
      pair(3, 4),
      pair(3, 4),
      undefined,
      pair(6, 7),
      pair(6, 7),
    ]);
  });
});
