import assert from "node:assert/strict";
import { normalize, problemsOf } from "../../../../provider/gate/arguments";
import { TOGETHER } from "../../../../provider/gate/names";
import { A, accountNumbers } from "../../../support/readings";

// Where a problem is said to be, and how what was given is repeated.

function first(given: Readonly<Record<string, unknown>>, recorded = false) {
  return problemsOf(given, recorded)[0];
}

describe("the place of a problem", () => {
  it("is the index in a list", () => assert.equal(first({ accountIds: [A, "1"] })?.property, "accountIds[1]"));

  it("is the member of a role", () => {
    const roles = problemsOf({ assumeRole: { roleArn: "x", externalId: 5 } }, false);
    assert.deepEqual(
      roles.map(({ property }) => property),
      ["assumeRole.roleArn", "assumeRole.externalId"],
    );
    assert.equal(first({ regoin: "us-east-1" })?.property, "regoin");
  });
});

describe("problems of a long list", () => {
  const bad = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);

  it("are named up to ten", () => {
    assert.equal(problemsOf({ accountIds: bad(10) }, false).length, 10);
    const eleven = problemsOf({ accountIds: bad(11) }, false);
    assert.equal(eleven.length, 11);
    assert.deepEqual(eleven[10], { property: "accountIds", reason: "`accountIds` has 1 more problems like these" });
  });
});

describe("properties that are not arguments", () => {
  it("pass where they are ours", () => {
    assert.deepEqual(problemsOf({ __provider: "x", [TOGETHER]: [A] }, false), []);
    assert.deepEqual(problemsOf({ observed: {} }, true), []);
    assert.equal(first({ observed: {} })?.property, "observed");
  });

  it("do not pass because a gate is recorded", () =>
    assert.equal(first({ unheardOf: 1 }, true)?.property, "unheardOf"));
});

describe("accountIds and members", () => {
  it("contradict each other only where both are given", () => {
    for (const absent of [null, undefined]) {
      assert.deepEqual(problemsOf({ members: true, accountIds: absent }, false), []);
      assert.deepEqual(problemsOf({ members: absent, accountIds: [A] }, false), []);
      assert.equal(problemsOf({ members: absent, excludeAccountIds: [A] }, false).length, 1);
    }
    const inherited = Object.create({ accountIds: [A] }) as Record<string, unknown>;
    assert.deepEqual(problemsOf(Object.assign(inherited, { members: true }), false), []);
  });
});

describe("what was given, in a sentence", () => {
  it("is whole up to 60 letters", () => {
    const reason = (text: string): string => first({ timeout: text })?.reason ?? "";
    assert.ok(reason("x".repeat(58)).endsWith(`not "${"x".repeat(58)}"`));
    assert.ok(reason("x".repeat(59)).endsWith(`not "${"x".repeat(56)}...`));
  });

  it("has a hint about hyphens only where they are the only fault", () => {
    const reason = (id: string): string => first({ accountIds: [id] })?.reason ?? "";
    assert.match(reason("1111-2222-3333"), /without hyphens, "111122223333"$/);
    assert.doesNotMatch(reason("x1111-2222-3333"), /hyphens/);
    assert.doesNotMatch(reason("1111-2222-3333x"), /hyphens/);
  });

  it("is without what may be a password", () => {
    for (const endpoint of ["ftp://user:secret@host/path", "user:secret@host:9", "secret@host", "host?token=secret"]) {
      assert.equal(first({ endpoint })?.reason, "`endpoint` must be a URL that begins with http:// or https://");
    }
  });
});

describe("an endpoint", () => {
  for (const user of ["user@", ":secret@", "user:secret@"]) {
    it(`must not carry ${user}`, () => {
      assert.match(first({ endpoint: `https://${user}host` })?.reason ?? "", /must not carry a user name or password/);
    });
  }
});

describe("a Region", () => {
  for (const region of ["us-east-1", "us-gov-west-1", "eu-isoe-west-12"]) {
    it(`may be ${region}`, () => assert.deepEqual(problemsOf({ region }, false), []));
  }
  for (const region of ["1us-east-1", "https://us-east-1", "us-east-1a", "us-east", "u-east-1", "us-1"]) {
    it(`is not ${region}`, () => assert.equal(first({ region })?.property, "region"));
  }
});

describe("the normal form", () => {
  it("has scan types in the order of the service, not of the alphabet", () => {
    assert.deepEqual(normalize({ resourceTypes: ["CODE_REPOSITORY", "LAMBDA", "EC2"] }).resourceTypes, [
      "EC2",
      "LAMBDA",
      "CODE_REPOSITORY",
    ]);
  });

  it("has ids in their order", () => {
    const ids = accountNumbers(12);
    assert.deepEqual(normalize({ accountIds: [...ids].reverse() }).accountIds, ids);
  });
});
