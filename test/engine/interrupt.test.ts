import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { dependent, gate, scenes } from "./support/scenes";

const A = "111122223333";
const PROGRAM = gate("inspector", { accountIds: [A], resourceTypes: ["EC2"] }) + dependent("dependent", "inspector");

describe("an update that is interrupted while a gate waits", () => {
  const scene = scenes();

  it("by Ctrl-C: records the gate once it has settled, creates no dependents and leaves nothing locked", async () => {
    const { stack, emulator, afterNextCall } = await scene({ accounts: { [A]: "ENABLING" } }, PROGRAM);
    const { process: cli, ended } = stack.start("up", "--yes", "--skip-preview");
    afterNextCall(() => {
      cli.kill("SIGINT");
      emulator.set({ accounts: { [A]: "ENABLED" } });
    });
    const { exitCode, output } = await ended;
    assert.notEqual(exitCode, 0, output);
    assert.deepEqual(stack.names, ["inspector"]);

    const again = await stack.up();
    assert.equal(again.exitCode, 0, again.output);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
  });

  it("by a second Ctrl-C: ends within seconds with a pending operation, which a refresh clears", async () => {
    const { stack, emulator, afterNextCall } = await scene({ accounts: { [A]: "ENABLING" } }, PROGRAM);
    const { process: cli, ended } = stack.start("up", "--yes", "--skip-preview");
    await new Promise<void>((resolve) => afterNextCall(() => resolve()));
    cli.kill("SIGINT");
    await sleep(1_000);
    cli.kill("SIGINT");
    const began = performance.now();
    const { exitCode, output } = await ended;
    assert.notEqual(exitCode, 0, output);
    assert.ok(performance.now() - began < 15_000, `${performance.now() - began} ms`);
    assert.deepEqual(stack.names, []);

    emulator.set({ accounts: { [A]: "ENABLED" } });
    const again = await stack.up();
    assert.equal(again.exitCode, 0, again.output);
    assert.match(again.output, /pending operations/);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
    const cleared = await stack.refresh("--clear-pending-creates");
    assert.equal(cleared.exitCode, 0, cleared.output);
    const quiet = await stack.preview("--expect-no-changes");
    assert.equal(quiet.exitCode, 0, quiet.output);
    assert.doesNotMatch(quiet.output, /pending operations/);
  });

  it("by SIGKILL: leaves nobody behind who goes on asking; `pulumi cancel` unlocks the stack", async () => {
    const { stack, emulator, afterNextCall } = await scene({ accounts: { [A]: "ENABLING" } }, PROGRAM);
    const { process: cli } = stack.start("up", "--yes", "--skip-preview");
    // Not after the first look: who then can't show the progress any more ends anyway.
    await new Promise<void>((resolve) => afterNextCall(() => afterNextCall(() => resolve())));
    cli.kill("SIGKILL");
    await sleep(500);
    const calls = emulator.calls.length;
    await sleep(6_000); // The pauses between the looks are shorter by now.
    assert.equal(emulator.calls.length, calls);

    emulator.set({ accounts: { [A]: "ENABLED" } });
    const locked = await stack.up();
    assert.notEqual(locked.exitCode, 0, locked.output);
    assert.match(locked.output, /currently locked/);
    const cancelled = await stack.pulumi("cancel", "--yes");
    assert.equal(cancelled.exitCode, 0, cancelled.output);
    const again = await stack.up();
    assert.equal(again.exitCode, 0, again.output);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);
  });
});
