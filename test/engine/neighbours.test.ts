import assert from "node:assert/strict";
import { dependent, gate, scenes } from "./support/scenes";

const [A, B] = ["111122223333", "444455556666"];
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

  // A gate is checked, and with it could be its neighbour, before what changes the neighbour's account in between.
  for (const [order, dependsOnFirst, after] of [
    ["depends on the first gate", true, 0],
    ["has no order to the first gate", false, 3_000],
  ] as const) {
    for (const status of ["DISABLED", "ENABLING"]) {
      it(`pass over no ${status} of a resource between them that ${order}`, async () => {
        const program = (accounts: object, last = "") =>
          gate("x", { accountIds: [A], resourceTypes: ["EC2"] }) +
          `const t = new Change("t", ${JSON.stringify({ accounts })}, ${after}, ${dependsOnFirst ? "x" : "[]"});
          const y = new InspectorAccountStatus("y", {
            accountIds: ["${B}"], resourceTypes: ["EC2"], mismatchGrace: "0s", timeout: "5s",
          }, { dependsOn: t });
          ${last}`;
        const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED", [B]: "ENABLED" } }, program({}));
        const first = await stack.up();
        assert.equal(first.exitCode, 0, first.output);

        stack.write(program({ [B]: status }, dependent("dependent", "y")));
        const second = await stack.up();
        assert.equal(second.exitCode, 1, second.output);
        assert.match(second.output, new RegExp(`Account ${B} in us-east-1, EC2: (still )?${status}`));
        assert.ok(!stack.names.includes("dependent"), "what depends on the second gate was created");

        emulator.set({ accounts: { [B]: "ENABLED" } });
        const third = await stack.up();
        assert.equal(third.exitCode, 0, third.output);
        assert.ok(stack.names.includes("dependent"));
      });
    }
  }
});
