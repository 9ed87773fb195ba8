import assert from "node:assert/strict";
import { homedir, tmpdir } from "node:os";
import { gate, scenes } from "./support/scenes";

const [A, B] = ["111122223333", "444455556666"];

describe("what a stack records of a gate", () => {
  const scene = scenes();

  it("is small, and neither secret nor of this machine or moment", async () => {
    const { stack } = await scene(
      {
        accounts: {
          [A]: "ENABLED",
          [B]: { EC2: { status: "ENABLED", errorCode: "ALREADY_ENABLED", errorMessage: "Already enabled" } },
        },
      },
      gate("inspector", { accountIds: [B, A], resourceTypes: ["ECR", "EC2"] }),
    );
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    const { id, inputs, outputs } = stack.recorded("inspector")!;

    assert.equal(id, `us-east-1/${A},${B}`);
    const { __provider: code, ...rest } = inputs;
    assert.deepEqual(rest, {
      accountIds: [A, B],
      resourceTypes: ["EC2", "ECR"],
      region: "us-east-1",
      observed: { [A]: { EC2: "ENABLED", ECR: "ENABLED" }, [B]: { EC2: "ENABLED", ECR: "ENABLED" } },
    });
    assert.ok(Buffer.byteLength(code) <= 2_200, `__provider has ${Buffer.byteLength(code)} bytes`);
    assert.match(code, /pulumi-inspector-status\/provider/);
    assert.equal(outputs["__provider"], code);
    assert.deepEqual(outputs["accounts"][B].resourceState.ec2, {
      status: "ENABLED",
      errorCode: "ALREADY_ENABLED",
      errorMessage: "Already enabled",
    });
    assert.deepEqual(outputs["accounts"][A].resourceState.codeRepository, { status: "ENABLED" });

    const text = JSON.stringify([inputs, outputs]);
    for (const path of [process.cwd(), homedir(), tmpdir(), "node_modules"])
      assert.ok(!text.includes(path), `${path} is in ${text}`);
    assert.doesNotMatch(text, /127\.0\.0\.1|localhost|EMULATOR|AWS_/);
    assert.doesNotMatch(text, /\d{4}-\d\d-\d\dT|\b\d{13}\b/, "a time");
    assert.doesNotMatch(code, /aws-sdk|Client/);

    // A change has the gate look again: with the same status, the same is recorded.
    stack.write(gate("inspector", { accountIds: [B, A], resourceTypes: ["ECR", "EC2"], timeout: "1h" }));
    const again = await stack.up();
    assert.equal(again.exitCode, 0, again.output);
    assert.match(again.output, /inspector updated .*\[diff: \+timeout\]/);
    assert.deepEqual(stack.recorded("inspector")!.outputs, { ...outputs, timeout: "1h" });
  });
});
