import assert from "node:assert/strict";
import type { Scenario } from "../../sdk/testing";
import { Screen } from "../../tools/terminal/screen";
import { gate, scenes } from "./support/scenes";

const IDS = Array.from({ length: 12 }, (_, index) => String(111_122_223_333 + index));

describe("in a terminal", () => {
  const scene = scenes();
  let screen: Screen | undefined;
  afterEach(() => screen?.close());

  for (const [columns, seen] of [
    [80, /InspectorAccountStatus +inspector +creating/],
    [100, /creating.* 3\/12 ENABLED/],
    [120, /creating.* 3\/12 ENABLED; ENABLING: 1111222/],
  ] as const) {
    it(`of ${columns} columns, a wait is to be seen`, async () => {
      const args = { accountIds: IDS, resourceTypes: ["EC2", "ECR"] };
      const { stack, emulator, afterNextCall } = await scene(first(3), gate("inspector", args));
      screen = new Screen(["pulumi", "up", "--yes", "--skip-preview"], { cwd: stack.project, env: stack.env, columns });
      const row = await screen.row(seen);
      assert.ok(row.length <= columns, row);
      // The row may be there before the first look, and is told of before the second.
      for (let calls = 0; calls < 2; calls++) await new Promise(afterNextCall);
      emulator.set(first(12));
      assert.equal(await screen.ended, 0, screen.rows.join("\n"));
      const said = screen.rows.join("").match(/\d+\/12 ENABLED/g) ?? [];
      assert.deepEqual(said, ["3/12 ENABLED"], "what is under Diagnostics is there once");
    });
  }
});

/** Twelve accounts, of which the first ones are enabled. */
function first(enabled: number): Scenario {
  return { accounts: Object.fromEntries(IDS.map((id, index) => [id, index < enabled ? "ENABLED" : "ENABLING"])) };
}
