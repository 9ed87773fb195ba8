import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inspectorPolicies, requireGate, strictGates } from "../../../../sdk/policy";
import { placesOf } from "../../../../sdk/policy/places";
import { gate, reports, repository, resource } from "./resources";

const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(__dirname, "..", "..", "..", "..", file), "utf8")) as Record<string, string>;

describe("the policy that requires gates", () => {
  it("names each resource that Amazon Inspector scans and that depends on none", async () => {
    const inspector = gate("inspector");
    const types = [
      "aws:ec2/instance:Instance",
      "aws:ec2/launchTemplate:LaunchTemplate",
      "aws:lambda/function:Function",
    ];
    const native = [
      "aws-native:ec2:Instance",
      "aws-native:ec2:LaunchTemplate",
      "aws-native:ecr:Repository",
      "aws-native:lambda:Function",
    ];
    const loose = [...types, ...native].map((type, index) => resource(type, `r${index}`));
    const stack = [
      inspector,
      repository("kept", { dependencies: [inspector] }),
      resource("aws:s3/bucket:Bucket", "b"),
      ...loose,
    ];
    const found = await reports(requireGate(), stack);
    assert.deepEqual(
      found.map(([name]) => name),
      loose.map(({ name }) => name),
    );
    assert.match(found[0]![1], /^aws:ec2\/instance:Instance "r0" depends on no gate, so .*`dependsOn`.*`exempt`/);
  });

  it("asks for the types that are configured, and leaves out who is exempt by name or URN", async () => {
    const [bucket, one, two] = [resource("aws:s3/bucket:Bucket", "b"), repository("one"), repository("two")];
    assert.deepEqual(
      (await reports(requireGate(), [bucket, one], { types: [bucket.type] })).map(([name]) => name),
      ["b"],
    );
    assert.deepEqual(await reports(requireGate(), [one, two], { exempt: ["one", two.urn] }), []);
  });
});

describe("the policy of strict gates", () => {
  it("takes the defaults of a gate for strict", async () => {
    const inspector = gate("inspector");
    assert.deepEqual(await reports(strictGates(), [inspector, repository("r", { dependencies: [inspector] })]), []);
  });

  it("finds the level, the timeout and the scan types that are missing, each in a sentence", async () => {
    const weak = gate("weak", { enforcementLevel: "disabled", timeout: "9m59s", resourceTypes: undefined });
    const found = await reports(strictGates(), [weak, repository("r", { dependencies: [weak] })]);
    assert.deepEqual(found, [
      [
        "weak",
        'The gate "weak" is disabled: it only observes. Leave `enforcementLevel` out, or set it to "mandatory".',
      ],
      [
        "weak",
        'The gate "weak" waits for 9m59s at most, and this policy asks for 10m: enabling takes minutes in busy accounts. Raise `timeout`.',
      ],
      [
        "weak",
        'The gate "weak" compares the state of the account only, and aws:ecr/repository:Repository "r" needs ECR. Add ECR to `resourceTypes`.',
      ],
    ]);
  });

  it("lets gates share the scan types, but not where a resource depends on the wrong one", async () => {
    const [ec2, ecr] = [gate("ec2", { resourceTypes: ["EC2"] }), gate("ecr")];
    const both = repository("both", { dependencies: [ec2, ecr] });
    assert.deepEqual(await reports(strictGates(), [ec2, ecr, both, repository("alone")]), []);
    const wrong = await reports(strictGates(), [ec2, ecr, repository("wrong", { dependencies: [ec2] })]);
    assert.deepEqual(
      wrong.map(([name]) => name),
      ["ec2"],
    );
    const functions = [1, 2, 3, 4, 5].map((index) => resource("aws:lambda/function:Function", `f${index}`));
    const [[, sentence] = []] = await reports(strictGates(), [ecr, ...functions]);
    assert.match(sentence!, /compares ECR, and .*"f1", .*"f2", .*"f3" and 2 more need LAMBDA\. Add LAMBDA/);
  });
});

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
      { place: {}, resourceTypes: ["ECR"] },
      { place: { region: "eu-north-1" }, resourceTypes: ["ECR"] },
      { place: { region: "eu-west-1", profile: "prod", assumeRole }, resourceTypes: ["ECR", "LAMBDA"] },
    ]);
  });

  it("are the stack's own where nothing in it is scanned, and none without AWS", () => {
    assert.deepEqual(placesOf([resource("aws:s3/bucket:Bucket", "b")]), [{ place: {}, resourceTypes: [] }]);
    assert.deepEqual(placesOf([gate("inspector")]), [{ place: {}, resourceTypes: [] }]);
    assert.deepEqual(placesOf([resource("pulumi:pulumi:Stack", "s"), resource("random:index:Id", "i")]), []);
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

describe("the ready-made pack", () => {
  it("has the version of the package, and policies with names of their own", () => {
    assert.equal(read("policy-pack/package.json")["version"], read("package.json")["version"]);
    const names = inspectorPolicies().map(({ name }) => name);
    assert.deepEqual(names, ["inspector-gate-required", "inspector-gate-strict", "inspector-enabled"]);
  });
});
