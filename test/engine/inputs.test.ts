import assert from "node:assert/strict";
import { SCAN_TYPES } from "../../provider/status/vocabulary";
import { scenes } from "./support/scenes";

const [A, B] = ["111122223333", "444455556666"];

describe("the arguments of a gate", () => {
  const scene = scenes();

  it("are refused all at once, under the name of the gate and before any call", async () => {
    const { stack, emulator } = await scene(
      {},
      `
      new InspectorAccountStatus("wrong", {
        accountIds: ["11122223333", "1111-2222-3333", 111122223333],
        resourceTypes: ["ECS"],
        expectedStatus: "ENABLING",
        enforcementLevel: "remediate",
        timeout: "soon",
        mismatchGrace: 5,
        readTimeout: "-1s",
        region: "Ireland",
        profile: "",
        endpoint: "ftp://inspector",
        accountId: "${A}",
        observed: {},
      });
    `,
    );

    const { exitCode, output } = await stack.up();

    assert.equal(exitCode, 1, output);
    const diagnostics = output.slice(output.indexOf("InspectorAccountStatus (wrong):"));
    for (const sentence of [
      '`accountIds[0]` must be an account id of 12 digits, not "11122223333"; it may have lost leading zeros, or have been read as octal: write it in quotes where it comes from',
      '`accountIds[1]` must be an account id of 12 digits, not "1111-2222-3333"; write it without hyphens, "111122223333"',
      "`accountIds[2]` must be text: the number 111122223333, as an id without quotes was read, has lost leading zeros or is what the digits mean in octal",
      `\`resourceTypes[0]\` must be one of ${SCAN_TYPES.join(", ")}, not "ECS"; did you mean`,
      '`expectedStatus` must be one of ENABLED, DISABLED, SUSPENDED, not "ENABLING", a status on the way to another one',
      '`enforcementLevel` must be one of mandatory, advisory, disabled, not "remediate": this package changes nothing in AWS',
      '`timeout` must be a duration such as "30m", "90s" or "1h30m", not "soon"',
      "`mismatchGrace` must be a duration",
      '`readTimeout` must be a duration such as "30m", "90s" or "1h30m", not "-1s"',
      '`region` must be an AWS Region such as "us-east-1", not "Ireland"',
      "`profile` must not be empty",
      '`endpoint` must be a URL that begins with http:// or https://, not "ftp://inspector"',
      "`accountId` is not a property of InspectorAccountStatus; did you mean `accountIds`?",
      "`observed` is not a property of InspectorAccountStatus",
    ]) {
      assert.equal(diagnostics.split(sentence).length - 1, 1, `${sentence}, once in\n${output}`);
    }
    assert.deepEqual(stack.names, []);
    assert.deepEqual(emulator.calls, []);
  });

  it("must not be empty lists", async () => {
    const { stack, emulator } = await scene(
      {},
      'new InspectorAccountStatus("empty", { accountIds: [], resourceTypes: [] });',
    );
    const { exitCode, output } = await stack.preview();
    assert.notEqual(exitCode, 0, output);
    assert.match(
      output,
      /`accountIds` must not be empty: leave it out to mean the caller's own account; a filter that found nothing is not a pass/,
    );
    assert.match(output, /`resourceTypes` must not be empty/);
    assert.deepEqual(emulator.calls, []);
  });

  it("may be unknown in a preview, which then makes no call and removes nothing", async () => {
    const program = (number: string) => `
      const account = new Account("account", "${number}");
      const inspector = new InspectorAccountStatus("inspector", { accountIds: [account.accountId], resourceTypes: ["EC2"] });
      new InspectorAccountStatus("secret", { accountIds: pulumi.secret([account.accountId]), resourceTypes: ["EC2"] });
      new Dependent("dependent", inspector);
      exports.status = inspector.status;
    `;
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED", [B]: "ENABLED" } }, program(A));

    const created = await stack.preview("--diff");
    assert.equal(created.exitCode, 0, created.output);
    assert.match(created.output, /\+ pulumi-nodejs:dynamic\/inspectorAccountStatus:InspectorAccountStatus: \(create\)/);
    assert.deepEqual(emulator.calls, []);

    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.deepEqual(stack.outputs, { status: "ENABLED" });
    assert.deepEqual(stack.recorded("inspector")!.inputs["observed"], { [A]: { EC2: "ENABLED" } });

    const calls = emulator.calls.length;
    stack.write(program(B));
    const replaced = await stack.preview("--diff");
    assert.equal(replaced.exitCode, 0, replaced.output);
    assert.match(replaced.output, /~ pulumi-nodejs:dynamic\/inspectorAccountStatus:InspectorAccountStatus: \(update\)/);
    assert.doesNotMatch(replaced.output, /- *(?:observed|EC2|region)\b/);
    assert.equal(emulator.calls.length, calls);
  });

  it("must not turn out to be nothing, for a new gate or a deployed one", async () => {
    const program = (accountIds: string, rest = "") => `
      const upstream = new pulumi.StackReference("organization/engine/upstream");
      const inspector = new InspectorAccountStatus("inspector", { accountIds: ${accountIds}, ${rest} });
      new Dependent("dependent", inspector);
    `;
    const renamed = 'upstream.getOutput("a name that is not there")';
    const upstream = `exports.accounts = ["${A}"];`;
    const { stack, emulator } = await scene({ accounts: { [A]: "ENABLED" } }, upstream);
    for (const args of [
      ["stack", "init", "upstream"],
      ["up", "--yes", "--skip-preview"],
      ["stack", "select", "dev"],
    ]) {
      const { exitCode, output } = await stack.pulumi(...args);
      assert.equal(exitCode, 0, output);
    }
    const refused = async (...places: readonly string[]): Promise<void> => {
      const calls = emulator.calls.length;
      for (const { exitCode, output } of [await stack.preview(), await stack.up()]) {
        assert.notEqual(exitCode, 0, output);
        for (const place of places)
          assert.ok(output.includes(`\`${place}\` was given as an Output or a Promise that has no value`), output);
        assert.doesNotMatch(output, /pulumi-inspector-status: an Output/, "the mark is not shown");
      }
      assert.equal(emulator.calls.length, calls);
    };

    stack.write(program(renamed));
    await refused("accountIds");
    assert.deepEqual(stack.names, []);

    stack.write(program(`["${A}"]`));
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);

    stack.write(program(renamed));
    await refused("accountIds");
    const role = `{ roleArn: "arn:aws:iam::${A}:role/Reader", externalId: ${renamed} }`;
    stack.write(program(`["${A}", ${renamed}]`, `resourceTypes: Promise.resolve(), assumeRole: ${role}`));
    await refused("accountIds[1]", "resourceTypes", "assumeRole.externalId");
    assert.deepEqual(stack.recorded("inspector")!.inputs["accountIds"], [A]);

    stack.write(program('upstream.getOutput("accounts")', 'region: upstream.getOutput("none")'));
    const passed = await stack.up();
    assert.equal(passed.exitCode, 0, passed.output);
  });
});
