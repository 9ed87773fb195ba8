import assert from "node:assert/strict";
import { dependent, gate, scenes } from "./support/scenes";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"];

describe("a gate that is deployed already", () => {
  const scene = scenes();

  it("waits where an account is ENABLING again, and is quiet afterwards", async () => {
    const inspector = gate("inspector", { accountIds: [A], resourceTypes: ["EC2"] });
    const { stack, emulator, begun, afterNextCall } = await scene({ accounts: { [A]: "ENABLED" } }, inspector);
    const first = await stack.up();
    assert.equal(first.exitCode, 0, first.output);

    stack.write(inspector + dependent("dependent", "inspector"));
    emulator.set({ accounts: { [A]: "ENABLING" } });
    const preview = await stack.preview("--diff");
    assert.equal(preview.exitCode, 0, preview.output);
    assert.match(preview.output, /~ EC2: "ENABLED" => "ENABLING"/);
    assert.match(
      preview.output,
      /Account 111122223333 in us-east-1, EC2: ENABLING, expected ENABLED\. It is changing; `pulumi up` waits for it\./,
    );

    // `check` looks, then the wait begins; ENABLED comes after that.
    const looks = emulator.calls.length;
    afterNextCall(() => afterNextCall(() => emulator.set({ accounts: { [A]: "ENABLED" } })));
    const second = await stack.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.ok(emulator.calls.length >= looks + 3, `there were ${emulator.calls.length - looks} looks`);
    assert.ok(
      stack.recorded("dependent")!.outputs["createdAt"] > begun + emulator.calls.at(-1)!.at,
      "the dependent was created early",
    );

    for (const command of ["preview", "preview --refresh", "refresh --preview-only"]) {
      const { exitCode, output } = await stack.pulumi(...command.split(" "), "--expect-no-changes");
      assert.equal(exitCode, 0, output);
      assert.match(output, /3 unchanged/);
    }
    const third = await stack.up();
    assert.match(third.output, /3 unchanged/);
  });

  it("takes no notice of order, repetition and wording; an account more or less is a change", async () => {
    const inspector = (accountIds: string[], resourceTypes: string[]) =>
      gate("inspector", { accountIds, resourceTypes });
    const code = (errorMessage: string) => ({
      EC2: { status: "ENABLED", errorCode: "EC2_SSM_RESOURCE_DATA_SYNC_LIMIT_EXCEEDED", errorMessage },
    });
    const { stack, emulator } = await scene(
      { accounts: { [A]: code("Wording of today"), [B]: "ENABLED", [C]: "ENABLED" } },
      inspector([A, B], ["ECR", "EC2"]),
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);

    stack.write(inspector([B, A, B, A], ["EC2", "ECR", "EC2"]));
    emulator.set({ accounts: { [A]: code("Wording of tomorrow") } });
    const quiet = await stack.preview("--expect-no-changes");
    assert.equal(quiet.exitCode, 0, quiet.output);
    assert.match(quiet.output, /2 unchanged/);

    for (const accountIds of [[A, B, C], [B]]) {
      stack.write(inspector(accountIds, ["EC2", "ECR"]));
      const changed = await stack.preview("--expect-no-changes");
      assert.equal(changed.exitCode, 7, changed.output);
      assert.match(changed.output, /inspector update \[diff: ~accountIds,observed\]/);
    }
  });
});
