import assert from "node:assert/strict";
import type { Fault } from "../../../../provider/status/fault";
import { SELF, type Reading } from "../../../../provider/status/report";
import type { Moment } from "../../../../provider/waiting/clock";
import { Wait, type Ending, type WaitRequest } from "../../../../provider/waiting/wait";
import { A, account, all, B, C, failed, missing } from "../../../support/readings";

const THROTTLED: Fault = { kind: "throttled", code: "ThrottlingException", message: "Rate exceeded" };
const UNREACHABLE: Fault = { kind: "unreachable", code: "ECONNREFUSED", message: "connection refused" };

/** What a look brings, by account. A text is a status. */
type Brought = Readonly<Record<string, string | Reading | Fault>>;

/** A look at a second that takes no time. */
function look(wait: Wait, second: number, brought: Brought): Ending | undefined {
  const readings = new Map<string, Reading>();
  const unread = new Map<string, Fault>();
  for (const [id, each] of Object.entries(brought)) {
    if (typeof each === "string") readings.set(id, all(id, each));
    else if ("message" in each) unread.set(id, each);
    else readings.set(id, each);
  }
  const moment = at(second * 1_000);
  return wait.take({ readings, unread, began: moment, ended: moment, slept: false });
}

/** A moment on both clocks. */
function at(milliseconds: number): Moment {
  return { monotonic: milliseconds, wall: milliseconds };
}

/** A look that takes time, from one moment to another. */
function slowLook(wait: Wait, began: number, ended: number, statuses: Brought, slept = false): string | undefined {
  const readings = new Map(Object.entries(statuses).map(([id, status]) => [id, all(id, status as string)]));
  return wait.take({ readings, unread: new Map(), began: at(began * 1_000), ended: at(ended * 1_000), slept })?.ending;
}

function waitFor(accountIds: readonly string[], rest: Partial<WaitRequest> = {}): Wait {
  return new Wait(
    { accountIds, expectation: { status: "ENABLED" }, purpose: "gate", timeout: 600_000, grace: 30_000, ...rest },
    at(0),
  );
}

/** The looks, one after the other; how the wait has ended, and at which second. */
function endingOf(wait: Wait, looks: readonly (readonly [second: number, brought: Brought])[]): string {
  for (const [second, brought] of looks) {
    const ending = look(wait, second, brought);
    if (ending) return `${ending.ending} at ${second}`;
  }
  return "waiting";
}

