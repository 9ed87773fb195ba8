import assert from "node:assert/strict";
import { waitFor } from "../../../../provider/gate/waitFor";
import { UserError } from "../../../../provider/values/userError";
import type { Connection } from "../../../../provider/waiting/connections";
import type { ListingRequest } from "../../../../provider/waiting/listing";
import type { WaitRequest } from "../../../../provider/waiting/wait";
import type { Scenario } from "../../../../sdk/testing";
import { endingOf, seenOf } from "../../../support/endings";
import { gateFor } from "../../../support/gates";
import { A, all, B } from "../../../support/readings";
import { useWorlds, type World } from "../../../support/world";

const ADMINISTRATOR = "999900001111";
const GATE = { members: true, resourceTypes: ["EC2"] };
const SETTLING = [{ all: "ENABLING", for: "20s" }, "ENABLED"] as const;

describe("the wait of a gate on members", () => {
  const worlds = useWorlds();

  /** A has just been enabled, and whatever is in `change` happens at the third look, 3 to 10 s into the wait. */
  async function changing(
    change: Scenario,
    members: Readonly<Record<string, string>> = { [A]: "ENABLED" },
  ): Promise<World> {
    let looks = 0;
    const world = await worlds(
      { caller: ADMINISTRATOR, members, accounts: { [ADMINISTRATOR]: "ENABLED", [A]: SETTLING } },
      {
        onCall: ({ operation }) => {
          if (operation === "BatchGetAccountStatus" && ++looks === 3) world.emulator.set(change);
        },
      },
    );
    return world;
  }

  it("goes on with members that join meanwhile", async () => {
    const { provider, clock, lines } = await changing({
      members: { [B]: "ENABLED" },
      accounts: { [B]: [{ all: "ENABLING", for: "60s" }, "ENABLED"] },
    });
    const began = clock.monotonic();
    const { outputs, reasons } = await provider().create(GATE);
    assert.deepEqual([reasons, outputs.satisfied], [[], true]);
    assert.deepEqual(Object.keys(outputs.accounts), [A, B, ADMINISTRATOR]);
    assert.deepEqual(Object.keys(outputs.deployed!), [A, B, ADMINISTRATOR]);
    const took = clock.monotonic() - began;
    assert.ok(took >= 60_000 && took <= 80_000, String(took));
    assert.match(lines[0]!, /^1\/2 ENABLED; ENABLING: 111122223333 EC2; us-east-1$/);
    assert.match(lines[1]!, /^2\/3 ENABLED; ENABLING: 444455556666 EC2; us-east-1/);
  });

  it("fails for a member that joins meanwhile and is not scanned", async () => {
    const { provider } = await changing({ members: { [B]: "ENABLED" }, accounts: { [B]: "DISABLED" } });
    const { outputs, reasons } = await provider().create(GATE);
    assert.equal(outputs.satisfied, false);
    assert.match(reasons[0]!, /1 account of 3 does not pass/);
    assert.match(reasons[1]!, new RegExp(`^Account ${B} in us-east-1, EC2: DISABLED, expected ENABLED`));
  });

  it("looks at a member that was skipped before", async () => {
    const { provider } = await changing(
      { members: { [B]: "ENABLED" }, accounts: { [B]: "SUSPENDED" } },
      { [A]: "ENABLED", [B]: "ACCOUNT_SUSPENDED" },
    );
    const { outputs, reasons } = await provider().create(GATE);
    assert.match(reasons[1]!, new RegExp(`^Account ${B} in us-east-1, EC2: SUSPENDED`));
    assert.deepEqual(outputs.skippedAccounts, {});
  });

  it("leaves out a member that leaves meanwhile, whether it is on or not", async () => {
    for (const status of ["ENABLED", { failed: "ACCESS_DENIED" }]) {
      const { provider } = await changing(
        { members: { [B]: "REMOVED" }, accounts: { [B]: status as never } },
        { [A]: "ENABLED", [B]: "ENABLED" },
      );
      const { outputs, reasons } = await provider().create({ ...GATE, mismatchGrace: "10s" });
      assert.deepEqual([reasons, outputs.satisfied], [[], true]);
      assert.deepEqual([Object.keys(outputs.accounts), Object.keys(outputs.failedAccounts)], [[A, ADMINISTRATOR], []]);
      assert.equal(outputs.skippedAccounts[B]!.relationshipStatus, "REMOVED");
    }
  });

  it("never passes without any account", async () => {
    const { provider } = await changing({ members: { [A]: "REMOVED" } });
    const gate = { ...GATE, excludeAccountIds: [ADMINISTRATOR] };
    const { outputs, reasons } = await provider().create(gate);
    assert.equal(outputs.satisfied, false);
    assert.match(reasons[1]!, new RegExp(`^Account ${A} in us-east-1, EC2: FAILED with ACCESS_DENIED`));
  });

  it("never passes where all have left after the last look at them", async () => {
    let looks = 0;
    const made = await worlds(
      { caller: ADMINISTRATOR, members: { [A]: "ENABLED" }, accounts: { [A]: "ENABLED" } },
      {
        onCall: ({ operation }) => {
          // The third is the one of the listing before the pass.
          if (operation === "BatchGetAccountStatus" && ++looks === 3)
            made.emulator.set({ members: { [A]: "REMOVED" } });
        },
      },
    );
    const gate = { ...GATE, excludeAccountIds: [ADMINISTRATOR] };
    await assert.rejects(made.provider().create(gate), (error: Error) => error instanceof UserError);
  });

  it("fails where the members can't be listed before the pass, and warns where it is advisory", async () => {
    const faults = [{ operation: "ListMembers", error: { type: "AccessDeniedException" } }];
    for (const enforcementLevel of ["mandatory", "advisory"] as const) {
      const { provider, lines } = await changing({ faults });
      const gate = { ...GATE, enforcementLevel };
      if (enforcementLevel === "mandatory") {
        await assert.rejects(provider().create(gate), /The caller needs the permission inspector2:ListMembers/);
      } else {
        assert.equal((await provider().create(gate)).outputs.satisfied, true);
        assert.match(lines.at(-1)!, /^warning: Amazon Inspector in us-east-1 could not be asked/);
      }
    }
  });

  it("counts its time once, for listing and waiting", async () => {
    const { provider, clock } = await worlds({
      caller: ADMINISTRATOR,
      members: { [A]: "ENABLED" },
      accounts: { [ADMINISTRATOR]: "ENABLED", [A]: "ENABLING" },
      faults: [{ operation: "ListMembers", from: 1, to: 40, status: 500 }],
    });
    const began = clock.monotonic();
    const { reasons } = await provider().create({ ...GATE, timeout: "10m" });
    const took = clock.monotonic() - began;
    assert.match(reasons[1]!, /still ENABLING after 10m/);
    assert.ok(took >= 600_000 && took <= 605_000, String(took));
  });

  it("lists the members for one attempt longer than there is time before a pass", async () => {
    const gate = gateFor({ ...GATE, members: true, resourceTypes: ["EC2"], timeout: "10m" });
    for (const [ended, most] of [
      [590_000, 30_000],
      [600_000, 20_000],
      [612_000, 8_000],
      [620_000, 1],
    ] as const) {
      const requests: ListingRequest[] = [];
      let now = 0;
      const membership: Connection["membership"] = async (_, request) => {
        requests.push(request);
        const watched = [A];
        return {
          outcome: "members",
          administrator: ADMINISTRATOR,
          membership: { watched, skipped: {}, unmatched: [] },
        };
      };
      const wait = async () => {
        now = ended;
        return endingOf("passed", seenOf({ [A]: all(A, "ENABLED") }, gate.expectation));
      };
      const connection = {
        ...gate.connection,
        membership,
        now: () => ({ monotonic: now, wall: now }),
        watcher: { wait },
      };
      await waitFor({ ...gate, connection: connection as unknown as Connection }, () => undefined);
      assert.deepEqual(requests.at(-1), { timeout: most });
    }
  });

  it("gives a look after the timeout the rest of the one attempt, even if the computer slept meanwhile", async () => {
    const gate = gateFor({ ...GATE, members: true, resourceTypes: ["EC2"], timeout: "10m" });
    const requests: WaitRequest[] = [];
    let [monotonic, wall, lists] = [0, 0, 0];
    const membership: Connection["membership"] = async () => {
      if (lists++ === 1) [monotonic, wall] = [monotonic + 9_000, wall + 3_600_000];
      return {
        outcome: "members",
        administrator: ADMINISTRATOR,
        membership: { watched: [A], skipped: {}, unmatched: [] },
      };
    };
    const wait = async (request: WaitRequest) => {
      requests.push(request);
      if (requests.length === 1) [monotonic, wall] = [605_000, 605_000];
      return endingOf("passed", seenOf({ [A]: all(A, "ENABLED") }, gate.expectation));
    };
    const connection = { ...gate.connection, membership, now: () => ({ monotonic, wall }), watcher: { wait } };
    await waitFor({ ...gate, connection: connection as unknown as Connection }, () => undefined);
    assert.deepEqual(
      requests.map(({ lastLookMs }) => lastLookMs),
      [20_000, 6_000],
    );
    assert.equal(lists, 2);
  });

  it("looks once more where the members were listed for so long that its readings are old", async () => {
    const { provider, clock } = await worlds({
      caller: ADMINISTRATOR,
      members: { [A]: "ENABLED" },
      accounts: { [ADMINISTRATOR]: "ENABLED", [A]: [{ all: "ENABLED", for: "5s" }, "DISABLED"] },
      faults: [{ operation: "ListMembers", from: 2, to: 40, status: 500 }],
    });
    const { outputs, reasons } = await provider().create({ ...GATE, mismatchGrace: "0s" });
    assert.equal(outputs.satisfied, false);
    assert.match(reasons[1]!, new RegExp(`^Account ${A} in us-east-1, EC2: DISABLED`));
    assert.ok(clock.monotonic() >= 10_000);
  });

  it("that fails lists the members once more, and for no longer than one attempt takes", async () => {
    const gate = gateFor({ ...GATE, members: true, resourceTypes: ["EC2"], timeout: "10m" });
    const requests: ListingRequest[] = [];
    const membership: Connection["membership"] = async (_, request) => {
      requests.push(request);
      return {
        outcome: "members",
        administrator: ADMINISTRATOR,
        membership: { watched: [A], skipped: {}, unmatched: [] },
      };
    };
    const ending = endingOf("violated", seenOf({ [A]: all(A, "DISABLED") }, gate.expectation));
    for (const [elapsed, most] of [
      [1_000, 20_000],
      [595_000, 20_000],
      [615_000, 5_000],
    ] as const) {
      let now = 0;
      const moment = () => ({ monotonic: now, wall: now });
      const wait = async () => {
        now = elapsed;
        return ending;
      };
      const connection: Connection = { ...gate.connection, membership, watcher: { wait } as never, now: moment };
      assert.equal((await waitFor({ ...gate, connection }, () => undefined)).ending, ending);
      assert.equal(requests.splice(0)[1]!.timeout, most);
    }
  });
});
