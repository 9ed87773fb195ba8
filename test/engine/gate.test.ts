import assert from "node:assert/strict";
import { dependent, gate, scenes } from "./support/scenes";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"];

describe("a gate in an update", () => {
  const scene = scenes();

  it("waits through ENABLING, shows what it waits for, and only then lets dependents through", async () => {
    const { stack, emulator, begun, afterNextCall } = await scene({ accounts: { [A]: "ENABLING" } }, "");
    stack.writeTypeScript(`
      import { InspectorAccountStatus } from "pulumi-inspector-status";
      const { Dependent } = require("./resources");

      const inspector = new InspectorAccountStatus("inspector", {
        accountIds: ["${A}"],
        resourceTypes: ["EC2", "ECR"],
      }, { customTimeouts: { create: "10m" } });
      new Dependent("dependent", inspector);
      export const status = inspector.status;
      export const ecr = inspector.accounts.apply((accounts) => accounts["${A}"]?.resourceState.ecr?.status);
    `);

    let settled = NaN;
    afterNextCall(({ at }) => {
      settled = at + 6_000;
      emulator.set({ accounts: { [A]: [{ all: "ENABLING", for: "6s" }, "ENABLED"] } });
    });
    const { exitCode, output } = await stack.up();

    assert.equal(exitCode, 0, output);
    const [live, diagnostics] = output.split("Diagnostics:");
    const progress = /0\/1 ENABLED; ENABLING: 111122223333 EC2 ECR; us-east-1/g;
    assert.deepEqual(
      [live, diagnostics].map((part) => part!.match(progress)?.length),
      [1, 1],
      output,
    );
    assert.deepEqual(stack.outputs, { status: "ENABLED", ecr: "ENABLED" });
    assert.equal(stack.recorded("inspector")!.inputs["timeout"], "10m", "customTimeouts.create is the timeout");

    const last = emulator.calls.at(-1)!.at;
    assert.ok(last >= settled, `the last call, at ${last}, came before the end of the transition, ${settled}`);
    assert.ok(last <= settled + 6_000, `the last call, at ${last}, came late: the transition ended at ${settled}`);
    assert.ok(
      stack.recorded("dependent")!.outputs["createdAt"] > begun + last,
      "the dependent was created before the last call",
    );

    const quiet = await stack.preview("--expect-no-changes");
    assert.equal(quiet.exitCode, 0, quiet.output);
  });

  it("fails with a reason per account, whatever a refresh records, until all is as expected", async () => {
    const { stack, emulator } = await scene(
      {
        accounts: {
          [A]: "ENABLED",
          [B]: { ECR: { status: "DISABLED", errorCode: "ALREADY_ENABLED" } },
          [C]: { failed: "BLOCKED_BY_ORGANIZATION_POLICY" },
        },
      },
      gate("inspector", { accountIds: [A, B, C], resourceTypes: ["EC2", "ECR"], mismatchGrace: "0s" }) +
        dependent("dependent", "inspector"),
    );

    const first = await stack.up();
    assert.equal(first.exitCode, 1, first.output);
    const [, diagnostics] = first.output.split("Diagnostics:");
    assert.match(diagnostics!, /InspectorAccountStatus \(inspector\):\s+error: 3 errors occurred:/);
    for (const reason of [
      /Amazon Inspector in us-east-1 is not ENABLED as expected: 2 accounts of 3 do not pass\./,
      /Account 444455556666 in us-east-1, ECR: DISABLED with ALREADY_ENABLED, [^*]*, expected ENABLED\. .*aws inspector2 enable --region us-east-1 --resource-types ECR --account-ids 444455556666/,
      /Account 777788889999 in us-east-1, EC2, ECR: FAILED with BLOCKED_BY_ORGANIZATION_POLICY, .*\(AWS says: "The account failed with BLOCKED_BY_ORGANIZATION_POLICY"\), expected ENABLED\. \S/,
    ]) {
      assert.equal(diagnostics!.match(new RegExp(reason, "g"))?.length, 1, `${reason} once in\n${first.output}`);
    }
    assert.ok(!first.output.includes(A), "an innocent account is blamed");
    assert.deepEqual(stack.names, ["inspector"]);
    const { outputs, initErrors } = stack.recorded("inspector")!;
    assert.equal(initErrors?.length, 3);
    assert.deepEqual([outputs["satisfied"], outputs["status"]], [false, "FAILED"]);
    assert.deepEqual(
      outputs["violations"].map(({ accountId, resourceType, found, errorCode }: any) => [
        accountId,
        resourceType,
        found,
        errorCode,
      ]),
      [
        [B, "ECR", "DISABLED", "ALREADY_ENABLED"],
        [C, "EC2", "FAILED", "BLOCKED_BY_ORGANIZATION_POLICY"],
        [C, "ECR", "FAILED", "BLOCKED_BY_ORGANIZATION_POLICY"],
      ],
    );

    const refreshed = await stack.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    assert.equal(stack.recorded("inspector")!.initErrors, undefined, "a refresh clears the errors");

    const second = await stack.up();
    assert.equal(second.exitCode, 1, second.output);
    assert.match(second.output, /2 accounts of 3 do not pass/);
    assert.deepEqual(stack.names, ["inspector"]);

    emulator.set({ accounts: { [B]: "ENABLED", [C]: "ENABLED" } });
    const third = await stack.up();
    assert.equal(third.exitCode, 0, third.output);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
    assert.equal(stack.recorded("inspector")!.outputs["satisfied"], true);

    const quiet = await stack.preview("--expect-no-changes");
    assert.equal(quiet.exitCode, 0, quiet.output);
    assert.match(quiet.output, /Resources:\s+3 unchanged/);
  });

  it("warns and lets dependents through where it is advisory", async () => {
    const { stack } = await scene(
      { accounts: { [A]: { ECR: "DISABLED" } } },
      gate("inspector", {
        accountIds: [A],
        resourceTypes: ["ECR"],
        enforcementLevel: "advisory",
        mismatchGrace: "0s",
      }) + dependent("dependent", "inspector"),
    );

    const { exitCode, output } = await stack.up();

    assert.equal(exitCode, 0, output);
    assert.match(output, /warning: Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED/);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
    const quiet = await stack.preview("--expect-no-changes");
    assert.equal(quiet.exitCode, 0, quiet.output);
  });
});

describe("a gate that does not hold", () => {
  const scene = scenes();

  it("is destroyed, also after the package was uninstalled", async () => {
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED", [B]: "SUSPENDED" } },
      [A, B].map((id, i) => gate(`gate${i}`, { accountIds: [id], mismatchGrace: "0s" })).join("\n"),
    );
    const failed = await stack.up();
    assert.equal(failed.exitCode, 1, failed.output);
    assert.match(failed.output, /Account 444455556666 in us-east-1: SUSPENDED, expected ENABLED/);
    assert.deepEqual(stack.names, ["gate0", "gate1"]);
    const calls = emulator.calls.length;

    stack.uninstall();
    const refreshed = await stack.refresh();
    assert.notEqual(refreshed.exitCode, 0, refreshed.output);
    assert.match(refreshed.output, /Add pulumi-inspector-status to package\.json/);

    const destroyed = await stack.destroy();
    assert.equal(destroyed.exitCode, 0, destroyed.output);
    assert.deepEqual(stack.names, []);
    assert.equal(emulator.calls.length, calls, "to destroy a gate, nothing is asked");
  });
});
