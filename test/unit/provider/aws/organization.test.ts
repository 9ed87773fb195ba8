import assert from "node:assert/strict";
import { readMembership, type MembershipResult } from "../../../../provider/aws/organization";
import { A, accountNumber, B, C } from "../../../support/readings";

const ADMINISTRATOR = "999900001111";

function member(accountId: string, relationshipStatus: unknown = "ENABLED", rest: object = {}): object {
  return { accountId, relationshipStatus, delegatedAdminAccountId: ADMINISTRATOR, ...rest };
}

/** What comes of an organization whose pages are these, one after the other, the last one again and again. */
async function membershipOf(
  pages: readonly unknown[],
  { excluded = [], administrator = {} }: { excluded?: readonly string[]; administrator?: unknown } = {},
): Promise<{ readonly result: MembershipResult; readonly tokens: readonly unknown[] }> {
  const tokens: unknown[] = [];
  const result = await readMembership(
    {
      batchGetAccountStatus: async () => ({
        accounts: [{ accountId: ADMINISTRATOR, state: { status: "ENABLED" }, resourceState: {} }],
      }),
      listMembers: async (token) => {
        const page = pages[Math.min(tokens.push(token), pages.length) - 1];
        return typeof page === "function" ? page(tokens.length) : page;
      },
      getDelegatedAdminAccount: async () => {
        if (administrator instanceof Error) throw administrator;
        return administrator;
      },
    },
    excluded,
  );
  return { result, tokens };
}

async function watchedOf(pages: readonly unknown[], excluded: readonly string[] = []): Promise<readonly string[]> {
  const { result } = await membershipOf(pages, { excluded });
  assert.equal(result.outcome, "members", JSON.stringify(result));
  return result.outcome === "members" ? result.membership.watched : [];
}

