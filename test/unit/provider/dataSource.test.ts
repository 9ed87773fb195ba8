import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StatusReader } from "../../../provider/dataSource";
import { UserError } from "../../../provider/values/userError";
import { getInspectorAccountStatus } from "../../../sdk";
import type { Scenario } from "../../../sdk/testing";
import { A, B, C } from "../../support/readings";
import { useWorlds, type World } from "../../support/world";

describe("the data source", () => {
  const world = useWorlds();

  function reader({ clock, lines }: World, config: Readonly<Record<string, string>> = {}): StatusReader {
    return new StatusReader(
      (line) => lines.push(line),
      (key) => config[key],
      { clock },
    );
  }

  async function refusalOf(made: World, args: object, config?: Readonly<Record<string, string>>): Promise<string> {
    try {
      await reader(made, config).read({ ...args });
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.message;
    }
    throw new assert.AssertionError({ message: "it was not refused" });
  }

  it("follows statuses in transition until they settle, and asks only for those", async () => {
    const made = await world({
      accounts: {
        [A]: [{ all: "ENABLING", for: "40s" }, "ENABLED"],
        [B]: [{ EC2: "DISABLING", for: "60s" }, { EC2: "DISABLED" }],
      },
    });
    const result = await reader(made).read({ accountIds: [A, B], resourceTypes: ["EC2"] });
    assert.deepEqual([result.status, result.satisfied, result.pending], ["DISABLED", false, []]);
    assert.deepEqual(
      result.violations.map(({ accountId, resourceType, expected, found }) => [
        accountId,
        resourceType,
        expected,
        found,
      ]),
      [[B, "EC2", "ENABLED", "DISABLED"]],
    );
    assert.ok(made.emulator.calls.at(-1)!.at >= 60_000);
    assert.ok(made.emulator.calls.some(({ accountIds }) => accountIds.length === 1 && accountIds[0] === B));
  });

  it("has all results of the resource, under the same names", async () => {
    const made = await world({ accounts: { [A]: "ENABLED" } });
    const args = { accountIds: [A], resourceTypes: ["EC2"] };
    const result = await reader(made).read(args);
    const { outputs } = await made.provider().create(args);
    const { deployed: _, ...expected } = outputs;
    assert.deepEqual(result, expected);
  });

  const looks: [name: string, scenario: Scenario, args: object, calls: number][] = [
    ['a timeout of "0s"', { accounts: { [A]: "ENABLING" } }, { timeout: "0s" }, 1],
    ["DISABLED", { accounts: { [A]: "DISABLED" } }, {}, 1],
    ["SUSPENDED", { accounts: { [A]: "SUSPENDED" } }, {}, 1],
    ["ACCESS_DENIED", { accounts: { [A]: { failed: "ACCESS_DENIED" } } }, {}, 1],
    ["ENABLE_IN_PROGRESS without a status", { accounts: { [A]: { failed: "ENABLE_IN_PROGRESS" } } }, {}, 1],
    ["an account that is not there", { accounts: { [A]: "MISSING" } }, {}, 1],
    ["a status that is not known", { accounts: { [A]: "HIBERNATING" } }, {}, 1],
  ];
  for (const [name, scenario, args, calls] of looks) {
    it(`looks once for ${name}`, async () => {
      const made = await world(scenario);
      const { satisfied } = await reader(made).read({ accountIds: [A], ...args });
      assert.deepEqual([satisfied, made.emulator.calls.length], [false, calls]);
    });
  }

  it("returns what it has seen when its time is up, and what is pending", async () => {
    const made = await world({ accounts: { [A]: "ENABLING", [B]: "ENABLED" } });
    const { satisfied, status, accounts, violations, pending } = await reader(made).read({
      accountIds: [A, B],
      resourceTypes: ["ECR"],
      timeout: "30s",
    });
    assert.deepEqual([satisfied, status, violations], [false, "ENABLING", []]);
    assert.deepEqual(
      pending.map(({ message, ...rest }) => [rest, message]),
      [
        [
          { accountId: A, resourceType: "ECR", expected: "ENABLED", found: "ENABLING" },
          "Account 111122223333 in us-east-1, ECR: ENABLING, expected ENABLED. It is changing; `pulumi up` waits for it.",
        ],
      ],
    );
    assert.deepEqual(Object.keys(accounts), [A, B]);
    const { at } = made.emulator.calls.at(-1)!;
    assert.ok(at >= 30_000 && at <= 31_000, `the last look was at ${at}`);
  });

  it("follows a transition for two minutes by default", async () => {
    const made = await world({ accounts: { [A]: "ENABLING" } });
    assert.equal((await reader(made).read({})).pending.length > 0, true);
    const { at } = made.emulator.calls.at(-1)!;
    assert.ok(at >= 120_000 && at <= 121_000, `the last look was at ${at}`);
  });

  const TROUBLE_LATER: Scenario = { accounts: { [A]: "ENABLING" }, faults: [{ from: 2, status: 500 }] };

  it("returns what it has just seen where the service has trouble at the end", async () => {
    const args = { accountIds: [A], resourceTypes: ["ECR"], timeout: "5s" };
    const { satisfied, accounts, pending } = await reader(await world(TROUBLE_LATER)).read(args);
    assert.deepEqual([satisfied, Object.keys(accounts), pending.map(({ found }) => found)], [false, [A], ["ENABLING"]]);
  });

  it("is refused where the service has had trouble for so long that what was seen is old", async () => {
    assert.match(
      await refusalOf(await world(TROUBLE_LATER), { accountIds: [A], timeout: "20s" }),
      /^Amazon Inspector in us-east-1 could not be asked \(InternalServerException: /,
    );
  });

  it("is refused where an account was never read", async () => {
    const made = await world({ faults: [{ accountId: B, status: 500 }], accounts: { [A]: "ENABLED", [B]: "ENABLED" } });
    assert.match(
      await refusalOf(made, { accountIds: [A, B], timeout: "0s" }),
      /^Amazon Inspector in us-east-1 could not be asked \(InternalServerException: /,
    );
  });

  it("is refused where the service refuses or is not there", async () => {
    const made = await world({ faults: [{ error: { type: "AccessDeniedException" } }] });
    assert.match(
      await refusalOf(made, {}),
      /could not be asked \(AccessDeniedException: .* The caller needs the permission inspector2:BatchGetAccountStatus/,
    );
    await made.emulator.close();
    assert.match(await refusalOf(made, {}), /could not be asked \(ECONNREFUSED: .* Check the network and the proxy/);
  });

  it("takes Region and level from the stack's configuration as the resource does, unless it is told otherwise", async () => {
    const made = await world({ accounts: { [A]: "ENABLED" } });
    const config = { "aws:region": "eu-west-1" };
    assert.equal((await reader(made, config).read({})).region, "eu-west-1");
    assert.equal((await reader(made, config).read({ region: "eu-central-1" })).region, "eu-central-1");
    assert.deepEqual(
      made.emulator.calls.map(({ region }) => region),
      ["eu-west-1", "eu-central-1"],
    );
  });

  it("reads the members of an organization, and warns of an exclusion that matches nobody", async () => {
    const made = await world({
      members: { [B]: "ENABLED", [C]: "REMOVED" },
      accounts: { [A]: "ENABLED", [B]: "ENABLED" },
    });
    const { satisfied, accounts, skippedAccounts } = await reader(made).read({
      members: true,
      excludeAccountIds: ["123412341234"],
    });
    assert.deepEqual([satisfied, Object.keys(accounts), Object.keys(skippedAccounts)], [true, [A, B], [C]]);
    assert.deepEqual(made.lines, ["`excludeAccountIds` names 123412341234: not among the members in us-east-1."]);
  });

  it("refuses wrong arguments, all at once and without a call", async () => {
    const made = await world();
    const refusal = await refusalOf(made, {
      accountIds: ["1", pulumi.output(A)],
      resourceTypes: Promise.resolve(["EC2"]),
      expectedStatus: "ENABLING",
      timeout: "soon",
      enforcementLevel: "advisory",
      accountId: A,
    });
    const [headline, ...reasons] = refusal.split("\n  * ");
    assert.equal(headline, "The arguments of getInspectorAccountStatus are wrong:");
    for (const reason of [
      "`accountIds` is, or has in it, an Output or a Promise: use getInspectorAccountStatusOutput",
      "`resourceTypes` is, or has in it, an Output or a Promise: use getInspectorAccountStatusOutput",
      "`accountId` is not a property of getInspectorAccountStatus; did you mean `accountIds`?",
      '`timeout` must be a duration such as "30m", "90s" or "1h30m", not "soon"',
    ]) {
      assert.ok(reasons.includes(reason), `${reason} in\n${refusal}`);
    }
    assert.ok(
      reasons.some((reason) => reason.startsWith("`expectedStatus` must be one of ENABLED, DISABLED, SUSPENDED")),
    );
    assert.ok(
      reasons.some((reason) =>
        reason.startsWith("`enforcementLevel` is not a property of getInspectorAccountStatus (there are accountIds"),
      ),
    );
    assert.equal(reasons.length, 6);
    assert.deepEqual(made.emulator.calls, []);
  });

  it("removes a secret role from AWS's messages, because the result does not have the role", async () => {
    const roleArn = `arn:aws:iam::${B}:role/canary`;
    const made = await world({
      accounts: { [B]: { failed: { errorCode: "ACCESS_DENIED", errorMessage: `as ${roleArn}` } } },
    });
    const args = { accountIds: [B], assumeRole: { roleArn, externalId: "xyz" }, timeout: "0s" };
    for (const [secretArguments, says] of [
      ["assumeRole", "as [secret assumeRole]"],
      ["assumeRole.externalId", `as ${roleArn}`],
    ]) {
      const { failedAccounts, violations } = await reader(made).read({ ...args, secretArguments });
      assert.equal(failedAccounts[B]!.errorMessage, says);
      assert.equal(violations[0]!.errorMessage, says);
      assert.equal(violations[0]!.message.includes(roleArn), secretArguments !== "assumeRole");
    }
  });

  it("throws what Pulumi shows without a stack", async () => {
    await assert.rejects(getInspectorAccountStatus({ accountIds: [] }), (error) => {
      assert.ok(pulumi.RunError.isInstance(error));
      assert.match(error.message, /`accountIds` must not be empty/);
      return true;
    });
  });
});