describe("Wait", () => {
  const denied = failed(A, { errorCode: "ACCESS_DENIED" });
  const isolated = failed(A, { errorCode: "ACCOUNT_IS_ISOLATED" });
  const suspended = account(A, "SUSPENDED", { ec2: "ENABLED" });
  const EC2: Partial<WaitRequest> = { expectation: { status: "ENABLED", resourceTypes: ["EC2"] } };
  const table: [
    name: string,
    rest: Partial<WaitRequest>,
    looks: [second: number, brought: Brought][],
    ending: string,
  ][] = [
    ["ENABLED at once", {}, [[0, { [A]: "ENABLED" }]], "passed at 0"],
    [
      "ENABLING, then ENABLED",
      {},
      [
        [0, { [A]: "ENABLING" }],
        [3, { [A]: "ENABLED" }],
      ],
      "passed at 3",
    ],
    // The grace.
    [
      "DISABLED within the grace",
      {},
      [
        [0, { [A]: "DISABLED" }],
        [29.999, { [A]: "DISABLED" }],
      ],
      "waiting",
    ],
    [
      "DISABLED for the grace",
      {},
      [
        [0, { [A]: "DISABLED" }],
        [30, { [A]: "DISABLED" }],
      ],
      "violated at 30",
    ],
    ["DISABLED without a grace", { grace: 0 }, [[0, { [A]: "DISABLED" }]], "violated at 0"],
    [
      "MISSING for the grace",
      {},
      [
        [0, { [A]: missing }],
        [30, { [A]: missing }],
      ],
      "violated at 30",
    ],
    [
      "ACCESS_DENIED, then ENABLED",
      {},
      [
        [0, { [A]: denied }],
        [29, { [A]: "ENABLED" }],
      ],
      "passed at 29",
    ],
    [
      "one doubt after the other",
      {},
      [
        [0, { [A]: missing }],
        [15, { [A]: denied }],
        [30, { [A]: "DISABLED" }],
      ],
      "violated at 30",
    ],
    [
      "a transition resets the grace",
      {},
      [
        [0, { [A]: "DISABLED" }],
        [20, { [A]: "ENABLING" }],
        [40, { [A]: "DISABLED" }],
        [69, { [A]: "DISABLED" }],
      ],
      "waiting",
    ],
    [
      "until it has lasted again",
      {},
      [
        [0, { [A]: "DISABLED" }],
        [20, { [A]: "ENABLING" }],
        [40, { [A]: "DISABLED" }],
        [70, { [A]: "DISABLED" }],
      ],
      "violated at 70",
    ],
    [
      "flapping never ends by the grace",
      {},
      Array.from({ length: 20 }, (_, i): [number, Brought] => [i * 20, { [A]: i % 2 ? "ENABLING" : "DISABLED" }]),
      "waiting",
    ],
    [
      "SUSPENDED, not so, and SUSPENDED again, where scan types are compared",
      EC2,
      [
        [0, { [A]: suspended }],
        [20, { [A]: "ENABLING" }],
        [40, { [A]: suspended }],
        [60, { [A]: suspended }],
      ],
      "waiting",
    ],
    [
      "a grace beyond the timeout",
      { grace: 3_600_000 },
      [
        [0, { [A]: "DISABLED" }],
        [600, { [A]: "DISABLED" }],
      ],
      "timedOut at 600",
    ],
    [
      "a look that failed keeps the doubt",
      {},
      [
        [0, { [A]: "DISABLED" }],
        [15, { [A]: THROTTLED }],
        [30, { [A]: "DISABLED" }],
      ],
      "violated at 30",
    ],
    [
      "a look that failed confirms nothing",
      {},
      [
        [0, { [A]: "DISABLED" }],
        [45, { [A]: THROTTLED }],
      ],
      "waiting",
    ],
    // Violations.
    ["a final code", {}, [[0, { [A]: isolated }]], "violated at 0"],
    ["a final code, while others are pending", {}, [[0, { [A]: isolated, [B]: "ENABLING" }]], "violated at 0"],
    [
      "a transition lasts as long as it lasts",
      {},
      [
        [0, { [A]: "ENABLING" }],
        [599, { [A]: "ENABLING" }],
      ],
      "waiting",
    ],
    // The deadline.
    [
      "timeout with a last look",
      {},
      [
        [0, { [A]: "ENABLING" }],
        [600, { [A]: "ENABLING" }],
      ],
      "timedOut at 600",
    ],
    [
      "the last look wins",
      {},
      [
        [0, { [A]: "ENABLING" }],
        [600, { [A]: "ENABLED" }],
      ],
      "passed at 600",
    ],
    [
      "an account that was never read",
      {},
      [
        [0, { [A]: "ENABLED", [B]: THROTTLED }],
        [600, { [A]: "ENABLED", [B]: THROTTLED }],
      ],
      "timedOut at 600",
    ],
    [
      "nothing was ever read",
      {},
      [
        [0, { [A]: THROTTLED }],
        [600, { [A]: THROTTLED }],
      ],
      "unverifiable at 600",
    ],
    ["no timeout, one look", { timeout: 0 }, [[0, { [A]: "ENABLING" }]], "timedOut at 0"],
    // Freshness.
    [
      "what was read 10 s ago is fresh",
      {},
      [
        [0, { [A]: "ENABLED", [B]: "ENABLING" }],
        [10, { [B]: "ENABLED" }],
      ],
      "passed at 10",
    ],
    [
      "what was read longer ago is read again",
      {},
      [
        [0, { [A]: "ENABLED", [B]: "ENABLING" }],
        [11, { [B]: "ENABLED" }],
      ],
      "waiting",
    ],
    [
      "and has to be as before",
      {},
      [
        [0, { [A]: "ENABLED", [B]: "ENABLING" }],
        [11, { [B]: "ENABLED" }],
        [11, { [A]: "DISABLED" }],
      ],
      "waiting",
    ],
    [
      "then it passes",
      {},
      [
        [0, { [A]: "ENABLED", [B]: "ENABLING" }],
        [11, { [B]: "ENABLED" }],
        [11, { [A]: "ENABLED" }],
      ],
      "passed at 11",
    ],
    // Faults.
    [
      "a refusal ends it at once",
      {},
      [
        [0, { [A]: "ENABLING" }],
        [3, { [A]: { kind: "denied", code: "AccessDeniedException", message: "" } }],
      ],
      "unverifiable at 3",
    ],
    [
      "credentials end it at once",
      {},
      [[0, { [A]: { kind: "credentials", code: "ExpiredTokenException", message: "" } }]],
      "unverifiable at 0",
    ],
    [
      "a fault of an account of others does not",
      {},
      [[0, { [A]: "ENABLING", [C]: { kind: "denied", code: "AccessDeniedException", message: "" } }]],
      "waiting",
    ],
    [
      "a service that was never reached",
      {},
      [
        [0, { [A]: UNREACHABLE }],
        [9, { [A]: UNREACHABLE }],
        [14, { [A]: UNREACHABLE }],
      ],
      "unverifiable at 14",
    ],
    [
      "a service that was reached once",
      {},
      [
        [0, { [A]: "ENABLING" }],
        [9, { [A]: UNREACHABLE }],
        [300, { [A]: UNREACHABLE }],
      ],
      "waiting",
    ],
    [
      "a service that throttles from the start",
      {},
      [
        [0, { [A]: THROTTLED }],
        [300, { [A]: THROTTLED }],
      ],
      "waiting",
    ],
    // Reads.
    ["a read takes what is settled", { purpose: "read" }, [[0, { [A]: "DISABLED" }]], "passed at 0"],
    [
      "a read judges nothing",
      { purpose: "read", grace: 0 },
      [
        [0, { [A]: "DISABLED", [B]: "ENABLING" }],
        [3, { [B]: "ENABLED" }],
      ],
      "passed at 3",
    ],
    [
      "a read takes codes, too",
      { purpose: "read" },
      [[0, { [A]: failed(A, { errorCode: "ENABLE_IN_PROGRESS" }) }]],
      "passed at 0",
    ],
    ["a read takes what is missing", { purpose: "read" }, [[0, { [A]: missing }]], "passed at 0"],
    [
      "a read follows transitions",
      { purpose: "read" },
      [
        [0, { [A]: "DISABLING" }],
        [3, { [A]: "DISABLED" }],
      ],
      "passed at 3",
    ],
    [
      "a read follows no transition of what is not compared",
      { purpose: "read", ...EC2 },
      [[0, { [A]: account(A, "ENABLING", { ec2: "ENABLED", ecr: "ENABLING" }) }]],
      "passed at 0",
    ],
    [
      "a read ends at its timeout",
      { purpose: "read", timeout: 30_000 },
      [
        [0, { [A]: "ENABLING" }],
        [30, { [A]: "ENABLING" }],
      ],
      "timedOut at 30",
    ],
    [
      "a read tells what it has read shortly before its timeout",
      { purpose: "read", timeout: 30_000 },
      [
        [21, { [A]: "ENABLING", [B]: "ENABLED" }],
        [30, { [A]: THROTTLED, [B]: THROTTLED }],
      ],
      "timedOut at 30",
    ],
    [
      "a read tells nothing old, of any account",
      { purpose: "read", timeout: 30_000 },
      [
        [19, { [A]: "ENABLING", [B]: "ENABLED" }],
        [30, { [A]: "ENABLING", [B]: THROTTLED }],
      ],
      "unverifiable at 30",
    ],
  ];
  for (const [name, rest, looks, ending] of table) {
    it(`${name}: ${ending}`, () => {
      const ids = [...new Set(looks.flatMap(([, brought]) => Object.keys(brought)))].filter((id) => id !== C);
      assert.equal(endingOf(waitFor(ids, rest), looks), ending);
    });
  }

  describe("with slow looks, whose readings are as old as their beginning", () => {
    it("does not pass on a reading that grew old meanwhile", () => {
      const wait = waitFor([A, B]);
      look(wait, 0, { [A]: "ENABLED", [B]: "ENABLING" });
      assert.equal(slowLook(wait, 8, 23, { [B]: "ENABLED" }), undefined);
      assert.deepEqual(wait.due(at(23_000)), [A, B]);
      // What the last look itself has brought is as fresh as can be.
      assert.equal(slowLook(wait, 23, 38, { [A]: "ENABLED", [B]: "ENABLED" }), "passed");
    });

    it("reads everything again where one part after the other goes stale", () => {
      const wait = waitFor([A, B]);
      slowLook(wait, 0, 1, { [A]: "ENABLED", [B]: "ENABLING" });
      assert.equal(slowLook(wait, 5, 25, { [B]: "ENABLED" }), undefined);
      assert.equal(slowLook(wait, 25, 45, { [A]: "ENABLED" }), undefined);
      assert.deepEqual(wait.due(at(45_000)), [A, B]);
      assert.equal(slowLook(wait, 45, 65, { [A]: "ENABLED", [B]: "ENABLED" }), "passed");
    });

    it("begins to count a doubt when the first answer is there", () => {
      const wait = waitFor([A, B]);
      slowLook(wait, 0, 20, { [A]: "DISABLED", [B]: "ENABLED" });
      assert.equal(slowLook(wait, 40, 41, { [A]: "DISABLED" }), undefined);
      assert.equal(slowLook(wait, 50, 51, { [A]: "DISABLED" }), "violated");
    });

    it("without a grace, ends at the first doubt", () => {
      const wait = waitFor([A, B], { grace: 0 });
      assert.equal(slowLook(wait, 0, 20, { [A]: "DISABLED", [B]: "ENABLED" }), "violated");
    });
  });

  describe("after a sleep of the computer", () => {
    it("does not pass on what was read before it, in the middle of a look", () => {
      const wait = waitFor([A, B]);
      assert.equal(slowLook(wait, 0, 60, { [A]: "ENABLED", [B]: "ENABLED" }, true), undefined);
      assert.deepEqual(wait.due(at(60_000)), [A, B]);
      assert.equal(slowLook(wait, 60, 61, { [A]: "ENABLED", [B]: "ENABLED" }), "passed");
    });

    it("does not pass at the last look either, and looks again", () => {
      const wait = waitFor([A], { timeout: 0 });
      assert.equal(slowLook(wait, 0, 19, { [A]: "ENABLED" }, true), undefined);
      assert.equal(slowLook(wait, 19, 38, { [A]: "ENABLED" }), "passed");
    });

    for (const [clock, moment] of [
      ["stands still", { monotonic: 5_000, wall: 3_605_000 }],
      ["goes on", at(3_605_000)],
    ] as const) {
      it(`reads everything again where the monotonic clock ${clock}`, () => {
        const wait = waitFor([A, B], { timeout: 86_400_000 });
        look(wait, 0, { [A]: "ENABLED", [B]: "ENABLING" });
        const readings = new Map([[B, all(B, "ENABLED")]]);
        assert.equal(wait.take({ readings, unread: new Map(), began: moment, ended: moment, slept: false }), undefined);
        assert.deepEqual(wait.due(moment), [A]);
      });
    }
  });

  it("takes no reading for new because the clock was put back", () => {
    const wait = waitFor([A, B]);
    look(wait, 300, { [A]: "ENABLED", [B]: "ENABLING" });
    const moment = { monotonic: 320_000, wall: 0 };
    const readings = new Map([[B, all(B, "ENABLED")]]);
    assert.equal(wait.take({ readings, unread: new Map(), began: moment, ended: moment, slept: false }), undefined);
    assert.deepEqual(wait.due(moment), [A]);
  });

  it("counts from when the time began, where that was before the wait", () => {
    const wait = waitFor([A], { timeout: 60_000, begun: -50_000 });
    assert.equal(look(wait, 9, { [A]: "ENABLING" }), undefined);
    const ending = look(wait, 10, { [A]: "ENABLING" });
    assert.deepEqual([ending?.ending, ending?.seen.waited], ["timedOut", 60_000]);
  });

  describe("due", () => {
    it("is all accounts at first, then those that are pending", () => {
      const wait = waitFor([A, B, C]);
      assert.deepEqual(wait.due(at(0)), [A, B, C]);
      look(wait, 0, { [A]: "ENABLED", [B]: "ENABLING", [C]: THROTTLED });
      assert.deepEqual(wait.due(at(60_000)), [B, C]);
    });

    it("is all accounts at the deadline, because the last look may take long", () => {
      const wait = waitFor([A, B, C]);
      look(wait, 595, { [A]: "ENABLED", [B]: "ENABLED", [C]: "ENABLING" });
      assert.deepEqual(wait.due(at(599_999)), [C]);
      assert.deepEqual(wait.due(at(600_000)), [A, B, C]);
    });

    it("is all accounts once more, if the time is up because throttling has ended", () => {
      const wait = waitFor([A, B], { purpose: "read", timeout: 0 });
      assert.equal(look(wait, 0, { [A]: THROTTLED, [B]: "ENABLED" }), undefined);
      assert.deepEqual(wait.due(at(12_000)), [A]);
      assert.equal(look(wait, 12, { [A]: "ENABLING" }), undefined);
      assert.deepEqual(wait.due(at(12_000)), [A, B]);
      assert.equal(look(wait, 12, { [A]: "ENABLING", [B]: "DISABLED" })?.ending, "timedOut");
    });

    it("is the accounts that are no longer fresh, if none is pending", () => {
      const wait = waitFor([A, B]);
      look(wait, 0, { [A]: "ENABLED", [B]: "ENABLING" });
      look(wait, 20, { [B]: "ENABLED" });
      assert.deepEqual(wait.due(at(20_000)), [A]);
    });
  });

  it("knows at its end what was violated, what was pending, how long and how often", () => {
    const wait = waitFor([A, B, C]);
    look(wait, 0, { [A]: "ENABLED", [B]: "ENABLING", [C]: "ENABLING" });
    const ending = look(wait, 3, { [B]: failed(B, { errorCode: "ACCOUNT_IS_ISOLATED" }), [C]: "ENABLING" });
    assert.equal(ending?.ending, "violated");
    assert.deepEqual(
      [ending.seen.violations, ending.seen.pending].map((verdicts) => verdicts.map(({ accountId }) => accountId)),
      [[B], [C]],
    );
    assert.deepEqual([ending.seen.waited, ending.seen.looks], [3_000, 2]);
  });

  it("ignores readings of accounts that are not its own", () => {
    const wait = waitFor([A]);
    assert.equal(look(wait, 0, { [B]: "DISABLED", [C]: THROTTLED }), undefined);
    const { readings, unread } = wait.seen(at(0));
    assert.deepEqual([readings.size, unread.size], [0, 0]);
  });

  it("knows the caller's own account by its id once that was read, also where it can't be read any more", () => {
    const wait = waitFor([SELF]);
    look(wait, 0, { [SELF]: THROTTLED });
    assert.deepEqual([...wait.seen(at(0)).unread.keys()], [SELF]);
    look(wait, 3, { [SELF]: all(A, "ENABLING") });
    look(wait, 6, { [SELF]: THROTTLED });
    const { pending, unread } = wait.seen(at(6_000));
    assert.deepEqual([pending.map(({ accountId }) => accountId), [...unread.keys()]], [[A], [A]]);
  });

  it("refuses to wait for no account", () => {
    assert.throws(() => waitFor([]), /a wait for no account would pass at once/);
  });
});

