import assert from "node:assert/strict";
import { inline } from "./support/inline";
import { scenes } from "./support/scenes";

const A = "111122223333";
const CHECK = `{ accountIds: ["${A}"], resourceTypes: ["ECR"] }`;

/** A program with resources that carry the hook. */
function program(statements: string, args = CHECK): string {
  return `
    const pulumi = require("@pulumi/pulumi");
    const { requireInspectorEnabled } = require("pulumi-inspector-status");
    const { Change } = require("./resources");
    class Hooked extends pulumi.dynamic.Resource {
      constructor(name, options) {
        super({ create: async () => ({ id: name, outs: {} }) }, name, {}, { hooks: { beforeCreate: [scanned], beforeUpdate: [scanned] }, ...options }, "test", "Hooked");
      }
    }
    const scanned = requireInspectorEnabled("scanned", ${args});
    ${statements}`;
}
const ONE = `new Hooked("images");`;
const REFUSAL =
  /before hook "scanned" failed: Amazon Inspector is not ENABLED as asserted\.\s+\* Account 111122223333 in eu-west-1, ECR: DISABLED, expected ENABLED\. .*aws inspector2 enable --region eu-west-1 --resource-types ECR/;

describe("the hook", () => {
  const scene = scenes();
  const config = { "aws:region": "eu-west-1" };
  const off = { accounts: { [A]: { ECR: "DISABLED" } } };

  it("refuses a resource in preview and update while scanning is off, and is nowhere in the state", async () => {
    const { stack, emulator } = await scene(off, "", { config });
    for (const command of ["preview", "up"] as const) {
      const { exitCode, output } = await inline(stack, command, program(ONE));
      assert.notEqual(exitCode, 0, output);
      assert.match(output, REFUSAL);
    }
    assert.deepEqual(stack.names, []);

    emulator.set({ accounts: { [A]: "ENABLED" } });
    for (const command of ["preview", "up"] as const) {
      const { exitCode, output } = await inline(stack, command, program(ONE));
      assert.equal(exitCode, 0, output);
    }
    assert.deepEqual(stack.names, ["images"]);
    assert.doesNotMatch(JSON.stringify(stack.recorded("images")), /inspector|satisfied|observed/i);

    // A resource without changes is not looked at.
    emulator.set(off);
    const calls = emulator.calls.length;
    const unchanged = await inline(stack, "up", program(ONE));
    assert.equal(unchanged.exitCode, 0, unchanged.output);
    assert.equal(emulator.calls.length, calls);
  });

  it("waits for a transition", async () => {
    const { stack, emulator, afterNextCall } = await scene({ accounts: { [A]: "ENABLING" } }, "", { config });
    // A timeline would be over before a slow machine has come to the hook.
    afterNextCall(() => emulator.set({ accounts: { [A]: "ENABLED" } }));
    const { exitCode, output } = await inline(stack, "up", program(ONE));
    assert.equal(exitCode, 0, output);
    assert.match(output, /ENABLING/);
    assert.ok(emulator.calls.length >= 2);
    assert.deepEqual(stack.names, ["images"]);
  });

  it("refuses what it can't read, and only warns where it is advisory", async () => {
    const policy = { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } as const;
    const { stack, emulator } = await scene({ ...off, policy }, "", { config });
    const refused = await inline(stack, "up", program(ONE));
    assert.notEqual(refused.exitCode, 0, refused.output);
    assert.match(
      refused.output,
      /before hook "scanned" failed: .*needs the permission inspector2:BatchGetAccountStatus/,
    );
    assert.deepEqual(stack.names, []);

    const advisory = program(ONE, `{ accountIds: ["${A}"], resourceTypes: ["ECR"], enforcementLevel: "advisory" }`);
    const warned = await inline(stack, "preview", advisory);
    assert.equal(warned.exitCode, 0, warned.output);
    assert.match(warned.output, /warning: .*needs the permission inspector2:BatchGetAccountStatus/);

    emulator.set({ ...off, policy: { Statement: { ...policy.Statement, Effect: "Allow" } } });
    const again = await inline(stack, "up", advisory);
    assert.equal(again.exitCode, 0, again.output);
    assert.match(again.output, /warning: Amazon Inspector is not ENABLED[^]*ECR: DISABLED, expected ENABLED/);
    assert.deepEqual(stack.names, ["images"]);
  });

  it("makes no call where it is disabled, also by the stack's configuration, and refuses wrong arguments even then", async () => {
    const level = { "inspector-status:enforcementLevel": "disabled" };
    const { stack, emulator } = await scene(off, "", { config: { ...config, ...level } });
    const { exitCode, output } = await inline(stack, "up", program(ONE));
    assert.equal(exitCode, 0, output);
    assert.match(output, /`inspector-status:enforcementLevel` is disabled in the stack's configuration/);
    assert.deepEqual(stack.names, ["images"]);

    const wrong = program(
      `new Hooked("other");`,
      `{ accountIds: [], resourceType: ["ECR"], expectedStatus: "DISABLED" }`,
    );
    const refused = await inline(stack, "preview", wrong);
    assert.notEqual(refused.exitCode, 0, refused.output);
    for (const problem of ["`accountIds` must not be empty", "did you mean `resourceTypes`", "`expectedStatus` is not"])
      assert.ok(refused.output.includes(problem), `${problem} in ${refused.output}`);
    assert.deepEqual(emulator.calls, []);
  });

  it("looks again for a resource that depends on what has switched scanning off", async () => {
    const on = { accounts: { [A]: "ENABLED" } };
    const { stack } = await scene(on, "", { config });
    const change = (scenario: object): string =>
      `const change = new Change("change", ${JSON.stringify(scenario)}, 0); new Hooked("one");`;
    const first = await inline(stack, "up", program(change(on)));
    assert.equal(first.exitCode, 0, first.output);

    const second = program(`${change(off)} new Hooked("two"); new Hooked("after", { dependsOn: change });`);
    const { exitCode, output } = await inline(stack, "up", second);
    assert.notEqual(exitCode, 0, output);
    assert.match(output, REFUSAL);
    assert.ok(!stack.names.includes("after"), stack.names.join());
  });
});
