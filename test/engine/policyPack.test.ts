import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../sdk/testing";
import { inline } from "./support/inline";
import { policyEnvironment, policyPack } from "./support/policies";
import { scenes } from "./support/scenes";
import type { Ended } from "./support/stack";

const A = "111122223333";
const ON: Scenario = { accounts: { [A]: "ENABLED" } };
const PRELUDE = `
  const pulumi = require("@pulumi/pulumi");
  const { InspectorAccountStatus } = require("pulumi-inspector-status");
  class Repository extends pulumi.CustomResource {
    constructor(name, options, props = {}) { super("aws:ecr/repository:Repository", name, props, options); }
  }
  class Component extends pulumi.ComponentResource {
    constructor(name, options) { super("test:index:Component", name, {}, options); }
  }
  const gate = (args, options) => new InspectorAccountStatus("gate", { resourceTypes: ["ECR"], ...args }, options);
`;

describe("the policy pack", () => {
  const scene = scenes();

  async function preview(scenario: Scenario, program: string, config?: object, command: "preview" | "up" = "preview") {
    const { stack, emulator } = await scene(scenario, "", { config: { "aws:region": "us-east-1" } });
    const env = policyEnvironment(stack);
    const file = join(stack.project, "policies.json");
    writeFileSync(file, JSON.stringify(config ?? {}));
    const options = { policyPacks: [policyPack(stack)], ...(config && { policyPackConfigs: [file] }) };
    const run = (text: string): Promise<Ended> => inline(stack, command, PRELUDE + text, options, env);
    return { ...(await run(program)), run, emulator, stack };
  }

  it("is quiet on a right stack, in preview and update, also where the gate is behind a component", async () => {
    const program = `
      const component = new Component("component");
      gate({}, { parent: component });
      new Repository("behind", { dependsOn: component });
      const parent = new Component("parent", { dependsOn: component });
      new Repository("inside", { parent });`;
    const { exitCode, output } = await preview(ON, program, undefined, "up");
    assert.equal(exitCode, 0, output);
    assert.match(output, /Policies:\s+✅ pulumi-inspector-status/);
    assert.doesNotMatch(output, /\[mandatory\]|\[advisory\]/);
  });

  it("finds a repository without a gate, and one beside the gate in the same component", async () => {
    const { exitCode, output, run } = await preview(ON, `new Repository("images");`);
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /\[mandatory\] +inspector-gate-required +\(aws:ecr:Repository: images\)/);
    assert.match(output, /depends on no gate/);

    const beside = await run(`
      const parent = new Component("parent");
      gate({}, { parent });
      new Repository("beside", { parent });`);
    assert.notEqual(beside.exitCode, 0, beside.output);
    assert.match(beside.output, /inspector-gate-required +\(aws:ecr:Repository: beside\)/);

    const read = await run(
      `new Repository("images", { dependsOn: InspectorAccountStatus.get("got", "us-east-1/111122223333") });`,
    );
    assert.notEqual(read.exitCode, 0, read.output);
    assert.match(read.output, /inspector-gate-required[^]*"images" depends on no gate/);
  });

  it("finds gates that are advisory, too impatient, or compare something else", async () => {
    const depends = (args: string): string => `new Repository("images", { dependsOn: gate(${args}) });`;
    const { exitCode, output, run } = await preview(ON, depends(`{ enforcementLevel: "advisory", timeout: "1m" }`));
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /inspector-gate-strict/);
    assert.match(output, /The gate "gate" is advisory: it warns and does not block/);
    assert.match(output, /The gate "gate" waits for 1m at most, and this policy asks for 10m/);

    const lacks = await run(depends(`{ resourceTypes: ["EC2"] }`));
    assert.notEqual(lacks.exitCode, 0, lacks.output);
    assert.doesNotMatch(lacks.output, /stack's configuration/);
    assert.match(lacks.output, /The gate "gate" compares EC2, and aws:ecr\/repository:Repository "images" needs ECR/);
  });

  it("finds an account that is off, and one that can't be read", async () => {
    const program = `new Repository("images", { dependsOn: gate() });`;
    const { exitCode, output, run, emulator } = await preview({ accounts: { [A]: { ECR: "DISABLED" } } }, program);
    assert.notEqual(exitCode, 0, output);
    assert.match(output, /\[mandatory\] +inspector-enabled/);
    assert.match(
      output,
      /Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED\. .*aws inspector2 enable/,
    );

    emulator.set({ ...ON, policy: { Statement: { Effect: "Deny", Action: "*", Resource: "*" } } });
    const unread = await run(program);
    assert.notEqual(unread.exitCode, 0, unread.output);
    assert.match(unread.output, /inspector-enabled[^]*needs the permission inspector2:BatchGetAccountStatus/);
  });

  it("is configured as CrossGuard's packs are", async () => {
    const config = {
      "inspector-gate-required": { exempt: ["hooked"] },
      "inspector-gate-strict": { enforcementLevel: "advisory", minTimeout: "1h" },
      "inspector-enabled": "disabled",
    };
    const program = `new Repository("hooked"); new Repository("images", { dependsOn: gate() });`;
    const { exitCode, output, emulator } = await preview({ accounts: { [A]: { ECR: "DISABLED" } } }, program, config);
    assert.equal(exitCode, 0, output);
    assert.match(output, /\[advisory\] +inspector-gate-strict[^]*this policy asks for 1h/);
    assert.deepEqual(emulator.calls, []);
  });
});
