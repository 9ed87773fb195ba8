import assert from "node:assert/strict";
import boto3 from "../recorded/answers/boto3.json";
import { clean } from "../../provider/values/clean";
import {
  ACCOUNT_IDS,
  ACCOUNTS,
  FAILED_ACCOUNTS,
  MISSING_IDS,
  NEWER,
  REGION,
  SCENARIO,
} from "../recorded/answers/scenario";
import type { Call } from "../../sdk/testing";
import { dependent, gate, scenes } from "./support/scenes";

const [A, B, C] = ["111122223333", "444455556666", "777788889999"];
const IMPORTS =
  'const { assertInspectorEnabled, getInspectorAccountStatus, getInspectorAccountStatusOutput } = require("pulumi-inspector-status");\n';

describe("reading the status", () => {
  const scene = scenes();

  it("gives the same by data source, Output form, .get and resource as boto3 reads, field by field", async () => {
    // .get would follow the others for half a minute.
    const settled = ACCOUNT_IDS.filter(
      (id) => !/"(?:ENABL|DISABL|SUSPEND)ING"/.test(JSON.stringify([ACCOUNTS[id], FAILED_ACCOUNTS[id]])),
    );
    assert.ok(settled.length >= 15, String(settled.length));
    const { stack, emulator } = await scene(
      SCENARIO,
      IMPORTS +
        `
        const args = { accountIds: ${JSON.stringify(ACCOUNT_IDS)}, timeout: "0s" };
        const whole = ({ accounts, failedAccounts, missingAccountIds, region }) => ({ accounts, failedAccounts, missingAccountIds, region });
        exports.promise = getInspectorAccountStatus(args).then(whole);
        exports.output = whole(getInspectorAccountStatusOutput({ ...args, accountIds: pulumi.output(args.accountIds) }));
        exports.get = whole(InspectorAccountStatus.get("got", "${REGION}/${settled.join(",")}"));
        exports.resource = whole(new InspectorAccountStatus("made", { accountIds: args.accountIds, enforcementLevel: "disabled", readTimeout: "0s" }));
        `,
      { config: { "aws:region": REGION } },
    );

    const { exitCode, output } = await stack.up();

    assert.equal(exitCode, 0, output);
    for (const way of ["promise", "output", "get", "resource"]) {
      const { accounts, failedAccounts, missingAccountIds, region } = stack.outputs[way];
      const asked = way === "get" ? settled : ACCOUNT_IDS;
      const only = (entries: object) =>
        Object.fromEntries(Object.entries(entries).filter(([id]) => asked.includes(id)));
      assert.deepEqual(
        withoutNewer({ accounts, failedAccounts }),
        cleaned({ accounts: only(boto3.accounts), failedAccounts: only(boto3.failedAccounts) }),
        way,
      );
      assert.deepEqual([missingAccountIds, region], [asked.filter((id) => MISSING_IDS.includes(id)), REGION], way);
    }
    assert.ok(emulator.calls.every(({ region, accountIds }) => region === REGION && accountIds.length <= 100));
  });

  it("sees what the same update enables, and makes no call in the preview before", async () => {
    const args = { accountIds: [A], resourceTypes: ["EC2", "ECR"] };
    const { stack, emulator } = await scene(
      { accounts: { [A]: "DISABLED" }, enableTakes: "4s" },
      IMPORTS +
        `
        class Enabler extends pulumi.dynamic.Resource {
          constructor(name, accountIds, resourceTypes) {
            const create = async (inputs) => {
              process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
              const { EnableCommand, Inspector2Client } = require("@aws-sdk/client-inspector2");
              await new Inspector2Client({}).send(new EnableCommand({ accountIds: inputs.accountIds, resourceTypes: inputs.resourceTypes }));
              return { id: "enabled", outs: {} };
            };
            super({ create }, name, { accountIds, resourceTypes });
          }
        }
        const args = ${JSON.stringify(args)};
        const enabler = new Enabler("enabler", args.accountIds, args.resourceTypes);
        const read = getInspectorAccountStatusOutput(args, { dependsOn: enabler });
        const gate = new InspectorAccountStatus("gate", args, { dependsOn: enabler });
        exports.statuses = [read.status, gate.status];
        exports.pending = read.pending;
        ` +
        dependent("dependent", "gate"),
    );

    const preview = await stack.preview();
    assert.equal(preview.exitCode, 0, preview.output);
    assert.match(preview.output, /statuses: \[unknown\]|statuses: \[\s+\[0\]: \[unknown\]/);
    assert.deepEqual(emulator.calls, []);

    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.deepEqual(stack.outputs, { statuses: ["ENABLED", "ENABLED"], pending: [] });
    assert.equal((emulator.calls as readonly Call[])[0]!.operation, "Enable");
    assert.deepEqual(stack.names, ["dependent", "enabler", "gate"]);
  });

  it("lets an assertion fail the preview, with everything that is wrong and without a stack trace", async () => {
    const accounts = { [A]: { ECR: "DISABLED" }, [B]: { failed: "ACCOUNT_IS_ISOLATED" }, [C]: "MISSING" };
    const args = JSON.stringify({ accountIds: [A, B, C], resourceTypes: ["EC2", "ECR"] });
    const { stack, emulator } = await scene(
      { accounts },
      `${IMPORTS} module.exports = async () => { assertInspectorEnabled(await getInspectorAccountStatus(${args})); };` +
        gate("never", {}),
    );
    const sentences = [
      /\* Account 111122223333 in us-east-1, ECR: DISABLED, expected ENABLED\. .*aws inspector2 enable/,
      /\* Account 444455556666 in us-east-1, EC2, ECR: FAILED with ACCOUNT_IS_ISOLATED/,
      /\* Account 777788889999 in us-east-1, EC2, ECR: MISSING/,
    ];
    for (const program of [
      undefined,
      `${IMPORTS} exports.status = getInspectorAccountStatusOutput(${args}).apply(assertInspectorEnabled).status;`,
    ]) {
      if (program) stack.write(program);
      const { exitCode, output } = await stack.preview();
      assert.notEqual(exitCode, 0, output);
      const [, diagnostics] = output.split("Diagnostics:");
      for (const sentence of [/error: Amazon Inspector is not ENABLED as asserted\./, ...sentences]) {
        assert.equal(diagnostics!.match(new RegExp(sentence, "g"))?.length, 1, `${sentence} once in\n${output}`);
      }
      assert.doesNotMatch(diagnostics!, /unhandled|RunError/);
    }
    assert.equal(emulator.calls.length, 2);
  });
});

function withoutNewer<T>(value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== NEWER.field && name !== NEWER.scanType);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNewer(member)])) as T;
}

/** What is kept: no text that a terminal obeys, and none that is empty. */
function cleaned(answer: object): unknown {
  return JSON.parse(JSON.stringify(answer), (_, value) =>
    typeof value === "string" ? clean(value) || undefined : value,
  );
}
