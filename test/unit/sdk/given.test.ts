import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as sdk from "../../../sdk";
import { given } from "../../../sdk/given";
import { normalize, problemsOf } from "../../../provider/gate/arguments";
import { NOTHING } from "../../../provider/values/nothing";
import { A } from "../../support/readings";

const ROLE = `arn:aws:iam::${A}:role/Reader`;
const SENTENCE = "was given as an Output or a Promise that has no value";

/** As the engine hands them over: without secrets, and without what is null. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if ("4dabf18193072939515e22adb298388d" in value) return plain((value as unknown as { value: unknown }).value);
  const members = Object.entries(value).filter(([name, member]) => member !== null && name !== "__provider");
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

/** Registered inputs are what `check` is given. */
async function inputsOf(declare: () => sdk.InspectorAccountStatus[]): Promise<Record<string, unknown>[]> {
  const registered: Record<string, unknown>[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ id, inputs, type }) => {
      if (type.endsWith("InspectorAccountStatus")) registered.push(plain(inputs) as Record<string, unknown>);
      return { id: id ?? "id", state: inputs as Record<string, unknown> };
    },
    call: () => ({}),
  });
  const urns = declare().map(({ urn }) => (urn as unknown as { promise(): Promise<string> }).promise());
  await Promise.all(urns);
  return registered;
}

const nothings: [what: string, make: () => unknown][] = [
  ["an Output of undefined", () => pulumi.output(undefined)],
  ["an Output of null", () => pulumi.output(null)],
  ["a Promise of undefined", () => Promise.resolve(undefined)],
  ["a Promise of null", () => Promise.resolve(null)],
  ["a Promise of an Output of undefined", () => Promise.resolve(pulumi.output(undefined))],
  ["a secret of undefined", () => pulumi.secret(undefined)],
];

const places: [place: string, args: (nothing: unknown) => object][] = [
  ...[
    "accountIds",
    "members",
    "excludeAccountIds",
    "resourceTypes",
    "expectedStatus",
    "enforcementLevel",
    "assumeRole",
    "endpoint",
  ].map((name): [string, (nothing: unknown) => object] => [name, (nothing) => ({ [name]: nothing })]),
  ["accountIds[1]", (nothing) => ({ accountIds: [A, nothing] })],
  ["accountIds[0]", (nothing) => ({ accountIds: pulumi.output([nothing]) })],
  ["accountIds[0]", (nothing) => ({ accountIds: Promise.resolve([nothing]) })],
  ["excludeAccountIds[0]", (nothing) => ({ members: true, excludeAccountIds: [nothing] })],
  ["resourceTypes[0]", (nothing) => ({ resourceTypes: [nothing] })],
  ["assumeRole.roleArn", (nothing) => ({ assumeRole: { roleArn: nothing } })],
  ["assumeRole.roleArn", (nothing) => ({ assumeRole: Promise.resolve({ roleArn: nothing }) })],
  ["assumeRole.externalId", (nothing) => ({ assumeRole: { roleArn: ROLE, externalId: nothing } })],
  ["assumeRole.policy", (nothing) => ({ assumeRole: { roleArn: ROLE, policy: nothing } })],
  ["assumeRole.tags.team", (nothing) => ({ assumeRole: { roleArn: ROLE, tags: { team: nothing } } })],
  ["assumeRole[0]", (nothing) => ({ assumeRole: [nothing] })],
  ["assumeRole[0].externalId", (nothing) => ({ assumeRole: [{ roleArn: ROLE, externalId: nothing }] })],
];

