import assert from "node:assert/strict";
import { gate, scenes } from "./support/scenes";

const IDS = Array.from({ length: 30 }, (_, i) => String(100_000_000_000 + i));

describe("gates of one program", () => {
  const scene = scenes();

  it("share one call of a preview, of which nothing is recorded", async () => {
    const { stack, emulator } = await scene(
      { accounts: Object.fromEntries(IDS.map((id) => [id, "ENABLED"])) },
      IDS.map((id, i) => gate(`gate${i}`, { accountIds: [id], resourceTypes: ["EC2"] })).join(""),
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    for (const { inputs, outputs } of IDS.map((_, i) => stack.recorded(`gate${i}`)!)) {
      assert.deepEqual(
        [inputs, outputs].filter((recorded) => "__together" in recorded),
        [],
      );
    }

    for (const drifted of [[], [IDS[7]!]]) {
      for (const id of drifted) emulator.set({ accounts: { [id]: { all: "ENABLED", EC2: "DISABLED" } } });
      const before = emulator.calls.length;
      const { exitCode, output } = await stack.preview("--diff");
      assert.equal(exitCode, 0, output);
      assert.doesNotMatch(output, /__together/);
      assert.deepEqual(
        output.match(/EC2: "ENABLED" => "\w+"/g) ?? [],
        drifted.map(() => 'EC2: "ENABLED" => "DISABLED"'),
      );
      assert.deepEqual(
        emulator.calls.slice(before).map(({ accountIds }) => [...accountIds].sort()),
        [IDS],
      );
    }
  });
});
