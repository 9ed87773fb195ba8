import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isLater } from "../../../../provider/values/later";

describe("what is there only later", () => {
  for (const [name, value] of [
    ["an Output", pulumi.output("us-east-1")],
    ["a Promise", Promise.resolve(["EC2"])],
    ["one in a list", ["EC2", pulumi.output("ECR")]],
    ["one deep in a role", { tags: { team: Promise.resolve("security") } }],
  ] as const) {
    it(`is ${name}`, () => assert.equal(isLater(value), true));
  }

  for (const value of [undefined, null, "then", 7, true, ["EC2"], { roleArn: "apply", tags: { then: "no" } }]) {
    it(`is not ${JSON.stringify(value)}`, () => assert.equal(isLater(value), false));
  }
});
