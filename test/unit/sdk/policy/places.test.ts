import assert from "node:assert/strict";
import { placesOf } from "../../../../sdk/policy/places";
import { gate, repository, resource } from "../../../support/resources";

describe("the places of a stack", () => {
  it("are those of its resources' Regions and providers", () => {
    const provider = resource("pulumi:providers:aws", "prod", {
      props: { region: "eu-west-1", profile: "prod", assumeRoles: '[{"roleArn":"arn:aws:iam::111122223333:role/R"}]' },
    });
    const standard = resource("pulumi:providers:aws", "default_7_48_0", { props: { region: "us-east-1" } });
    const found = placesOf([
      repository("one", { provider: standard }),
      repository("two", { provider: standard, props: { region: "eu-north-1" } }),
      repository("three", { provider }),
      resource("aws:lambda/function:Function", "four", { provider }),
    ]);
    const assumeRole = [{ roleArn: "arn:aws:iam::111122223333:role/R" }];
    assert.deepEqual(found, [
      { place: { region: "us-east-1" }, resourceTypes: ["ECR"] },
      { place: { region: "eu-north-1" }, resourceTypes: ["ECR"] },
      { place: { region: "eu-west-1", profile: "prod", assumeRole }, resourceTypes: ["ECR", "LAMBDA"] },
    ]);
  });

  it("are the stack's own where nothing in it is scanned, and none without AWS", () => {
    assert.deepEqual(placesOf([resource("aws:s3/bucket:Bucket", "b")]), [{ place: {}, resourceTypes: [] }]);
    assert.deepEqual(placesOf([gate("inspector")]), [{ place: {}, resourceTypes: [] }]);
    assert.deepEqual(placesOf([resource("pulumi:pulumi:Stack", "s"), resource("random:index:Id", "i")]), []);
  });

  it("are those of the stack's configuration where the default provider has them", () => {
    const profile = resource("pulumi:providers:aws", "default", { props: { region: "us-east-1", profile: "prod" } });
    const [{ place } = {}] = placesOf([repository("one", { provider: profile })]);
    assert.deepEqual(place, { region: "us-east-1", profile: "prod" });
    const keys = resource("pulumi:providers:aws", "default", { props: { accessKey: "AKIA" } });
    const [{ problem } = {}] = placesOf([repository("one", { provider: keys })]);
    assert.match(problem!, /its `accessKey` is not taken over/);
  });

  it("can't be read where the provider's credentials are not taken over", () => {
    const provider = resource("pulumi:providers:aws", "keys", { props: { accessKey: "AKIA" } });
    const [{ problem } = {}] = placesOf([repository("one", { provider })]);
    assert.match(
      problem!,
      /^The account of the provider "keys" can't be read, because its `accessKey` is not taken over/,
    );
  });
});
