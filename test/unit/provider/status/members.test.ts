import assert from "node:assert/strict";
import { isAdministratorAlone, membershipOf } from "../../../../provider/status/members";
import { A, B, C } from "../../../support/readings";

const ADMINISTRATOR = "999900001111";

// All of https://docs.aws.amazon.com/inspector/v2/APIReference/API_Member.html, and one that it does not have.
const TREATMENTS: Readonly<Record<string, "watched" | RegExp>> = {
  CREATED: "watched",
  INVITED: "watched",
  DISABLED: "watched",
  ENABLED: "watched",
  REMOVED: /the administrator has disassociated the account/,
  RESIGNED: /the account has disassociated itself/,
  DELETED: /no longer a member/,
  EMAIL_VERIFICATION_IN_PROGRESS: "watched",
  EMAIL_VERIFICATION_FAILED: "watched",
  REGION_DISABLED: /not opted in to this Region/,
  ACCOUNT_SUSPENDED: /suspended in the organization/,
  CANNOT_CREATE_DETECTOR_IN_ORG_MASTER: "watched",
  MOVED_TO_MARS: "watched",
};

describe("the members of an administrator", () => {
  for (const [relationshipStatus, treatment] of Object.entries(TREATMENTS)) {
    it(`are ${treatment === "watched" ? "watched" : "skipped, with the reason,"} where they are ${relationshipStatus}`, () => {
      const { watched, skipped } = membershipOf(ADMINISTRATOR, [{ accountId: A, relationshipStatus }], []);
      if (treatment === "watched") {
        assert.deepEqual([watched, skipped], [[A, ADMINISTRATOR], {}]);
      } else {
        assert.deepEqual(watched, [ADMINISTRATOR]);
        assert.equal(skipped[A]?.relationshipStatus, relationshipStatus);
        assert.match(skipped[A].reason, treatment);
      }
    });
  }

  it("are sorted, and the administrator is one of them, once", () => {
    const members = [C, ADMINISTRATOR, A].map((accountId) => ({ accountId, relationshipStatus: "ENABLED" }));
    assert.deepEqual(membershipOf(ADMINISTRATOR, members, []), {
      watched: [A, C, ADMINISTRATOR],
      skipped: {},
      unmatched: [],
    });
  });

  it("are left out where they are excluded, whatever they are, and so is the administrator", () => {
    const members = [
      { accountId: A, relationshipStatus: "ENABLED" },
      { accountId: B, relationshipStatus: "REMOVED" },
    ];
    const { watched, skipped, unmatched } = membershipOf(ADMINISTRATOR, members, [ADMINISTRATOR, B, C]);
    assert.deepEqual([watched, unmatched], [[A], [C]]);
    const excluded = { relationshipStatus: "EXCLUDED", reason: "`excludeAccountIds` names the account" };
    assert.deepEqual(skipped, { [B]: excluded, [ADMINISTRATOR]: excluded });
  });

  it("are watched where they have been removed and have joined again, in whatever order they are listed", () => {
    const statuses = ["REMOVED", "ENABLED"].map((relationshipStatus) => ({ accountId: A, relationshipStatus }));
    for (const members of [statuses, [...statuses].reverse()]) {
      assert.deepEqual(membershipOf(ADMINISTRATOR, members, []).watched, [A, ADMINISTRATOR]);
    }
  });

  const alone: [name: string, statuses: readonly string[], excluded: readonly string[], isAlone: boolean][] = [
    ["there are none", [], [], true],
    ["one is watched", ["REMOVED", "ENABLED"], [], false],
    ["all have left", ["REMOVED", "RESIGNED"], [], true],
    ["all are suspended", ["ACCOUNT_SUSPENDED", "ACCOUNT_SUSPENDED"], [], true],
    ["one has left, and one is excluded", ["REMOVED", "ENABLED"], [B], true],
    ["all are excluded", ["REMOVED", "ENABLED"], [A, B], false],
    ["all have left, and the administrator is excluded", ["REMOVED"], [ADMINISTRATOR], false],
  ];
  for (const [name, statuses, excluded, isAlone] of alone) {
    it(`${isAlone ? "leave" : "do not leave"} the administrator alone where ${name}`, () => {
      const members = statuses.map((relationshipStatus, i) => ({ accountId: [A, B][i]!, relationshipStatus }));
      assert.equal(isAdministratorAlone(membershipOf(ADMINISTRATOR, members, excluded), ADMINISTRATOR), isAlone);
    });
  }
});
