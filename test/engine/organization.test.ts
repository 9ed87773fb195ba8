import assert from "node:assert/strict";
import { dependent, gate, scenes } from "./support/scenes";

const ADMINISTRATOR = "111122223333";
const ids = Array.from({ length: 60 }, (_, i) => String(500_000_000_000 + i));
const [joining, leaving, suspended] = ["444455556666", ids[20]!, ids[59]!];

describe("a gate on an organization, on the engine", () => {
  const scene = scenes();

  it("shows who joins, leaves and is suspended by account, and is quiet once deployed", async () => {
    const { stack, emulator } = await scene(
      {
        members: { ...Object.fromEntries(ids.map((id) => [id, "ENABLED"])), [ids[1]!]: "REMOVED" },
        accounts: Object.fromEntries([ADMINISTRATOR, joining, ...ids].map((id) => [id, "ENABLED"])),
      },
      gate("inspector", { members: true, excludeAccountIds: [ids[2]], resourceTypes: ["EC2"] }) +
        "exports.skipped = inspector.skippedAccounts;",
    );
    const first = await stack.up();
    assert.equal(first.exitCode, 0, first.output);
    assert.deepEqual(
      Object.entries<any>(stack.outputs["skipped"]).map(([id, { relationshipStatus }]) => [id, relationshipStatus]),
      [
        [ids[1], "REMOVED"],
        [ids[2], "EXCLUDED"],
      ],
    );

    emulator.set({ members: { [joining]: "ENABLED", [leaving]: "RESIGNED", [suspended]: "ACCOUNT_SUSPENDED" } });
    const preview = await stack.preview("--diff", "--expect-no-changes");
    assert.equal(preview.exitCode, 7, preview.output);
    for (const sentence of [
      `Account ${joining} in us-east-1: new among the members, not looked at by the last deployment.`,
      `Account ${leaving} in us-east-1: no longer watched, as a member it is RESIGNED.`,
      `Account ${suspended} in us-east-1: no longer watched, as a member it is ACCOUNT_SUSPENDED.`,
    ]) {
      assert.equal(preview.output.split(sentence).length, 2, `${sentence} once in\n${preview.output}`);
    }
    assert.match(preview.output, new RegExp(`\\+ ${joining}: \\{\\s+\\+ EC2: "ENABLED"`));
    assert.match(
      preview.output,
      new RegExp(`~ ${suspended}: \\{\\s+- EC2 +: "ENABLED"\\s+\\+ member: "ACCOUNT_SUSPENDED"`),
    );

    const refreshed = await stack.refresh();
    assert.equal(refreshed.exitCode, 0, refreshed.output);
    const second = await stack.up();
    assert.equal(second.exitCode, 0, second.output);
    assert.match(
      second.output,
      /~ .*InspectorAccountStatus inspector updated/,
      "with the refresh, the change has vanished",
    );
    for (const command of ["preview", "preview --refresh"]) {
      const { exitCode, output } = await stack.pulumi(...command.split(" "), "--expect-no-changes");
      assert.equal(exitCode, 0, output);
      assert.doesNotMatch(output, /Account /);
    }
  });

  it("looks at who joins while it waits, before it lets anything through", async () => {
    const [first, second] = ids as [string, string];
    const { stack, emulator, afterNextCall } = await scene(
      { members: { [first]: "ENABLED" }, accounts: { [ADMINISTRATOR]: "ENABLED", [first]: "ENABLING" } },
      gate("inspector", { members: true, resourceTypes: ["EC2"], mismatchGrace: "0s" }) +
        dependent("dependent", "inspector"),
    );
    let listings = 0;
    afterNextCall(function join({ operation }) {
      if (operation !== "ListMembers") return afterNextCall(join);
      // The first listing is that of the check, the second one that of the wait.
      if (++listings < 2) return afterNextCall(join);
      emulator.set({
        members: { [second]: "ENABLED" },
        accounts: { [first]: [{ all: "ENABLING", for: "4s" }, "ENABLED"], [second]: "DISABLED" },
      });
    });
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 1, output);
    assert.match(output, /1 account of 3 does not pass/);
    assert.match(output, new RegExp(`Account ${second} in us-east-1, EC2: DISABLED, expected ENABLED`));
    assert.deepEqual(stack.names, ["inspector"]);
  });
});
