import assert from "node:assert/strict";
import { A, B, C } from "../support/readings";
import { Stack } from "../support/stack";
import { useWorlds } from "../support/world";

/** A gate as the engine takes it through previews, updates and refreshes, each in a process of its own. */
describe("Provider, under the engine", () => {
  const world = useWorlds();
  const GATE = { accountIds: [A, B], resourceTypes: ["EC2"] };
  const ON = { [A]: "ENABLED", [B]: "ENABLED" };
  const QUIET = { changes: false, replaces: [] };
  const CHANGE = { changes: true, replaces: [] };

  it("is quiet while nothing has changed, whatever order a program names things in", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    assert.deepEqual(await stack.up(GATE), []);
    for (const program of [GATE, { ...GATE, accountIds: [B, A, B] }]) {
      for (const refresh of [false, true]) {
        assert.deepEqual((await stack.preview(program, { refresh })).difference, QUIET);
        assert.deepEqual(await stack.up(program, { refresh }), []);
      }
    }
    assert.equal(await stack.refresh(), false);
    assert.deepEqual(there.lines, []);
  });

  it("asks once per preview, and twice with a refresh", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    assert.equal(there.emulator.calls.length, 1);
    await stack.preview(GATE);
    assert.equal(there.emulator.calls.length, 2);
    await stack.preview(GATE, { refresh: true });
    assert.equal(there.emulator.calls.length, 4);
  });

  it("says once which scan types are not offered, and shows drift when one of them is reported as off", async () => {
    const there = await world({ accounts: { [A]: { LAMBDA_CODE: null } } });
    const stack = new Stack(there);
    const gate = { accountIds: [A], resourceTypes: ["EC2", "LAMBDA_CODE"], whereOffered: true };
    assert.deepEqual(await stack.up(gate), []);
    const said = there.lines.filter((line) => line.includes("LAMBDA_CODE: not offered in us-east-1"));
    assert.equal(said.length, 1, there.lines.join("\n"));
    for (const refresh of [false, true]) assert.deepEqual((await stack.preview(gate, { refresh })).difference, QUIET);

    there.emulator.set({ accounts: { [A]: "ENABLED" } });
    assert.deepEqual((await stack.preview(gate)).difference, QUIET);
    there.emulator.set({ accounts: { [A]: { LAMBDA_CODE: "DISABLED" } } });
    for (const refresh of [false, true]) {
      const { difference, observed } = await stack.preview(gate, { refresh });
      assert.deepEqual(difference, CHANGE);
      assert.deepEqual(observed, { [A]: { EC2: "ENABLED", LAMBDA_CODE: "DISABLED" } });
    }
  });

  it("shows scan types that can't be enabled yet, and stays quiet", async () => {
    const there = await world({ accounts: { [A]: "ENABLED" } });
    const stack = new Stack(there);
    const gate = { accountIds: [A] };
    assert.deepEqual(await stack.up(gate), []);
    there.emulator.set({ accounts: { [A]: { AMI: "DISABLED", VM_IMAGE: "DISABLED" } } });
    for (const refresh of [false, true]) {
      const { difference, observed } = await stack.preview(gate, { refresh });
      assert.deepEqual(difference, QUIET);
      assert.deepEqual(observed, { [A]: { AMI: "DISABLED", account: "ENABLED", vmImage: "DISABLED" } });
    }
    assert.deepEqual(await stack.up(gate), []);
  });

  it("shows drift per account and scan type, also after a refresh, until it is repaired", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    there.emulator.set({ accounts: { [B]: { EC2: "DISABLED" } } });
    for (const refresh of [false, true]) {
      const { difference, observed } = await stack.preview(GATE, { refresh });
      assert.deepEqual(difference, CHANGE);
      assert.deepEqual(observed, { [A]: { EC2: "ENABLED" }, [B]: { EC2: "DISABLED" } });
    }
    assert.equal(await stack.refresh(), true);
    assert.match(
      (await stack.up(GATE))[0]!,
      /^Amazon Inspector in us-east-1 is not ENABLED as expected: 1 account of 2 does not pass\./,
    );
    assert.deepEqual((await stack.preview(GATE)).difference, CHANGE);

    there.emulator.set({ accounts: { [B]: "ENABLED" } });
    assert.deepEqual(await stack.up(GATE), []);
    assert.deepEqual((await stack.preview(GATE)).difference, QUIET);
    assert.equal(await stack.refresh(), false);
  });

  it("tells what was never enabled from what somebody has switched off, however often it fails", async () => {
    const there = await world({ accounts: { ...ON, [A]: "DISABLED" } });
    const stack = new Stack(there);
    const causesOf = (sentences: readonly string[]): string[] =>
      sentences.flatMap((sentence) => /Nothing has enabled it yet|who switched it off/.exec(sentence) ?? []);
    const fail = async (cause: string): Promise<void> => {
      const failed = await stack.up(GATE);
      assert.deepEqual([...new Set(causesOf([...failed, ...there.lines.splice(0)]))], [cause]);
      await stack.preview(GATE);
      assert.deepEqual(causesOf(there.lines.splice(0)), [cause]);
      await stack.refresh();
      assert.deepEqual(causesOf(stack.recorded!.outputs.violations.map(({ message }) => message)), [cause]);
    };
    for (let i = 0; i < 2; i++) await fail("Nothing has enabled it yet");
    there.emulator.set({ accounts: ON });
    assert.deepEqual(await stack.up(GATE), []);
    there.emulator.set({ accounts: { ...ON, [B]: "DISABLED" } });
    for (let i = 0; i < 2; i++) await fail("who switched it off");

    // An account that joins the gate is new.
    there.emulator.set({ accounts: { ...ON, [C]: "DISABLED" } });
    const reasons = await stack.up({ ...GATE, accountIds: [A, B, C] });
    assert.deepEqual(causesOf(reasons), ["Nothing has enabled it yet"]);
  });

  it("does not pass because of a refresh after a failure", async () => {
    const there = await world({ accounts: { ...ON, [B]: "DISABLED" } });
    const stack = new Stack(there);
    assert.notDeepEqual(await stack.up(GATE), []);
    // It clears the engine's record of the failure.
    await stack.refresh();
    assert.equal(stack.recorded?.initErrors, false);
    assert.deepEqual((await stack.preview(GATE)).difference, CHANGE);
    assert.notDeepEqual(await stack.up(GATE), []);
    there.emulator.set({ accounts: { [B]: "ENABLED" } });
    assert.deepEqual(await stack.up(GATE), []);
    assert.deepEqual((await stack.preview(GATE, { refresh: true })).difference, QUIET);
  });

  it("waits for a transition that check sees, and is quiet afterwards", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    there.emulator.set({ accounts: { [B]: [{ all: "ENABLING", for: "20s" }, "ENABLED"] } });
    assert.deepEqual(await stack.up(GATE), []);
    assert.equal(stack.recorded?.outputs.satisfied, true);
    assert.deepEqual(stack.recorded?.inputs["observed"], { [A]: { EC2: "ENABLED" }, [B]: { EC2: "ENABLING" } });
    assert.equal(await stack.refresh(), false);
    for (const refresh of [false, true]) assert.deepEqual((await stack.preview(GATE, { refresh })).difference, QUIET);
    assert.equal(await stack.refresh(), false);
  });

  it("is a change while a transition is under way", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    there.emulator.set({ accounts: { [B]: "ENABLING" } });
    assert.deepEqual((await stack.preview(GATE)).difference, CHANGE);
  });

  it("trusts what check sees over what the refresh before it has read", async () => {
    const there = await world(
      { accounts: ON },
      { onCall: () => there.emulator.calls.length === 2 && there.emulator.set({ accounts: { [B]: "DISABLED" } }) },
    );
    const stack = new Stack(there);
    await stack.up(GATE);
    assert.deepEqual((await stack.preview(GATE, { refresh: true })).difference, CHANGE);
  });

  for (const enforcementLevel of ["advisory", "disabled"]) {
    it(`accepts a status under ${enforcementLevel}, and shows only what changes from there`, async () => {
      const there = await world({ accounts: { ...ON, [B]: "DISABLED" } });
      const gate = { ...GATE, enforcementLevel };
      const stack = new Stack(there);
      assert.deepEqual(await stack.up(gate), []);
      assert.equal(stack.recorded?.outputs.satisfied, false);
      for (const refresh of [false, true]) assert.deepEqual((await stack.preview(gate, { refresh })).difference, QUIET);
      assert.equal(await stack.refresh(), false);

      there.emulator.set({ accounts: { [A]: "SUSPENDED" } });
      there.lines.length = 0;
      assert.deepEqual((await stack.preview(gate)).difference, CHANGE);
      assert.equal(there.lines.length > 0, enforcementLevel === "advisory");
      assert.equal(await stack.refresh(), true);
      assert.deepEqual((await stack.preview(gate)).difference, CHANGE);
      assert.deepEqual(await stack.up(gate), []);
      assert.deepEqual((await stack.preview(gate, { refresh: true })).difference, QUIET);
    });
  }

  it("warns under advisory while the service can't be asked, without a change", async () => {
    const there = await world({ accounts: { ...ON, [B]: "DISABLED" } });
    const gate = { ...GATE, enforcementLevel: "advisory" };
    const stack = new Stack(there);
    await stack.up(gate);
    there.lines.length = 0;
    there.emulator.set({ faults: [{ error: { type: "AccessDeniedException", message: "no" } }] });
    assert.deepEqual((await stack.preview(gate)).difference, QUIET);
    assert.match(there.lines.join("\n"), /^warning: Amazon Inspector in us-east-1 could not be asked/);
  });

  it("fails a preview under mandatory while the service can't be asked", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    there.emulator.set({ faults: [{ error: { type: "AccessDeniedException", message: "no" } }] });
    const { problems, difference } = await stack.preview(GATE);
    assert.deepEqual([problems.length, difference], [1, undefined]);
    assert.match((await stack.up(GATE))[0]!, /could not be asked/);
  });

  it("does not count a level that the configuration lowers as a change", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    const lowered = new Stack(there, { "inspector-status:enforcementLevel": "advisory" });
    lowered.recorded = stack.recorded;
    for (const refresh of [false, true]) assert.deepEqual((await lowered.preview(GATE, { refresh })).difference, QUIET);
  });

  it("updates in place for other accounts and keeps the id, and replaces for another Region", async () => {
    const there = await world({ accounts: { ...ON, [C]: "ENABLED" } });
    const stack = new Stack(there);
    await stack.up(GATE);
    const { id } = stack.recorded!;
    const more = { ...GATE, accountIds: [A, C] };
    assert.deepEqual((await stack.preview(more)).difference, CHANGE);
    assert.deepEqual(await stack.up(more), []);
    assert.deepEqual([stack.recorded!.id, Object.keys(stack.recorded!.outputs.accounts)], [id, [A, C]]);
    const elsewhere = { ...more, region: "eu-west-1" };
    assert.deepEqual((await stack.preview(elsewhere)).difference, { changes: true, replaces: ["region"] });
    await stack.up(elsewhere);
    assert.equal(stack.recorded!.id, `eu-west-1/${A},${C}`);
  });

  it("replaces for another caller, where the gate is about the caller's own account", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up({});
    assert.equal(stack.recorded!.id, `us-east-1/${A}`);
    assert.deepEqual((await stack.preview({})).difference, QUIET);
    there.emulator.set({ caller: B });
    assert.deepEqual((await stack.preview({})).difference, { changes: true, replaces: ["accountIds"] });
    await stack.up({});
    assert.equal(stack.recorded!.id, `us-east-1/${B}`);
  });

  it("is a change while accounts are not known yet, and shows nothing as removed", async () => {
    const there = await world({ accounts: ON });
    const stack = new Stack(there);
    await stack.up(GATE);
    const { difference, observed } = await stack.preview({
      ...GATE,
      accountIds: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    });
    assert.deepEqual([difference, observed], [CHANGE, { [A]: { EC2: "ENABLED" }, [B]: { EC2: "ENABLED" } }]);
  });

  it("records the same text for the same status", async () => {
    const there = await world({ accounts: { ...ON, [B]: { failed: "ACCESS_DENIED" } } });
    const gate = { ...GATE, enforcementLevel: "advisory" };
    const stack = new Stack(there);
    await stack.up(gate);
    const before = JSON.stringify(stack.recorded!.outputs);
    await there.clock.advance(86_400_000);
    await stack.refresh();
    assert.deepEqual(JSON.parse(JSON.stringify(stack.recorded!.outputs)), JSON.parse(before));
  });
});
