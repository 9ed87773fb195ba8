import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { hasLater, isLater } from "../../../../provider/values/later";

describe("what is there only later", () => {
  for (const [name, value] of [
    ["an Output", pulumi.output("us-east-1")],
    ["a Promise", Promise.resolve(["EC2"])],
  ] as const) {
    it(`is ${name}`, () => assert.deepEqual([isLater(value), hasLater(value)], [true, true]));
  }

  for (const [name, value] of [
    ["a list", ["EC2", pulumi.output("ECR")]],
    ["a role, deep in it", { tags: { team: Promise.resolve("security") } }],
  ] as const) {
    it(`may be in ${name}`, () => assert.deepEqual([isLater(value), hasLater(value)], [false, true]));
  }

  for (const value of [undefined, null, "then", 7, true, ["EC2"], { roleArn: "apply", tags: { then: "no" } }]) {
    it(`is not ${JSON.stringify(value)}`, () => assert.deepEqual([isLater(value), hasLater(value)], [false, false]));
  }
});
