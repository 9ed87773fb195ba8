import assert from "node:assert/strict";
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version as INSTALLED } from "@pulumi/pulumi/version";
import { temporaryFolder } from "../../tools/temporaryFolder";
import { recordings, type Recording } from "../recorded/recording";
import { newestLoadable, OLDEST, pulumiSdk, RegistryUnreachable } from "../recorded/pulumiSdk";
import { installedPackages, NAME } from "./support/package";
import { runRaw } from "./support/raw";
import { dependent, gate, scenes, type Scene } from "./support/scenes";
import type { Stack } from "./support/stack";

const A = "111122223333";
const files = temporaryFolder();

describe("a stack that an earlier version recorded", () => {
  const scene = scenes();
  after(() => files.remove());

  for (const [name, recording] of recordings()) {
    it(`${name}: ${recording.holds ? "a preview is quiet" : "is still tried again"}, and it can be destroyed`, async () => {
      const { stack, emulator } = await imported(scene, name, recording);
      const preview = await stack.preview("--expect-no-changes", "--diff");
      if (recording.holds) {
        assert.equal(preview.exitCode, 0, preview.output);
        const refresh = await stack.pulumi("refresh", "--preview-only", "--expect-no-changes");
        assert.equal(refresh.exitCode, 0, refresh.output);
      } else {
        assert.equal(preview.exitCode, 7, preview.output);
        const up = await stack.up();
        assert.equal(up.exitCode, 1, up.output);
        assert.match(up.output, /Account 777788889999 in us-east-1: FAILED with BLOCKED_BY_ORGANIZATION_POLICY/);
      }
      const calls = emulator.calls.length;
      stack.uninstall();
      if (recording.holds) {
        assert.match(
          await failureOf(stack, "refresh", "--preview-only"),
          /Add pulumi-inspector-status to package\.json/,
        );
        stack.write("");
        assert.match(
          await failureOf(stack, "up", "--yes", "--skip-preview"),
          /Cannot find module 'pulumi-inspector-status'/,
        );
      }
      const destroyed = await stack.destroy();
      assert.equal(destroyed.exitCode, 0, destroyed.output);
      assert.deepEqual(stack.names, []);
      assert.equal(emulator.calls.length, calls, "to destroy, nothing is asked");
    });
  }

  it("of the first type: a gate may be renamed and moved at the same time", async () => {
    const deployed = recordings().get("0.1.0-first-type/deployed")!;
    const program = deployed.program
      .replace('"passing", {', '"renamed", {')
      .replace(/("renamed", \{.*?\})\)/, '$1, { aliases: [{ name: "passing" }] })')
      .replace(/("many", \{.*?\})\)/, "$1, { aliases: [{ parent: pulumi.rootStackResource }], parent: group })");
    const group = 'const group = new pulumi.ComponentResource("example:index:Group", "group");\n';
    const { stack } = await imported(scene, "renamed", { ...deployed, program: group + program });
    const preview = await stack.preview("--diff");
    assert.equal(preview.exitCode, 0, preview.output);
    assert.match(preview.output, /\+ 1 to create\n\s+\d+ unchanged\n/, "only the component is new");
  });

  it(`with @pulumi/pulumi ${OLDEST} is quiet with the one of today and the newest, and the other way round`, async function () {
    let oldest: string;
    const newer = [installedPackages()];
    try {
      oldest = withSdk(OLDEST, await pulumiSdk(OLDEST));
      const newest = await newestLoadable();
      if (newest !== undefined && newest !== INSTALLED) newer.push(withSdk(newest, await pulumiSdk(newest)));
    } catch (error) {
      if (!(error instanceof RegistryUnreachable)) throw error;
      console.log(`      ${error.message}`);
      return this.skip();
    }
    const pairs = newer.flatMap(
      (it) =>
        [
          [oldest, it],
          [it, oldest],
        ] as const,
    );
    for (const [before, now] of pairs) {
      const { stack } = await scene(
        { accounts: { [A]: "ENABLED" } },
        gate("inspector", { accountIds: [A], resourceTypes: ["EC2"] }) +
          gate("self", {}) +
          dependent("dependent", "inspector", "self"),
      );
      stack.usePackages(before);
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      stack.usePackages(now);
      const preview = await stack.preview("--expect-no-changes", "--diff");
      assert.equal(preview.exitCode, 0, preview.output);
    }
  });
});

async function imported(
  scene: ReturnType<typeof scenes>,
  name: string,
  { scenario, program, export: deployment }: Recording,
): Promise<Scene> {
  const made = await scene(scenario, program);
  const file = join(files.path, `${name.replace("/", "-")}.json`);
  writeFileSync(file, JSON.stringify(deployment));
  const { exitCode, output } = await made.stack.pulumi("stack", "import", "--file", file);
  assert.equal(exitCode, 0, output);
  return made;
}

/** What a command says that fails for a reason of Node.js, which gives a stack trace. */
async function failureOf(stack: Stack, ...args: readonly string[]): Promise<string> {
  const { exitCode, output } = await runRaw(stack, ...args);
  assert.notEqual(exitCode, 0, output);
  return output;
}

/** What programs have installed, but for another `@pulumi/pulumi`; ours is a copy, since Node.js follows links. */
function withSdk(version: string, sdk: string): string {
  const packages = join(files.path, version, "node_modules");
  mkdirSync(join(packages, "@pulumi"), { recursive: true });
  cpSync(join(installedPackages(), NAME), join(packages, NAME), { recursive: true });
  const root = join(__dirname, "..", "..", "node_modules");
  for (const name of ["@aws-sdk", "@types", "hpagent", "p-retry", "typescript", "valibot"])
    symlinkSync(join(root, name), join(packages, name), "junction");
  symlinkSync(sdk, join(packages, "@pulumi", "pulumi"), "junction");
  return packages;
}
