import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { readdirSync, readFileSync } from "node:fs";
import type { Scenario } from "../../sdk/testing";
import { installedPackages, NAME } from "./support/package";
import { dependent, gate, scenes, type Scene } from "./support/scenes";
import type { Stack } from "./support/stack";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"];
const IDS = JSON.stringify([B, A, C]);
const ENABLED = { accounts: { [A]: "ENABLED", [B]: "ENABLED", [C]: "ENABLED" } } satisfies Scenario;
const OFF: Scenario = { accounts: { ...ENABLED.accounts, [B]: { all: "ENABLED", EC2: "DISABLED" } } };
const PROGRAM = `const inspector = new InspectorAccountStatus("inspector", {
  accountIds: pulumi.secret(["${B}", "${A}", "${C}"]), resourceTypes: ["EC2", "ECR"], mismatchGrace: "0s",
});
exports.accounts = inspector.accounts;
exports.violations = inspector.violations;
`;
const SECOND = "[secret account 2 of 3]";

const IGNORED = `pulumi.secret(${IDS}).apply((ids) => ids)`;

/** Ways to write them, each with its own gate. */
const WAYS: readonly [way: string, accountIds: string, options?: string][] = [
  ["secret list", `pulumi.secret(${IDS})`],
  ["list with one secret in it", `["${B}", "${A}", pulumi.secret("${C}")]`],
  ["member of a secret", `pulumi.secret({ accountIds: ${IDS} }).accountIds`],
  ["Promise of a secret", `Promise.resolve(pulumi.secret(${IDS}))`],
  ["all", `pulumi.all([pulumi.secret("${A}"), "${B}", Promise.resolve("${C}")])`],
  [
    "applied",
    `pulumi.all({ a: "${A}", rest: [{ ids: pulumi.secret(["${B}", "${C}"]) }] }).apply((all) => [all.a, ...all.rest[0].ids])`,
  ],
  [
    "interpolated",
    `["${A}", pulumi.interpolate\`\${pulumi.secret("${B}")}\`, pulumi.concat(pulumi.secret("7777"), "88889999")]`,
  ],
  ["nested Outputs", `pulumi.output([pulumi.output(Promise.resolve(pulumi.secret("${A}"))), "${B}", "${C}"])`],
  ["output of a gate", `first.accountIds`],
  ["secret of the configuration", `new pulumi.Config("test").requireSecretObject("accounts")`],
  ["ignored", IGNORED, `{ ignoreChanges: ["accountIds"] }`],
  ["that an option calls secret", IDS, `{ additionalSecretOutputs: ["accountIds"] }`],
  ["with an alias", `pulumi.secret(${IDS})`, `{ aliases: [{ name: "earlier" }], additionalSecretOutputs: ["status"] }`],
  [
    "in a component",
    `pulumi.secret(${IDS})`,
    `{ parent: new pulumi.ComponentResource("test:index:Box", "box", { ids: pulumi.secret(${IDS}) }) }`,
  ],
];

