import assert from "node:assert/strict";
import type { Provider } from "../../provider/provider";
import { UserError } from "../../provider/values/userError";
import type { Fault, Scenario } from "../../sdk/testing";
import { A, accountNumber, B, C } from "../support/readings";
import { Stack } from "../support/stack";
import { useWorlds } from "../support/world";

const ADMINISTRATOR = "999900001111";
const GATE = { members: true, resourceTypes: ["EC2"] };

/** 500 members: three suspended, two removed, one that was created a minute ago; the rest is enabled. */
const MEMBERS = Array.from({ length: 500 }, (_, i) => accountNumber(i + 1));
const SUSPENDED = [MEMBERS[10]!, MEMBERS[250]!, MEMBERS[499]!];
const REMOVED = [MEMBERS[0]!, MEMBERS[123]!];
const CREATED = MEMBERS[77]!;
const ORGANIZATION: Scenario = {
  caller: ADMINISTRATOR,
  members: Object.fromEntries([
    ...MEMBERS.map((id) => [id, "ENABLED"]),
    ...SUSPENDED.map((id) => [id, "ACCOUNT_SUSPENDED"]),
    ...REMOVED.map((id) => [id, "REMOVED"]),
  ]),
  accounts: {
    ...Object.fromEntries([ADMINISTRATOR, ...MEMBERS].map((id) => [id, "ENABLED"])),
    [CREATED]: [{ failed: "ACCESS_DENIED", for: "20s" }, "ENABLED"],
  },
};

function scenario(members: Readonly<Record<string, string>>, rest: Scenario = {}): Scenario {
  const accounts = Object.fromEntries([ADMINISTRATOR, ...Object.keys(members)].map((id) => [id, "ENABLED"]));
  return { caller: ADMINISTRATOR, members, ...rest, accounts: { ...accounts, ...rest.accounts } };
}

async function refusalOf(provider: Provider, inputs: object = GATE): Promise<string> {
  try {
    await provider.create({ ...inputs });
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: "it was not refused" });
}

