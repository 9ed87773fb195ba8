import assert from "node:assert/strict";
import {
  deviationsOf,
  expectedObserved,
  isAsExpected,
  membershipChange,
  observedOf,
} from "../../../../provider/gate/observed";
import type { Observed } from "../../../../provider/gate/arguments";
import type { Reading } from "../../../../provider/status/report";
import type { Expectation } from "../../../../provider/status/assessment";
import { ERROR_CODES } from "../../../../provider/status/vocabulary";
import { A, account, all, B, C, failed, missing } from "../../../support/readings";

const ON: Expectation = { status: "ENABLED" };
const SCANS: Expectation = { status: "ENABLED", resourceTypes: ["EC2", "LAMBDA_CODE"] };

describe("observedOf", () => {
  const table: [name: string, reading: Reading, expectation: Expectation, statuses: Record<string, string>][] = [
    ["the account", all(A, "ENABLED"), ON, { account: "ENABLED" }],
    ["scan types", all(A, "ENABLED"), SCANS, { EC2: "ENABLED", LAMBDA_CODE: "ENABLED" }],
    [
      "drift",
      account(A, "ENABLED", { ec2: "DISABLED", lambdaCode: "ENABLING" }),
      SCANS,
      { EC2: "DISABLED", LAMBDA_CODE: "ENABLING" },
    ],
    ["missing", missing, SCANS, { EC2: "MISSING", LAMBDA_CODE: "MISSING" }],
    ["unreported", account(A, "ENABLED", { ec2: "ENABLED" }), SCANS, { EC2: "ENABLED", LAMBDA_CODE: "UNREPORTED" }],
    [
      "failed with a status that looks right",
      failed(A, { status: "ENABLED", errorCode: "ACCESS_DENIED" }),
      ON,
      { account: "ACCESS_DENIED" },
    ],
    ["failed without a code", failed(A, { status: "ENABLED" }), ON, { account: "FAILED" }],
    ["nothing enabled", account(A, "ENABLED", { ec2: "DISABLED" }), ON, { account: "ENABLED, but no scan type is" }],
    [
      "suspended",
      account(A, "SUSPENDED", { ec2: "ENABLED", lambdaCode: "ENABLED" }),
      SCANS,
      { EC2: "ENABLED", LAMBDA_CODE: "ENABLED", account: "SUSPENDED" },
    ],
    ["an unknown status", account(A, "HIBERNATED"), ON, { account: "HIBERNATED" }],
    ["a code that is called like the status", failed(A, { errorCode: "ENABLED" }), ON, { account: "FAILED (ENABLED)" }],
  ];
  for (const [name, reading, expectation, statuses] of table) {
    it(name, () => {
      const observed = observedOf(new Map([[A, reading]]), expectation);
      assert.deepEqual(observed, { [A]: statuses });
      assert.equal(
        isAsExpected(observed, expectation),
        Object.values(statuses).every((status) => status === "ENABLED"),
      );
    });
  }

  it("shows what can't be enabled yet, or is not known, where the account itself is compared", () => {
    const states = { ec2: "ENABLED", ami: "DISABLED", vmImage: "ENABLING", account: "DISABLED", member: "DISABLED" };
    const observed = observedOf(new Map([[A, account(A, "ENABLED", states)]]), ON);
    assert.deepEqual(observed, { [A]: { AMI: "DISABLED", account: "ENABLED", vmImage: "ENABLING" } });
    assert.equal(isAsExpected(observed, ON), true);
    assert.deepEqual(deviationsOf(observed, ON), { [A]: {} });
    const off = observedOf(new Map([[A, account(A, "DISABLED", states)]]), ON);
    assert.deepEqual(deviationsOf(off, ON), { [A]: { account: "DISABLED" } });
  });

  it("compares AMI where it is asked for", () => {
    const expectation: Expectation = { status: "ENABLED", resourceTypes: ["AMI"] };
    const observed = observedOf(
      new Map([[A, account(A, "ENABLED", { ami: "DISABLED", vmImage: "ENABLED" })]]),
      expectation,
    );
    assert.deepEqual(observed, { [A]: { AMI: "DISABLED" } });
    assert.equal(isAsExpected(observed, expectation), false);
  });

  it("leaves out what is not offered, and only that", () => {
    const expectation: Expectation = { ...SCANS, whereOffered: true };
    const only = account(A, "ENABLED", { ec2: "ENABLED" });
    const observed = observedOf(new Map([[A, only]]), expectation);
    assert.deepEqual(observed, { [A]: { EC2: "ENABLED" } });
    assert.equal(isAsExpected(observed, expectation), true);
    const both = observedOf(
      new Map([
        [A, only],
        [B, all(B, "ENABLED")],
      ]),
      expectation,
    );
    assert.deepEqual(both[A], { EC2: "ENABLED", LAMBDA_CODE: "UNREPORTED" });
    assert.equal(isAsExpected(both, expectation), false);
    const none = observedOf(new Map([[A, account(A, "ENABLED")]]), expectation);
    assert.equal(isAsExpected(none, expectation), false);
  });

  it("never has the expected status for a failed account, whatever its code", () => {
    for (const errorCode of [...ERROR_CODES, "NEW"].filter((code) => code !== "ALREADY_ENABLED")) {
      const reading = failed(A, {
        status: "ENABLED",
        resourceStatus: { ec2: "ENABLED", lambdaCode: "ENABLED" },
        errorCode,
      });
      for (const expectation of [ON, SCANS]) {
        const observed = observedOf(new Map([[A, reading]]), expectation);
        assert.ok(!Object.values(observed[A]!).includes("ENABLED"), errorCode);
        assert.equal(isAsExpected(observed, expectation), false);
      }
    }
  });

  it("is sorted by account and scan type, whatever the order of the readings", () => {
    const readings: [string, Reading][] = [B, C, A].map((id) => [id, all(id, "ENABLED")]);
    const expectation: Expectation = { status: "ENABLED", resourceTypes: ["LAMBDA_CODE", "EC2"] };
    const text = JSON.stringify(observedOf(new Map(readings), expectation));
    assert.equal(text, JSON.stringify(observedOf(new Map(readings.reverse()), SCANS)));
    assert.deepEqual(Object.keys(JSON.parse(text) as object), [A, B, C]);
  });

  it("is the expected one while everything is as expected", () => {
    const report = new Map([A, B].map((id) => [id, all(id, "ENABLED")]));
    for (const expectation of [ON, SCANS])
      assert.deepEqual(observedOf(report, expectation), expectedObserved([B, A], expectation));
  });

  it("shows the accounts that are not watched", () => {
    const skipped = { [B]: { relationshipStatus: "ACCOUNT_SUSPENDED", reason: "the account is suspended" } };
    const observed = observedOf(new Map([[A, all(A, "ENABLED")]]), ON, skipped);
    assert.deepEqual(observed, { [A]: { account: "ENABLED" }, [B]: { member: "ACCOUNT_SUSPENDED" } });
    assert.equal(isAsExpected(observed, ON), true);
  });
});

