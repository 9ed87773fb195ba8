import assert from "node:assert/strict";
import { dependent, gate, scenes } from "./support/scenes";

const A = "111122223333";
const GATE = gate("inspector", { accountIds: [A], resourceTypes: ["EC2"], mismatchGrace: "0s" });

/** The README says so of each, under "What a gate cannot do". */
describe("what a gate cannot do", () => {
  const scene = scenes();

  it("holds no dependent that is a target alone; with --target-dependents it verifies", async () => {
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED" } }, GATE);
    assert.equal((await stack.up()).exitCode, 0);
    stack.write(GATE + dependent("dependent", "inspector"));
    emulator.set({ accounts: { [A]: "DISABLED" } });
    const calls = emulator.calls.length;
    const verified = await stack.up("--target", "**::inspector", "--target-dependents");
    assert.notEqual(verified.exitCode, 0, verified.output);
    assert.deepEqual(stack.names, ["inspector"]);
    assert.ok(emulator.calls.length > calls);

    const before = emulator.calls.length;
    const passed = await stack.up("--target", "**::dependent");
    assert.equal(passed.exitCode, 0, passed.output);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
    assert.equal(emulator.calls.length, before);
  });

  it("survives no --exclude of itself", async () => {
    const { stack } = await scene({ accounts: { [A]: "ENABLED" } }, GATE + dependent("dependent", "inspector"));
    const { exitCode, output } = await stack.up("--exclude", "**::inspector");
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /dependent created/);
    assert.match(output, /snapshot integrity failure/);
  });

  it("is refused by a saved plan once its status has changed", async () => {
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED" } }, GATE);
    assert.equal((await stack.up()).exitCode, 0);
    emulator.set({ accounts: { [A]: "DISABLED" } });
    const planned = await stack.preview("--save-plan", "plan.json");
    assert.equal(planned.exitCode, 0, planned.output);
    emulator.set({ accounts: { [A]: "ENABLED" } });
    const { exitCode, output } = await stack.up("--plan", "plan.json");
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /violates plan: properties changed: .*observed/);
  });

  it("is not imported by `pulumi import`", async () => {
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED" } }, "");
    const type = "pulumi-nodejs:dynamic/inspectorAccountStatus:InspectorAccountStatus";
    // The stack asserts that no output has a stack trace; this one is Pulumi's.
    await assert.rejects(
      stack.pulumi("import", type, "inspector", `us-east-1/${A}`, "--yes"),
      /code must be a string, not undefined/,
    );
    assert.deepEqual([stack.names, emulator.calls], [[], []]);
  });
});
