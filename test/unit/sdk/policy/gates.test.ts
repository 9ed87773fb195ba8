import assert from "node:assert/strict";
import type { PolicyResource } from "@pulumi/policy";
import { FIRST_TYPE_TOKEN } from "../../../../provider/gate/names";
import { gatesBeforeIn, isGate } from "../../../../sdk/policy/gates";
import { gate, repository, resource } from "../../../support/resources";

const COMPONENT = "test:index:Component";

function before(one: PolicyResource, ...others: PolicyResource[]): string[] {
  return gatesBeforeIn([one, ...others])(one).map(({ name }) => name);
}

describe("the gates before a resource", () => {
  const inspector = gate("inspector");
  const middle = resource("test:index:Other", "middle", { dependencies: [inspector] });

  it("are those that it depends on, itself, by a property, or by way of others", () => {
    assert.deepEqual(before(repository("none"), inspector), []);
    assert.deepEqual(before(repository("itself", { dependencies: [inspector] }), inspector), ["inspector"]);
    assert.deepEqual(before(repository("property", { propertyDependencies: { tags: [inspector] } }), inspector), [
      "inspector",
    ]);
    assert.deepEqual(before(repository("others", { dependencies: [middle] }), inspector, middle), ["inspector"]);
  });

  it("are those that a parent, its parent, or the provider depends on", () => {
    const grandparent = resource(COMPONENT, "grandparent", { dependencies: [inspector] });
    const parent = resource(COMPONENT, "parent", { parent: grandparent });
    assert.deepEqual(before(repository("child", { parent }), inspector, parent, grandparent), ["inspector"]);
    const provider = resource("pulumi:providers:aws", "elsewhere", { dependencies: [inspector] });
    assert.deepEqual(before(repository("provided", { provider }), inspector, provider), ["inspector"]);
  });

  it("are those in a component that it depends on, however deep, but not its siblings", () => {
    const component = resource(COMPONENT, "component");
    const inner = resource(COMPONENT, "inner", { parent: component });
    const inside = gate("inside", {}, { parent: inner });
    const rest = [component, inner, inside];
    assert.deepEqual(before(repository("outside", { dependencies: [component] }), ...rest), ["inside"]);
    assert.deepEqual(before(repository("sibling", { parent: component }), ...rest), []);
    const other = resource("test:index:Other", "other", { parent: inner });
    assert.deepEqual(before(repository("cousin", { dependencies: [other] }), other, ...rest), []);
  });

  it("are found where dependencies go in circles", () => {
    const one = resource("test:index:Other", "one", { dependencies: [] });
    const two = resource("test:index:Other", "two", { dependencies: [one, inspector] });
    one.dependencies.push(two);
    assert.deepEqual(before(repository("images", { dependencies: [one] }), one, two, inspector), ["inspector"]);
  });
});

describe("a gate", () => {
  it("waits for ENABLED, so one that is only read, or expects another status, is not a gate", () => {
    assert.ok(isGate(gate("new")));
    assert.ok(isGate(gate("deployed", { observed: undefined, deployed: {} })));
    assert.ok(isGate({ ...gate("old"), type: FIRST_TYPE_TOKEN }));
    assert.ok(!isGate(gate("read", { observed: undefined, satisfied: true })));
    assert.ok(!isGate(gate("off", { expectedStatus: "DISABLED" })));
    assert.ok(!isGate(repository("images")));
  });

  it("is not one if a preview does not know what it expects", () => {
    const props = new Proxy({ observed: {} } as Record<string, unknown>, {
      get: (target, name) => {
        if (name === "expectedStatus") throw new Error("unknown");
        return target[name as string];
      },
    });
    assert.ok(!isGate(gate("unknown", {}, { props })));
  });
});