describe("isAsExpected", () => {
  it("is false for nothing", () => {
    assert.equal(isAsExpected({}, ON), false);
    assert.equal(isAsExpected({ [A]: {} }, ON), false);
    assert.equal(isAsExpected({ [A]: { member: "ENABLED" } }, ON), false);
  });
});

describe("membershipChange", () => {
  const one = { account: "ENABLED" };
  const out = { member: "ACCOUNT_SUSPENDED" };
  const table: [name: string, before: Observed, now: Observed, change: object | undefined][] = [
    ["nothing", { [A]: one, [B]: out }, { [A]: { account: "DISABLED" }, [B]: out }, undefined],
    ["joined", { [A]: one }, { [A]: one, [B]: one }, { joined: [B], left: [], skipped: {} }],
    ["left", { [A]: one, [B]: one }, { [A]: one }, { joined: [], left: [B], skipped: {} }],
    [
      "skipped since",
      { [A]: one, [B]: one },
      { [A]: one, [B]: out },
      { joined: [], left: [], skipped: { [B]: "ACCOUNT_SUSPENDED" } },
    ],
    ["watched again", { [A]: out }, { [A]: one }, { joined: [A], left: [], skipped: {} }],
  ];
  for (const [name, before, now, change] of table)
    it(name, () => assert.deepEqual(membershipChange(before, now), change));
});
