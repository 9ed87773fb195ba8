import assert from "node:assert/strict";
import { requireGate } from "../../../../sdk/policy/requireGate";
import { gate, reports, repository, resource } from "../../../support/resources";

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

  it("asks for the types that are configured, and leaves out resources that are exempt by name or URN", async () => {
    const [bucket, one, two] = [resource("aws:s3/bucket:Bucket", "b"), repository("one"), repository("two")];
    assert.deepEqual(
      (await reports(requireGate(), [bucket, one], { types: [bucket.type] })).map(([name]) => name),
      ["b"],
    );
    assert.deepEqual(await reports(requireGate(), [one, two], { exempt: ["one", two.urn] }), []);
  });
});