describe("an argument that turns out to be nothing", () => {
  for (const [place, args] of places) {
    it(`is refused as ${place} of a gate`, async () => {
      const all = await inputsOf(() =>
        nothings.flatMap(([, make], i) => [
          new sdk.InspectorAccountStatus(`gate-${i}`, args(make())),
          ...Object.values(
            new sdk.InspectorAccountStatusByRegion(`all-${i}`, { ...args(make()), regions: ["us-east-1"] }).gates,
          ),
        ]),
      );
      assert.equal(all.length, 2 * nothings.length);
      for (const inputs of all) {
        const problems = problemsOf(inputs, false).filter(({ reason }) => reason.includes(SENTENCE));
        assert.equal(problems.length, 1, JSON.stringify(inputs));
        assert.ok(problems[0]!.reason.startsWith(`\`${place}\` was given`), problems[0]!.reason);
        assert.ok(!problemsOf(inputs, false).some(({ reason }) => reason.includes(NOTHING)));
      }
    });
  }

  it("is refused by the data source, which asks nobody", async () => {
    await inputsOf(() => []);
    for (const [, args] of places.filter(([place]) => !/enforcementLevel/.test(place))) {
      for (const [, make] of nothings) {
        const output = sdk.getInspectorAccountStatusOutput(args(make()));
        await assert.rejects((output as unknown as { promise(): Promise<unknown> }).promise(), (error: Error) => {
          assert.ok(error.message.includes(SENTENCE), error.message);
          return true;
        });
      }
    }
  });

  it("can't be given to the data source that takes plain values", async () => {
    for (const args of [
      { accountIds: pulumi.output(undefined) },
      { accountIds: [Promise.resolve(undefined)] },
      { assumeRole: { roleArn: ROLE, externalId: pulumi.output(undefined) } },
    ]) {
      await assert.rejects(
        sdk.getInspectorAccountStatus(args as object),
        /is, or has in it, an Output or a Promise: use getInspectorAccountStatusOutput/,
      );
    }
  });

  it("may be Region, profile or a duration", async () => {
    for (const [, make] of nothings) {
      const names = ["region", "profile", "timeout", "mismatchGrace", "readTimeout"];
      const args = {
        ...Object.fromEntries(names.map((name) => [name, make()])),
        assumeRole: { roleArn: ROLE, duration: make() },
      };
      const [inputs = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", args as object)]);
      assert.deepEqual(problemsOf(inputs, false), []);
      const { secretArguments: _, ...normal } = normalize(inputs);
      assert.deepEqual(normal, { assumeRole: { roleArn: ROLE } });
    }
  });

  it("is neither one that is left out nor one that has a value", async () => {
    const args = {
      accountIds: [A],
      members: undefined,
      resourceTypes: pulumi.output(["EC2"]),
      assumeRole: { roleArn: Promise.resolve(ROLE), externalId: undefined },
    };
    const [inputs = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", args as object)]);
    assert.deepEqual(problemsOf(inputs, false), []);
    assert.deepEqual(normalize(inputs), { accountIds: [A], resourceTypes: ["EC2"], assumeRole: { roleArn: ROLE } });
    const withProvider = { accountIds: [A], awsProvider: { region: pulumi.output(undefined) } };
    assert.deepEqual(given(withProvider), withProvider);
  });
});

describe("a secret argument", () => {
  const wrong: [name: string, value: unknown][] = [
    ["accountIds", ["canary"]],
    ["accountIds", [4711081500]],
    ["accountIds", "canary"],
    ["members", "canary"],
    ["excludeAccountIds", ["canary"]],
    ["resourceTypes", ["canary"]],
    ["expectedStatus", "canary"],
    ["enforcementLevel", "canary"],
    ["timeout", "canary"],
    ["mismatchGrace", 4711081500],
    ["readTimeout", "canary"],
    ["region", "canary"],
    ["profile", ["canary"]],
    ["endpoint", "canary"],
    ["assumeRole", { roleArn: "canary" }],
    ["assumeRole", { roleArn: ROLE, sessionName: "canary canary", duration: "canary", tags: { team: ["canary"] } }],
  ];
  for (const [name, value] of wrong) {
    it(`that is wrong is not shown: ${name} as ${JSON.stringify(value)}`, async () => {
      for (const secret of [pulumi.secret(value), Promise.resolve(pulumi.secret(value))]) {
        const args = { [name]: secret };
        const [inputs = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", args)]);
        const reasons = problemsOf(inputs, false).map(({ reason }) => reason);
        assert.ok(reasons.length > 0);
        for (const reason of reasons) {
          assert.ok(reason.startsWith(`\`${name}`), reason);
          assert.doesNotMatch(reason, /canary|4711081500/);
        }
        if (["enforcementLevel", "mismatchGrace", "readTimeout"].includes(name)) continue;
        const output = sdk.getInspectorAccountStatusOutput(args);
        await assert.rejects(
          (output as unknown as { promise(): Promise<unknown> }).promise(),
          (error: Error) => error.message.includes(`\`${name}`) && !/canary|4711081500/.test(error.message),
        );
      }
    });
  }

  it("that is an element of a list makes the list one; what is no secret is shown", async () => {
    const args = { accountIds: ["1", pulumi.secret("22")], timeout: pulumi.output("soon") };
    const [inputs = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", args)]);
    assert.deepEqual(
      problemsOf(inputs, false).map(({ reason }) => reason),
      [
        "`accountIds[0]` must be an account id of 12 digits (it is a secret, which is not shown)",
        "`accountIds[1]` must be an account id of 12 digits (it is a secret, which is not shown)",
        '`timeout` must be a duration such as "30m", "90s" or "1h30m", not "soon"',
      ],
    );
    assert.equal(normalize(inputs)["secretArguments"], "accountIds");
  });

  it("is told by its name, never by its value", async () => {
    const secret = (value: unknown) => pulumi.secret(value) as never;
    const args = {
      accountIds: [A, pulumi.interpolate`4444${pulumi.secret("55556666")}`],
      region: secret("eu-west-3"),
      timeout: pulumi.all([secret("17"), "m"]).apply((parts) => parts.join("")),
      mismatchGrace: pulumi.output("1s"),
      assumeRole: [{ roleArn: ROLE, externalId: secret("canary"), tags: { team: secret("canary") } }],
      profile: "canary",
    };
    const [{ secretArguments } = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", args)]);
    assert.equal(secretArguments, "accountIds,region,timeout,assumeRole.externalId,assumeRole.tags");
  });

  it("is one that the options call so, or that `ignoreChanges` takes from the state, where it is one", async () => {
    const args = { accountIds: [A], profile: "reader", resourceTypes: pulumi.secret(["EC2" as const]) };
    const options = { additionalSecretOutputs: ["profile", "status"], ignoreChanges: ["accountIds[0]", "*"] };
    const [inputs = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", args, options)]);
    for (const [recorded, names] of [
      ["accountIds,timeout", "resourceTypes,profile,accountIds"],
      ["timeout", "resourceTypes,profile"],
      [undefined, "resourceTypes,profile"],
    ])
      assert.equal(normalize(inputs, { secretArguments: recorded })["secretArguments"], names);
    const [plain = {}] = await inputsOf(() => [new sdk.InspectorAccountStatus("gate", { accountIds: [A] })]);
    assert.ok(!("secretArguments" in plain));
  });
});