describe("Wait, where offered", () => {
  const resourceTypes = ["EC2", "LAMBDA_CODE"] as const;
  const rest: Partial<WaitRequest> = { expectation: { status: "ENABLED", resourceTypes, whereOffered: true } };
  const only = (id: string): Reading => account(id, "ENABLED", { ec2: "ENABLED" });

  it("passes without a scan type that no account has", () => {
    assert.equal(endingOf(waitFor([A, B], rest), [[0, { [A]: only(A), [B]: only(B) }]]), "passed at 0");
  });

  it("does not pass on an answer without scan types", () => {
    const nothing = account(A, "ENABLED");
    assert.equal(
      endingOf(waitFor([A], rest), [
        [0, { [A]: nothing }],
        [40, { [A]: nothing }],
      ]),
      "violated at 40",
    );
  });

  it("does not hide one account's missing scan type behind another's", () => {
    const wait = waitFor([A, B], rest);
    const looks = [0, 40].map((second) => [second, { [A]: only(A), [B]: "ENABLED" }] as const);
    const ending = looks.reduce<Ending | undefined>((_, [second, brought]) => look(wait, second, brought), undefined);
    assert.equal(ending?.ending, "violated");
    const { violations } = ending.seen;
    assert.deepEqual(
      violations.map((it) => [it.accountId, it.resourceType, it.found]),
      [[A, "LAMBDA_CODE", "UNREPORTED"]],
    );
  });

  it("compares again what it had left out, once a later account has it", () => {
    const wait = waitFor([A, B], rest);
    assert.equal(look(wait, 0, { [A]: only(A), [B]: THROTTLED }), undefined);
    assert.equal(look(wait, 10, { [B]: "ENABLED" }), undefined);
    const ending = look(wait, 50, { [A]: only(A) });
    assert.deepEqual(
      ending?.seen.violations.map((it) => [it.accountId, it.resourceType]),
      [[A, "LAMBDA_CODE"]],
    );
  });
});