describe("secret accounts", () => {
  const scene = scenes();

  /** Runs a command, and looks for each account in what it prints and in all that the backend keeps. */
  async function run({ stack }: Scene, exitCode: number, ...command: readonly string[]): Promise<string> {
    const ended = await stack.pulumi(...command);
    assert.equal(ended.exitCode, exitCode, ended.output);
    assertConcealed(ended.output, command.join(" "));
    for (const text of everythingKept(stack)) assertConcealed(text, `the state after ${command.join(" ")}`);
    return ended.output;
  }

  const UP = ["up", "--yes", "--skip-preview"];

  it("are in clear in no output, no preview, no refresh and no state, and drift is found", async () => {
    const made = await scene(OFF, PROGRAM + dependent("workload", "inspector"));
    const { stack, emulator } = made;
    await run(made, 0, "preview", "--diff");
    const failed = await run(made, 1, ...UP);
    assert.ok(failed.includes(`Account ${SECOND} in us-east-1, EC2: DISABLED, expected ENABLED`), failed);
    assert.match(failed, /`pulumi stack export --show-secrets` has them, in the order in which they are counted\./);
    const { id } = stack.recorded("inspector")!;
    assert.match(id, /^us-east-1\/3-accounts-[0-9a-f]{16}$/);
    assert.deepEqual(stack.names, ["inspector"]);

    emulator.set(ENABLED);
    await run(made, 0, ...UP);
    for (const command of [["preview"], ["preview", "--diff"], ["preview", "--json"], ["refresh", "--preview-only"]])
      await run(made, 0, ...command, "--expect-no-changes");

    emulator.set(OFF);
    const drift = await run(made, 0, "preview", "--diff");
    assert.ok(drift.includes(`Account ${SECOND} in us-east-1, EC2: DISABLED`), drift);
    assert.match(drift, /~ 1 to update/);
    assert.match(drift, /observed +: \[secret\]/);
    await run(made, 7, "preview", "--expect-no-changes");
    await run(made, 0, "preview", "--json");
    await run(made, 0, "refresh", "--yes", "--skip-preview");
    await run(made, 1, ...UP);
    await run(made, 0, "stack", "export");
    await run(made, 0, "stack", "output", "--json");
    await run(made, 0, "stack", "--show-ids");

    emulator.set(ENABLED);
    await run(made, 0, ...UP, "--refresh");
    await run(made, 0, "preview", "--expect-no-changes");
    assert.equal(stack.recorded("inspector")!.id, id);
    const { output } = await stack.pulumi("stack", "export", "--show-secrets");
    for (const account of [A, B, C]) assert.ok(output.includes(account), "what is secret can be read by its owner");
    await run(made, 0, "destroy", "--yes", "--skip-preview");
  });

  it("are concealed, however they are written", async () => {
    const gates = WAYS.map(
      ([way, accountIds, options = "{}"], index) => `const gate${index} = new InspectorAccountStatus("${way}",
        { accountIds: ${accountIds}, mismatchGrace: "0s", enforcementLevel: "advisory" }, ${options});`,
    ).join("\n");
    const program = `${gates.replace("first", "gate0")}
      exports.reports = pulumi.all([${WAYS.map((_, index) => `gate${index}.accounts`).join()}]);
      exports.status = gate0.status;`;
    const made = await scene(ENABLED, program);
    const { stack, emulator } = made;
    assert.equal((await stack.pulumi("config", "set", "--secret", "test:accounts", IDS)).exitCode, 0);
    await run(made, 0, "preview", "--json");
    await run(made, 0, ...UP);
    for (const [way] of WAYS) assert.ok(stack.recorded(way), way);
    // The gate still has the secret accounts, although the program has others, which are no secrets.
    stack.write(program.replace(IGNORED, '["000000000000"]'));
    emulator.set({ accounts: { ...ENABLED.accounts, [A]: "SUSPENDED" } });
    await run(made, 0, "preview", "--json");
    await run(made, 0, "refresh", "--yes", "--json");
    const { exitCode, output } = await stack.pulumi(...UP, "--json");
    // Pulumi's own SDK logs the properties of every resource.
    const ours = output.split("\n").filter((line) => !line.includes('"message":"RegisterResource RPC finished: '));
    assertConcealed(ours.join("\n"), "up --json");
    assert.equal(exitCode, 0, output);
    for (const text of everythingKept(stack)) assertConcealed(text, "the state");
    assert.ok(ours.join("\n").split("[secret account 1 of 3] in us-east-1: SUSPENDED").length > WAYS.length, output);
    await run(made, 0, "stack", "output", "--json");
    await run(made, 0, "stack", "history", "--json");
  });

  it("that are excluded, and other arguments that are secrets, are concealed as well", async () => {
    const made = await scene(
      {
        administrator: A,
        members: { [B]: "ENABLED", [C]: "ENABLED" },
        accounts: { [A]: "ENABLED", [B]: { all: "ENABLED", LAMBDA: "DISABLED" }, [C]: "ENABLED" },
      },
      `new InspectorAccountStatus("inspector", {
        members: true, excludeAccountIds: [pulumi.secret("${C}"), "000000000000"], mismatchGrace: "0s",
        resourceTypes: pulumi.secret(["LAMBDA"]), region: pulumi.secret("us-east-1"),
      });`,
    );
    const { exitCode, output } = await made.stack.up();
    assert.equal(exitCode, 1, output);
    assert.match(output, new RegExp(`Account ${B} in \\[secret region\\], \\[secret resourceTypes\\]: DISABLED`));
    assert.match(output, /`excludeAccountIds` names \[secret excluded account 1 of 2\]: not among the members/);
    const { inputs, outputs } = made.stack.recorded("inspector")!;
    for (const recorded of [inputs, outputs])
      assert.equal(recorded["secretArguments"], "excludeAccountIds,resourceTypes,region", "names, and no values");
    for (const text of [output, ...everythingKept(made.stack)])
      for (const secret of [C, "LAMBDA", "us-east-1"]) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  });

  it("keep the id, and what was recorded in clear is encrypted by the next update", async () => {
    const plain = (accountIds: string): string =>
      `new InspectorAccountStatus("inspector", { accountIds: ${accountIds}, mismatchGrace: "0s" });`;
    const made = await scene(ENABLED, plain(`["${A}", "${B}"]`));
    const { stack } = made;
    assert.equal((await stack.up()).exitCode, 0);
    const { id } = stack.recorded("inspector")!;
    stack.write(plain(`pulumi.secret(["${A}", "${B}"])`));
    const up = await stack.up();
    assert.match(up.output, /~ 1 updated/);
    const recorded = stack.recorded("inspector")!;
    assert.equal(recorded.id, id, "an id is for ever");
    for (const text of [JSON.stringify(recorded.inputs), JSON.stringify(recorded.outputs)])
      assertConcealed(text, "state");
    assert.equal((await stack.preview("--expect-no-changes")).exitCode, 0);
    assert.equal((await stack.up("--replace", "**::inspector")).exitCode, 0);
    assertConcealed(stack.recorded("inspector")!.id, "the id of a replaced gate");
    stack.write(plain(`["${A}", "${B}"]`));
    assert.equal((await stack.preview("--expect-no-changes")).exitCode, 0);
  });

  it("are not named to another gate that shares a call with theirs", async () => {
    const enabling = { accounts: { [A]: "ENABLING", [B]: "ENABLING" } } as const;
    const made = await scene(
      enabling,
      gate("plain", { accountIds: [A] }) +
        `new InspectorAccountStatus("secret", { accountIds: pulumi.secret(["${B}"]) });`,
    );
    const { emulator, stack } = made;
    const shared = setInterval(() => {
      if (!emulator.calls.some(({ accountIds }) => accountIds.length === 2)) return;
      clearInterval(shared);
      const message = `not for ${A}, not for ${B}`;
      emulator.set({ ...enabling, faults: [{ error: { type: "AccessDeniedException", message } }] });
    }, 50);
    const { exitCode, output } = await stack.up().finally(() => clearInterval(shared));
    assert.equal(exitCode, 1, output);
    assert.ok(emulator.calls.at(-1)!.accountIds.length <= 2);
    assert.ok(output.includes(`not for ${A}, not for [secret account of another gate]`), output);
    assert.ok(output.includes(`not for ${A}, not for [secret account 1 of 1]`), output);
    for (const text of [output, ...everythingKept(stack)]) assert.ok(!text.includes(B), text);
  });

  it("are in none of the formats of a report", async () => {
    const made = await scene(OFF, PROGRAM);
    const { stack } = made;
    assert.equal((await stack.up()).exitCode, 1);
    made.emulator.set(ENABLED);
    assert.equal((await stack.up()).exitCode, 0);
    const files = { json: "r.json", sarif: "r.sarif", junit: "r.xml", markdown: "r.md", html: "r.html" };
    const main = join(installedPackages(), NAME, "dist", "sdk", "cli", "main.js");
    const formats = Object.entries(files).flatMap(([format, file]) => [`--${format}`, join(stack.project, file)]);
    for (const [scenario, code] of [
      [OFF, 7],
      [{ faults: [{ error: { type: "AccessDeniedException", message: `not for ${A}, ${B}, ${C}` } }] }, undefined],
      [
        { faults: [], accounts: { [B]: { failed: { errorCode: "ACCESS_DENIED", errorMessage: `not ${B} of ${C}` } } } },
        7,
      ],
    ] as const) {
      made.emulator.set(scenario);
      const ended = await report([main, "drift", "--cwd", stack.project, ...formats], stack.env);
      if (code !== undefined) assert.equal(ended.code, code, ended.output);
      assert.notEqual(ended.code, 0);
      assertConcealed(ended.output, "the report as text");
      assert.match(ended.output, /\[secret account [123] of 3\]/);
      for (const file of Object.values(files)) {
        const text = readFileSync(join(stack.project, file), "utf8");
        assertConcealed(text, file);
        assert.match(text, /secret account [123] of 3/, file);
      }
    }
  });

  it("are not in what a data source returns or throws", async () => {
    const program = (rest: string): string => `
      const { getInspectorAccountStatusOutput, assertInspectorEnabled } = require("pulumi-inspector-status");
      exports.result = getInspectorAccountStatusOutput({
        accountIds: ["${A}", pulumi.secret("${B}")], resourceTypes: ["EC2"], timeout: "0s",
      })${rest};`;
    const made = await scene(OFF, program(""));
    await run(made, 0, ...UP);
    assert.ok("4dabf18193072939515e22adb298388d" in made.stack.outputs["result"]);
    made.stack.write(program(".apply(assertInspectorEnabled)"));
    const output = await run(made, 1, ...UP);
    assert.ok(output.includes("Account [secret account 2 of 2] in us-east-1, EC2: DISABLED"), output);
    made.emulator.set({ faults: [{ error: { type: "AccessDeniedException", message: `not for ${A}, ${B}` } }] });
    assert.ok((await run(made, 1, ...UP)).includes("not for [secret account 1 of 2], [secret account 2 of 2]"));
  });
});

/** Runs a command of the package. The emulator answers from this process, which must not be blocked. */
function report(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

function assertConcealed(text: string, where: string): void {
  for (const account of [A, B, C]) assert.ok(!text.includes(account), `${account} in ${where}:\n${text}`);
}

/** All files of the backend: the state, and its history. */
function everythingKept(stack: Stack): string[] {
  const folder = join(stack.project, "..", "state");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}
