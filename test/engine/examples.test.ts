import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scenes } from "./support/scenes";

const A = "111122223333";

// examples/quickstart is run by `npm start`, examples/depend under mocks: it needs the AWS plugin.
describe("the example", () => {
  const scene = scenes();

  function example(name: string): string {
    return readFileSync(join(__dirname, "..", "..", "examples", name, "index.ts"), "utf8");
  }

  it("data-source exports what is not as it should be", async () => {
    const { stack } = await scene({ accounts: { [A]: { ECR: "DISABLED" } } }, "");
    stack.writeTypeScript(example("data-source"));
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 0, output);
    const { status, ecr, open } = stack.outputs;
    assert.deepEqual([status, ecr, open.length], ["DISABLED", "DISABLED", 1]);
    assert.match(open[0], /Account 111122223333 in us-east-1, ECR: DISABLED/);
  });

  it("assert fails the preview, and passes once all is on", async () => {
    const { stack, emulator } = await scene({ accounts: { [A]: { ECR: "DISABLED" } } }, "");
    stack.writeTypeScript(example("assert"));
    const failed = await stack.preview();
    assert.notEqual(failed.exitCode, 0, failed.output);
    assert.match(
      failed.output,
      /Amazon Inspector is not ENABLED as asserted\.\s+\* Account 111122223333 in us-east-1, ECR: DISABLED/,
    );
    emulator.set({ accounts: { [A]: "ENABLED" } });
    const passed = await stack.up();
    assert.equal(passed.exitCode, 0, passed.output);
    assert.deepEqual(stack.outputs, { status: "ENABLED" });
  });

  it("organization waits for the members", async () => {
    const [member, sandbox, left] = ["444455556666", "999900001111", "777788889999"];
    const { stack } = await scene(
      {
        members: { [member]: "ENABLED", [sandbox]: "ENABLED", [left]: "RESIGNED" },
        accounts: { [A]: "ENABLED", [member]: "ENABLED", [sandbox]: "DISABLED" },
      },
      "",
    );
    stack.writeTypeScript(example("organization"));
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 0, output);
    const { status, skipped } = stack.outputs;
    assert.deepEqual(
      [status, skipped[sandbox].relationshipStatus, skipped[left].relationshipStatus],
      ["ENABLED", "EXCLUDED", "RESIGNED"],
    );
  });

  it("regions waits for each of them, for what each of them offers", async () => {
    const { stack } = await scene({ accounts: { [A]: "ENABLED", [`eu-south-2/${A}`]: { LAMBDA_CODE: null } } }, "");
    stack.writeTypeScript(example("regions"));
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 0, output);
    assert.deepEqual(stack.outputs, {
      satisfied: true,
      statuses: { "us-east-1": "ENABLED", "eu-west-1": "ENABLED", "eu-south-2": "ENABLED" },
      notOffered: ["us-east-1: everything is offered", "eu-west-1: everything is offered", "eu-south-2: LAMBDA_CODE"],
    });
  });
});