describe("a gate on an organization", () => {
  const world = useWorlds();

  it("of 500 members waits for those that joined a minute ago, skips those that can't be scanned, and asks for 100 at a time", async () => {
    const { emulator, provider } = await world(ORGANIZATION);

    const { id, outputs, reasons } = await provider().create(GATE);

    assert.deepEqual(reasons, []);
    assert.match(id, /^us-east-1\/496-accounts-[0-9a-f]{16}$/);
    assert.deepEqual([outputs.status, outputs.satisfied], ["ENABLED", true]);
    assert.deepEqual(
      Object.keys(outputs.accounts),
      [...MEMBERS, ADMINISTRATOR].filter((each) => ![...SUSPENDED, ...REMOVED].includes(each)),
    );
    assert.deepEqual(Object.keys(outputs.skippedAccounts), [...SUSPENDED, ...REMOVED].sort());
    for (const each of SUSPENDED) assert.equal(outputs.skippedAccounts[each]!.relationshipStatus, "ACCOUNT_SUSPENDED");
    for (const each of REMOVED) assert.equal(outputs.skippedAccounts[each]!.relationshipStatus, "REMOVED");

    const { operations, looks } = countedCalls(emulator.calls);
    assert.equal(operations["ListMembers"], 20, "at the beginning, and again before it passes");
    assert.deepEqual(
      [looks[0], ...inOrder(looks.slice(1, 6))],
      [0, 96, 100, 100, 100, 100],
      "who is asking, then all accounts",
    );
    const [polls, confirmation] = [looks.slice(6, -6), looks.slice(-6, -1)];
    assert.ok(
      polls.length > 0 && polls.every((count) => count === 1),
      `only the new member is polled: ${polls.join()}`,
    );
    assert.deepEqual(
      inOrder(confirmation),
      [95, 100, 100, 100, 100],
      "all the others are read once more before they pass",
    );
    assert.deepEqual(Object.keys(operations).sort(), ["BatchGetAccountStatus", "ListMembers"]);
  });

  it("says what is wrong with a member, and records it", async () => {
    const { provider } = await world(
      scenario(
        { [A]: "ENABLED", [B]: "EMAIL_VERIFICATION_FAILED" },
        { accounts: { [B]: { failed: "ACCESS_DENIED" } } },
      ),
    );
    const { outputs, reasons } = await provider().create(GATE);
    assert.equal(reasons.length, 2);
    assert.match(reasons[1]!, new RegExp(`Account ${B} in us-east-1, EC2: FAILED with ACCESS_DENIED`));
    assert.deepEqual(
      outputs.violations.map(({ accountId, errorCode }) => [accountId, errorCode]),
      [[B, "ACCESS_DENIED"]],
    );
  });

  const refusals: [name: string, scenario: Scenario, inputs: object, refusal: RegExp][] = [
    [
      "has no members",
      scenario({}),
      GATE,
      /^Account 999900001111, the delegated administrator .* in us-east-1, has no members: associate them/,
    ],
    [
      "has members that have all left",
      scenario({ [B]: "REMOVED", [C]: "RESIGNED" }),
      GATE,
      /^Account 999900001111, .* in us-east-1, has no members to watch \(1 REMOVED, 1 RESIGNED\): associate them/,
    ],
    [
      "is a member, not the administrator",
      scenario({ [A]: "ENABLED", [B]: "ENABLED" }, { caller: A, administrator: C }),
      GATE,
      /needs the delegated administrator of Amazon Inspector in us-east-1, which is account 777788889999: run there/,
    ],
    [
      "is in an organization without an administrator",
      scenario({ [B]: "ENABLED" }, { administrator: null }),
      GATE,
      /needs the delegated administrator .* the service knows of none for this account: run `aws inspector2 enable-delegated-admin-account`/,
    ],
    [
      "excludes all accounts",
      scenario({ [B]: "ENABLED", [C]: "REGION_DISABLED" }),
      { ...GATE, excludeAccountIds: [B, ADMINISTRATOR] },
      /^No account is left to watch in us-east-1: .* leaves out all 3\.$/,
    ],
  ];
  for (const [name, made, inputs, refusal] of refusals) {
    it(`is refused where the caller ${name}; a preview of a new one warns`, async () => {
      const { lines, provider } = await world(made);
      assert.match(await refusalOf(provider(), inputs), refusal);

      const { problems, inputs: checked } = await provider().check({}, { ...inputs });
      assert.deepEqual([problems, checked.observed], [[], {}]);
      const [warning, ...others] = lines;
      assert.match(warning!, /^warning: The members can't be listed yet\. /);
      assert.match(warning!.slice("warning: The members can't be listed yet. ".length), refusal);
      assert.deepEqual(others, []);
    });
  }

  it("lists the members in a preview of a new gate, and looks at none", async () => {
    const { emulator, provider } = await world(scenario({ [B]: "ENABLED" }));
    await provider().check({}, GATE);
    assert.deepEqual(
      emulator.calls.map(({ operation, accountIds }) => [operation, accountIds]),
      [
        ["BatchGetAccountStatus", []],
        ["ListMembers", []],
      ],
    );
  });

  it("fails a preview, which lists once, where a page can't be read", async () => {
    const fault: Fault = { operation: "ListMembers", calls: [1], body: "{}" };
    const { emulator, provider } = await world(scenario({ [B]: "ENABLED" }, { faults: [fault] }));
    const { problems } = await provider().check({ ...GATE, region: "us-east-1" }, GATE);
    assert.match(problems[0]!.reason, /UnreadableAnswer: a page of ListMembers has no list of members/);
    assert.equal(countedCalls(emulator.calls).operations["ListMembers"], 1);
  });

  it("warns of an exclusion that matches nobody", async () => {
    const { lines, provider } = await world(scenario({ [B]: "ENABLED" }));
    const { outputs } = await provider().create({ ...GATE, excludeAccountIds: [B, C] });
    assert.deepEqual(lines, [`warning: \`excludeAccountIds\` names ${C}: not among the members in us-east-1.`]);
    assert.equal(outputs.skippedAccounts[B]!.relationshipStatus, "EXCLUDED");
  });

  const page = (rest: object): Fault => ({ operation: "ListMembers", ...rest });
  const faults: [name: string, fault: Fault, ending: "passes" | RegExp][] = [
    ["fails twice", page({ calls: [3, 4], status: 500 }), "passes"],
    ["breaks off once", page({ calls: [3], truncate: true }), "passes"],
    ["is a page of HTML once", page({ calls: [3], html: true }), "passes"],
    ["has no list of members once", page({ calls: [3], body: "{}" }), "passes"],
    ["has no list of members", page({ from: 3, body: "{}" }), /UnreadableAnswer: a page of ListMembers has no list of/],
    [
      "has an entry that forges lines",
      page({ from: 3, body: JSON.stringify({ members: [{ accountId: `${B}\n::error::\u001b[31m` }] }) }),
      // eslint-disable-next-line no-control-regex -- no escape character is what is asserted
      /^[^\n\u001b]*UnreadableAnswer: an entry of `members` has no account id[^\n\u001b]*$/,
    ],
    ["fails for longer than the AWS SDK tries", page({ from: 3, to: 5, status: 500 }), "passes"],
    ["always fails", page({ from: 3, status: 500 }), /could not be asked \(InternalServerException/],
    [
      "is denied",
      page({ from: 3, error: { type: "AccessDeniedException" } }),
      /inspector2:ListMembers on resource: .* The caller needs the permission inspector2:ListMembers; .* `members: true` needs the delegated administrator/,
    ],
    [
      "has the token of a page before",
      page({
        from: 3,
        body: JSON.stringify({
          members: [{ accountId: B, relationshipStatus: "ENABLED" }],
          nextToken: Buffer.from("member:50").toString("base64"),
        }),
      }),
      /ListMembers goes round in circles/,
    ],
  ];
  for (const [name, fault, ending] of faults) {
    it(`${ending === "passes" ? "passes" : "does not pass"} where page 3 of the members ${name}`, async () => {
      const { emulator, provider } = await world({ ...ORGANIZATION, faults: [fault] });
      if (ending === "passes") {
        const { outputs, reasons } = await provider().create(GATE);
        assert.deepEqual([reasons, Object.keys(outputs.accounts).length], [[], 496]);
      } else {
        assert.match(await refusalOf(provider(), { ...GATE, timeout: "0s" }), ending);
        assert.ok(countedCalls(emulator.calls).operations["ListMembers"]! <= 6);
      }
    });
  }

  it("names the missing permission if the administrator can't be looked up either", async () => {
    const denied = (operation: string): Fault => ({ operation, error: { type: "AccessDeniedException" } });
    const { provider } = await world(
      scenario({ [B]: "ENABLED" }, { faults: [denied("ListMembers"), denied("GetDelegatedAdminAccount")] }),
    );
    assert.match(await refusalOf(provider()), /The caller needs the permission inspector2:ListMembers/);
  });

  it("shows members that join, leave or are suspended, also after a refresh, and is quiet once deployed", async () => {
    const made = await world(scenario({ [A]: "ENABLED", [B]: "ENABLED", [C]: "ENABLED" }));
    const { emulator, lines } = made;
    const stack = new Stack(made);
    assert.deepEqual(await stack.up(GATE), []);
    assert.equal((await stack.preview(GATE)).difference!.changes, false);

    const joined = "123412341234";
    emulator.set({
      members: { [joined]: "ENABLED", [A]: "DELETED", [B]: "ACCOUNT_SUSPENDED" },
      accounts: { [joined]: "ENABLED" },
    });
    for (const refreshed of [false, true]) {
      if (refreshed) assert.equal(await stack.refresh(), true);
      lines.length = 0;
      assert.equal((await stack.preview(GATE)).difference!.changes, true);
      assert.deepEqual(lines, [
        `Account ${joined} in us-east-1: new among the members, not looked at by the last deployment.`,
        `Account ${A} in us-east-1: no longer watched, as a member it is DELETED.`,
        `Account ${B} in us-east-1: no longer watched, as a member it is ACCOUNT_SUSPENDED.`,
      ]);
    }

    assert.deepEqual(await stack.up(GATE), []);
    lines.length = 0;
    assert.equal((await stack.preview(GATE)).difference!.changes, false);
    assert.equal((await stack.preview(GATE, { refresh: true })).difference!.changes, false);
    assert.equal(await stack.refresh(), false);
    assert.deepEqual(lines, []);
  });

  it("fails for a member that has joined and is not scanned", async () => {
    const made = await world(scenario({ [A]: "ENABLED" }));
    const stack = new Stack(made);
    assert.deepEqual(await stack.up(GATE), []);
    made.emulator.set({ members: { [B]: "ENABLED" }, accounts: { [B]: "DISABLED" } });
    const [headline, reason] = await stack.up(GATE);
    assert.match(headline!, /1 account of 3 does not pass/);
    assert.match(reason!, new RegExp(`Account ${B} in us-east-1, EC2: DISABLED`));
    assert.equal((await stack.preview(GATE)).difference!.changes, true);
  });

  it("that exists fails where the caller is no longer the administrator, and warns where it is advisory", async () => {
    for (const enforcementLevel of ["mandatory", "advisory"]) {
      const made = await world(scenario({ [A]: "ENABLED" }));
      const stack = new Stack(made);
      const gate = { ...GATE, enforcementLevel };
      assert.deepEqual(await stack.up(gate), []);
      made.emulator.set({ administrator: A });
      const { problems, difference } = await stack.preview(gate);
      if (enforcementLevel === "mandatory") {
        assert.match(problems[0]!.reason, /needs the delegated administrator/);
      } else {
        assert.equal(difference!.changes, false);
        assert.match(made.lines.join("\n"), /^warning: `members: true` needs the delegated administrator/);
      }
    }
  });
});

function inOrder(counts: readonly number[]): number[] {
  return [...counts].sort((a, b) => a - b);
}

/** How often each operation was called, and for how many accounts each look asked. */
function countedCalls(calls: readonly { readonly operation: string; readonly accountIds: readonly string[] }[]) {
  const operations: Record<string, number> = {};
  for (const { operation } of calls) operations[operation] = (operations[operation] ?? 0) + 1;
  const looks = calls
    .filter(({ operation }) => operation === "BatchGetAccountStatus")
    .map(({ accountIds }) => accountIds.length);
  assert.ok(looks.every((count) => count <= 100));
  return { operations, looks };
}