describe("readMembership", () => {
  it("puts all pages together, and sends each token as it came", async () => {
    const token = " a\n\u200btoken ";
    const { result, tokens } = await membershipOf([
      { members: [member(A)], nextToken: token },
      { members: [], nextToken: "b" },
      { members: [member(B)], nextToken: "" },
    ]);
    assert.deepEqual(tokens, [undefined, token, "b"]);
    assert.deepEqual(result.outcome === "members" && result.membership.watched, [A, B, ADMINISTRATOR]);
  });

  const later: [name: string, page: unknown][] = [
    ["nothing", {}],
    ["no JSON object", "members"],
    ["null", null],
    ["members that are null", { members: null }],
    ["members that are an object", { members: { 0: member(B) } }],
    ["members that are text", { members: "" }],
    ...[null, 7, "x", [], {}, { accountId: 5 }, { accountId: null }, { accountId: "" }, { accountId: "4444" }].map(
      (entry): [string, unknown] => [`an entry ${JSON.stringify(entry)}`, { members: [member(B), entry] }],
    ),
    ["an id with a line of its own", { members: [member(`${B}\n::error::`)] }],
    ["an administrator that is no account", { members: [member(B, "ENABLED", { delegatedAdminAccountId: "\u001b" })] }],
    ["an administrator that is a number", { members: [member(B, "ENABLED", { delegatedAdminAccountId: 1 })] }],
    ...[3, 0, true, false, {}, { token: "x" }, [], ["x"], " ", "\n"].map((nextToken): [string, unknown] => [
      `the token ${JSON.stringify(nextToken)}`,
      { members: [member(B)], nextToken },
    ]),
    ["the token of the page before", { members: [member(B)], nextToken: "1" }],
    ["an ever new token", (call: number) => ({ members: [member(accountNumber(call))], nextToken: `${call}` })],
    ["an ever new token, and nobody", (call: number) => ({ members: [], nextToken: `${call}` })],
  ];
  for (const [name, page] of later) {
    for (const before of [[], [{ members: [member(A)], nextToken: "1" }]]) {
      it(`is a fault where ${before.length > 0 ? "a later page" : "the first page"} has ${name}`, async () => {
        const { result, tokens } = await membershipOf([...before, page]);
        assert.equal(result.outcome, "fault");
        assert.deepEqual(result.outcome === "fault" && [result.operation, result.fault.kind, result.fault.code], [
          "ListMembers",
          "unreadable",
          "UnreadableAnswer",
        ]);
        assert.ok(tokens.length <= 1_000, String(tokens.length));
      });
    }
  }

  it("takes as many pages as the largest organization can have, in short ones", async () => {
    const page = (call: number) => ({
      members: [member(accountNumber(call))],
      ...(call < 999 && { nextToken: `${call}` }),
    });
    assert.equal((await watchedOf([page])).length, 1_000);
  });

  it("watches every member whose status does not surely leave it out", async () => {
    for (const status of [
      null,
      "",
      " ",
      5,
      {},
      ["REMOVED"],
      "removed",
      "Removed",
      "REMOVED\u200b",
      "\u001b[0mREMOVED",
      "EXCLUDED",
    ])
      assert.deepEqual(await watchedOf([{ members: [member(A, status)] }]), [A, ADMINISTRATOR], JSON.stringify(status));
    assert.deepEqual(await watchedOf([{ members: [{ accountId: A }, member(B)] }]), [A, B, ADMINISTRATOR]);
  });

  it("keeps statuses clean", async () => {
    const { result } = await membershipOf([{ members: [member(A), member(B, "REMOVED")] }]);
    assert.deepEqual(result.outcome === "members" && Object.keys(result.membership.skipped), [B]);
  });

  it("watches an account that is listed twice with different statuses, on whatever pages", async () => {
    for (const [first, second] of [
      ["REMOVED", "ENABLED"],
      ["ENABLED", "REMOVED"],
      ["DELETED", "NEW"],
    ])
      assert.deepEqual(
        await watchedOf([{ members: [member(A, first)], nextToken: "1" }, { members: [member(A, second)] }]),
        [A, ADMINISTRATOR],
      );
  });

  describe("where only the administrator is left", () => {
    const REMOVED = [member(A, "REMOVED"), member(B, "ACCOUNT_SUSPENDED")];

    it("has no members if their status leaves out all, or all but those that a program leaves out", async () => {
      for (const [members, excluded] of [
        [REMOVED, []],
        [REMOVED, [A]],
        [[...REMOVED, member(ADMINISTRATOR)], []],
        [[member(ADMINISTRATOR)], []],
        [[], [C]],
      ] as const) {
        const { result } = await membershipOf([{ members }], {
          excluded,
          administrator: { delegatedAdmin: { accountId: ADMINISTRATOR } },
        });
        assert.equal(result.outcome, "noMembers", JSON.stringify([members, excluded]));
      }
    });

    it("says which accounts have been left out", async () => {
      const { result } = await membershipOf([{ members: REMOVED }]);
      assert.deepEqual(
        result.outcome === "noMembers" &&
          Object.entries(result.skipped).map(([id, each]) => [id, each.relationshipStatus]),
        [
          [A, "REMOVED"],
          [B, "ACCOUNT_SUSPENDED"],
        ],
      );
    });

    it("has the administrator if a program leaves out all others by name", async () => {
      assert.deepEqual(await watchedOf([{ members: [member(A), member(B, "REMOVED")] }], [A, B]), [ADMINISTRATOR]);
    });
  });

  describe("where no member names the administrator", () => {
    const pages = [{ members: [{ accountId: A, relationshipStatus: "ENABLED", delegatedAdminAccountId: "" }] }];
    const outcomes: [name: string, administrator: unknown, outcome: MembershipResult["outcome"]][] = [
      ["the caller", { delegatedAdmin: { accountId: ADMINISTRATOR } }, "members"],
      ["somebody else", { delegatedAdmin: { accountId: C } }, "notAdministrator"],
      ["nobody", {}, "notAdministrator"],
      ["a number", { delegatedAdmin: { accountId: 999900001111 } }, "fault"],
      ["a text that is no account", { delegatedAdmin: { accountId: "\u001b[31m" } }, "fault"],
      ["nothing, because it is denied", Object.assign(new Error("no"), { name: "AccessDeniedException" }), "fault"],
    ];
    for (const [name, administrator, outcome] of outcomes) {
      it(`is ${outcome} if GetDelegatedAdminAccount names ${name}`, async () => {
        const { result } = await membershipOf(pages, { administrator });
        assert.equal(result.outcome, outcome);
        if (result.outcome === "fault") assert.equal(result.operation, "GetDelegatedAdminAccount");
      });
    }

    it("believes the member that names the caller, whatever others name", async () => {
      const others = [member(A, "REMOVED", { delegatedAdminAccountId: C }), member(B)];
      for (const members of [others, [...others].reverse()])
        assert.deepEqual(await watchedOf([{ members }]), [B, ADMINISTRATOR]);
    });
  });
});
