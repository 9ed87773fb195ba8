import assert from "node:assert/strict";
import { gate, scenes } from "./support/scenes";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"];
/** The exit code of `--expect-no-changes` where there are some. */
const CHANGES = 7;

describe("drift", () => {
  const scene = scenes();

  it("is shown per account and scan type by each command that looks", async () => {
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED" } },
      gate("inspector", { accountIds: [A], resourceTypes: ["EC2", "ECR"] }),
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    emulator.set({ accounts: { [A]: { ECR: "DISABLED" } } });
    const sentence =
      /Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED\. Find out who switched it off \(AWS CloudTrail\), then enable it: aws inspector2 enable/g;

    const preview = await stack.preview();
    assert.equal(preview.exitCode, 0, preview.output);
    assert.match(preview.output, /~ .*InspectorAccountStatus inspector update \[diff: ~observed\]/);
    const [, diagnostics] = preview.output.split("Diagnostics:");
    assert.equal(diagnostics!.match(sentence)?.length, 1, preview.output);

    const detailed = await stack.preview("--diff", "--expect-no-changes");
    assert.equal(detailed.exitCode, CHANGES, detailed.output);
    assert.match(
      detailed.output,
      /~ observed +: \{\s+~ 111122223333: \{\s+EC2: "ENABLED"\s+~ ECR: "ENABLED" => "DISABLED"/,
    );
    assert.equal(detailed.output.match(sentence)?.length, 1, detailed.output);

    const refreshing = await stack.preview("--refresh", "--diff", "--expect-no-changes");
    assert.equal(refreshing.exitCode, CHANGES, refreshing.output);
    assert.match(refreshing.output, /~ ECR: "ENABLED" => "DISABLED"/);

    const refresh = await stack.pulumi("refresh", "--preview-only", "--diff", "--expect-no-changes");
    assert.equal(refresh.exitCode, CHANGES, refresh.output);
    assert.match(refresh.output, /status +: "ENABLED" => "DISABLED"/);
  });

  it("is shown for each way in which an account can stop being as expected", async () => {
    const others = { D: "123412341234", E: "432143214321" };
    const accounts = [A, B, C, others.D, others.E];
    const { stack, emulator } = await scene(
      { accounts: Object.fromEntries(accounts.map((id) => [id, "ENABLED"])) },
      accounts.map((id, i) => gate(`gate${i}`, { accountIds: [id], resourceTypes: ["EC2"] })).join("\n"),
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);

    emulator.set({
      accounts: { [A]: { failed: "ACCESS_DENIED" }, [B]: "MISSING", [C]: "DISABLING", [others.D]: { EC2: null } },
    });
    const { exitCode, output } = await stack.preview("--diff", "--expect-no-changes");

    assert.equal(exitCode, CHANGES, output);
    for (const [id, found] of [
      [A, "ACCESS_DENIED"],
      [B, "MISSING"],
      [C, "DISABLING"],
      [others.D, "UNREPORTED"],
    ]) {
      assert.match(output, new RegExp(`~ ${id}: \\{\\s+~ EC2: "ENABLED" => "${found}"`));
      assert.match(output, new RegExp(`Account ${id} in us-east-1, EC2: .*${found}`));
    }
    assert.match(output, /~ 4 to update\s+2 unchanged/);
  });

  it("is shown under ignoreChanges as well, and stays after a refresh", async () => {
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED" } },
      `new InspectorAccountStatus("inspector", { accountIds: ["${A}"], resourceTypes: ["EC2"] }, { ignoreChanges: ["observed"] });`,
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    emulator.set({ accounts: { [A]: { EC2: "DISABLED" } } });

    const preview = await stack.preview("--diff", "--expect-no-changes");
    assert.equal(preview.exitCode, CHANGES, preview.output);
    assert.match(preview.output, /~ EC2: "ENABLED" => "DISABLED"/);

    const refreshed = await stack.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    const again = await stack.preview("--expect-no-changes");
    assert.equal(again.exitCode, CHANGES, again.output);
    assert.match(again.output, /inspector update \[diff: ~observed\]/);
  });
});
