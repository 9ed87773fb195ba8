import assert from "node:assert/strict";
import { dependent, gate, scenes } from "./support/scenes";

const [A, B] = ["111122223333", "444455556666"];
const KEY = "inspector-status:enforcementLevel";

describe("the enforcement level", () => {
  const scene = scenes();

  it("is lowered by the stack's configuration, of which every run reminds", async () => {
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED", [B]: "DISABLED" } },
      gate("inspector", { accountIds: [A, B], resourceTypes: ["EC2"], mismatchGrace: "0s" }) +
        dependent("dependent", "inspector"),
      { config: { [KEY]: "advisory" } },
    );
    const reminder =
      "`inspector-status:enforcementLevel` is advisory in the stack's configuration: all gates of this stack warn and do not block.";
    const run = async (exitCode: number, ...command: string[]): Promise<string> => {
      const ended = await stack.pulumi(...command);
      assert.equal(ended.exitCode, exitCode, ended.output);
      const [, diagnostics] = ended.output.split("Diagnostics:");
      assert.equal(diagnostics?.split(reminder).length, 2, `the reminder once in\n${ended.output}`);
      return diagnostics;
    };

    const up = await run(0, "up", "--yes", "--skip-preview");
    assert.match(up, /warning: Account 444455556666 in us-east-1, EC2: DISABLED, expected ENABLED/);
    assert.deepEqual(stack.names, ["dependent", "inspector"]);

    // What was accepted is a sentence, not a change; and a service that refuses blocks nothing.
    assert.match(await run(0, "preview", "--expect-no-changes"), /Account 444455556666 in us-east-1, EC2: DISABLED/);
    emulator.set({ faults: [{ error: { type: "AccessDeniedException" } }] });
    assert.match(
      await run(0, "preview", "--refresh", "--expect-no-changes"),
      /warning: Amazon Inspector in us-east-1 could not be asked \(AccessDeniedException/,
    );

    // What changes after that is a change, also after a refresh.
    emulator.set({ faults: [], accounts: { [A]: "SUSPENDED" } });
    assert.match(await run(7, "preview", "--expect-no-changes"), /Account 111122223333 in us-east-1, EC2: SUSPENDED/);
    await run(0, "refresh", "--yes", "--skip-preview");
    await run(7, "preview", "--expect-no-changes");
  });

  it("is refused with the key's name where the configuration has a wrong one, and is never raised by it", async () => {
    const { stack } = await scene(
      { accounts: { [A]: "DISABLED" } },
      gate("inspector", { accountIds: [A], mismatchGrace: "0s", enforcementLevel: "disabled" }),
      { config: { [KEY]: "remediate" } },
    );
    const wrong = await stack.preview();
    assert.notEqual(wrong.exitCode, 0, wrong.output);
    assert.match(
      wrong.output,
      /`inspector-status:enforcementLevel` in the stack's configuration must be one of mandatory, advisory, disabled, not "remediate": this package changes nothing in AWS/,
    );

    await stack.pulumi("config", "set", KEY, "mandatory");
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.doesNotMatch(up.output, /warning|Account \d|Waiting/);
    assert.deepEqual(stack.recorded("inspector")!.outputs["satisfied"], false);
  });
});
