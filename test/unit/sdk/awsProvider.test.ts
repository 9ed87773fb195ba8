import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { connectionOf, recorded, type AwsProvider } from "../../../sdk/awsProvider";
import { secretNames } from "../../../sdk/given";
import { A } from "../../support/readings";

const role = (name: string) => ({ roleArn: `arn:aws:iam::${A}:role/${name}` });

/** An Output's value, and whether it is a secret. */
async function settled(value: unknown): Promise<{ value: unknown; isSecret: boolean }> {
  const output = pulumi.output(value) as pulumi.Output<unknown> & {
    promise(): Promise<unknown>;
    readonly isSecret: Promise<boolean>;
  };
  return { value: await output.promise(), isSecret: await output.isSecret };
}

function provider(settings: Readonly<Record<string, string | undefined>>): AwsProvider {
  const all = {
    region: "us-east-1",
    profile: "dev",
    accessKey: undefined,
    secretKey: undefined,
    token: undefined,
    assumeRoles: undefined,
  };
  const outputs = Object.entries({ ...all, ...settings }).map(([name, value]) => [name, pulumi.output(value)]);
  return Object.fromEntries(outputs) as unknown as AwsProvider;
}

describe("what is recorded of a connection", () => {
  const secret = { ...role("Reader"), externalId: "secret" };
  const table: readonly [title: string, roles: object | readonly object[], isSecret: boolean][] = [
    ["one role with an external id", secret, true],
    ["the first of a chain", [secret, role("B")], true],
    ["the second of a chain", [role("B"), secret], true],
    ["the last of a chain", [role("B"), role("C"), secret], true],
    ["no role of a chain", [role("B"), role("C")], false],
    ["a role without one", role("B"), false],
  ];
  for (const [title, roles, isSecret] of table) {
    it(`keeps roles ${isSecret ? "as a secret" : "in clear"} where an external id is that of ${title}`, async () => {
      const { assumeRole } = recorded({ assumeRole: roles });
      assert.deepEqual(await settled(assumeRole), { value: roles, isSecret });
      const later = recorded({ assumeRole: pulumi.output(roles) }).assumeRole;
      assert.deepEqual(await settled(later), { value: roles, isSecret });
    });

    it(`does so for the roles of an aws.Provider, too: ${title}`, async () => {
      const awsProvider = provider({ assumeRoles: JSON.stringify([roles].flat()) });
      const { assumeRole } = recorded(connectionOf({ awsProvider }));
      assert.deepEqual(await settled(assumeRole), { value: [roles].flat(), isSecret });
    });
  }
});

describe("an aws.Provider", () => {
  it("hands over its Region, its profile and its roles, and no more", async () => {
    const endpoints = '[{"inspector2":"http://localhost"}]';
    const { region, profile, assumeRole, ...rest } = connectionOf({ awsProvider: provider({ endpoints }) });
    assert.deepEqual(rest, {});
    const values = await Promise.all([region, profile, assumeRole].map(settled));
    assert.deepEqual(
      values.map(({ value }) => value),
      ["us-east-1", "dev", []],
    );
  });

  for (const name of ["region", "profile", "assumeRoles"] as const) {
    it(`hands over what is a secret as one: ${name}`, async () => {
      const all = provider({ [name]: JSON.stringify([role("Reader")]) });
      const settings = connectionOf({ awsProvider: { ...all, [name]: pulumi.secret(all[name as "region"]) } });
      const found = await Promise.all(Object.values(settings).map(settled));
      const secrets = Object.keys(settings).filter((_, i) => found[i]!.isSecret);
      assert.deepEqual(secrets, [name.replace("Roles", "Role")]);
      assert.equal(await secretNames(settings), secrets[0]);
    });
  }

  it("does not repeat roles that can't be read", async () => {
    const { assumeRole } = connectionOf({ awsProvider: provider({ assumeRoles: "canary" }) });
    await assert.rejects(settled(assumeRole), { message: /^`awsProvider` can't be used: its roles are no JSON/ });
  });

  for (const [names, settings] of [
    ["an access key", { accessKey: "x" }],
    ["a secret key", { secretKey: "x" }],
    ["a session token alone", { token: "x" }],
    ["all three", { accessKey: "x", secretKey: "y", token: "z" }],
  ] as const) {
    it(`is refused with ${names}`, async () => {
      const inputs = Object.values(connectionOf({ awsProvider: provider(settings) }));
      assert.equal(inputs.length, 3);
      for (const result of await Promise.allSettled(inputs.map(settled))) {
        assert.equal(result.status, "rejected");
        assert.match((result.reason as Error).message, /^`awsProvider` can't be used: the provider has static keys/);
      }
    });
  }
});
