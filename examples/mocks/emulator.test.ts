import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { startEmulator } from "pulumi-inspector-status/testing";

/** The real Pulumi CLI, the real provider and the real AWS SDK, against an emulated Amazon Inspector. */
describe("the program, deployed", () => {
  it("holds back while ECR is not scanned, and passes once it is", async () => {
    const emulator = await startEmulator({ accounts: { "111122223333": { ECR: "DISABLED" } } });
    const backend = pathToFileURL(mkdtempSync(join(tmpdir(), "backend-"))).href;
    const envVars = { ...emulator.env, PULUMI_BACKEND_URL: backend, PULUMI_CONFIG_PASSPHRASE: "" };
    const stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", workDir: __dirname }, { envVars });
    try {
      // A wrong status fails at once instead of after the 30 seconds that real accounts are given.
      await stack.setConfig("inspector-status:mismatchGrace", { value: "0s" });
      await assert.rejects(stack.up(), /Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED/);

      emulator.set({ accounts: { "111122223333": "ENABLED" } });
      const { outputs } = await stack.up();
      assert.equal(outputs["mayRunFunctions"]!.value, true);
    } finally {
      await stack.destroy();
      await stack.workspace.removeStack("test");
      await emulator.close();
    }
  });
});
