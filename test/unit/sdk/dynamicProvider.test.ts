import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { dynamicProvider } from "../../../sdk/dynamicProvider";

type Method = (...args: readonly unknown[]) => unknown;

describe("dynamic provider, as it is recorded", () => {
  const methods = dynamicProvider as unknown as Readonly<Record<string, Method>>;
  const { createRequire } = require("node:module") as typeof import("node:module");
  const nodeModule = require("module") as { createRequire: unknown };
  const calls: (readonly unknown[])[] = [];
  let door: unknown;

  beforeEach(() => {
    calls.length = 0;
    door = new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            void calls.push([method, ...args]),
      },
    );
    nodeModule.createRequire = () => () => {
      if (door instanceof Error) throw door;
      return door;
    };
  });
  after(() => {
    nodeModule.createRequire = createRequire;
  });

  for (const [method, own] of Object.entries({ configure: 1, check: 2, diff: 3, create: 1, read: 2, update: 3 })) {
    it(`calls ${method}, whatever a later Pulumi hands over besides`, () => {
      for (const more of [0, 1, 2, 3]) {
        const args = Array.from({ length: own + more }, (_, index) => ({ index }));
        methods[method]!(...args);
        assert.deepEqual(calls.splice(0), [[method, ...args.slice(0, own)]]);
      }
    });
  }

  it("gives the advice to install the package only where it is missing, and no stack", () => {
    const missing = (name: string): Error =>
      Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });
    const fails = (sentence: RegExp) =>
      assert.throws(
        () => methods["create"]!({}),
        (error: Error) => sentence.test(error.message) && error.stack === "",
      );
    door = missing("pulumi-inspector-status/provider");
    fails(/^Add pulumi-inspector-status to package\.json: Error: Cannot find module/);
    door = missing("p-retry");
    fails(/^Error: Cannot find module 'p-retry'/);
    door = Object.assign(new Error("require() of ES Module"), { code: "ERR_REQUIRE_ESM" });
    fails(/^Error: require\(\) of ES Module/);
    assert.doesNotThrow(() => methods["configure"]!({}), "it also comes before a destroy, which needs no package");
  });

  it("takes at most 2,200 bytes of each gate", async () => {
    const provider = dynamicProvider;
    const { text } = await pulumi.runtime.serializeFunction(() => provider);
    assert.ok(Buffer.byteLength(text) <= 2_200, `${Buffer.byteLength(text)} bytes`);
  });
});
