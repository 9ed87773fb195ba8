import assert from "node:assert/strict";
import { scenes } from "./support/scenes";

const A = "111122223333";
const [FULL, NO_CODE, NO_REPOSITORY] = ["us-east-1", "eu-south-2", "sa-east-1"];

describe("gates in Regions that do not offer all scan types", () => {
  const scene = scenes();

  const program = (args: object) => `
    const { InspectorAccountStatusByRegion, getInspectorAccountStatusByRegion } = require("pulumi-inspector-status");
    const all = { accountIds: ["${A}"], regions: ${JSON.stringify([FULL, NO_CODE, NO_REPOSITORY])} };
    const args = ${JSON.stringify(args)};
    const inspector = new InspectorAccountStatusByRegion("inspector", { ...all, ...args, mismatchGrace: "0s" });
    new Dependent("dependent", [inspector]);
    exports.statuses = inspector.statuses;
    exports.read = getInspectorAccountStatusByRegion({ ...all, ...args }).then((result) => [
      result.satisfied, ...result.violations.map(({ region, resourceType }) => region + " " + resourceType)]);
  `;
  const resourceTypes = ["EC2", "LAMBDA_CODE", "CODE_REPOSITORY"];

  it("fail with one list, and hold with a list by Region or where scan types are offered", async () => {
    const { stack, emulator } = await scene(
      {
        accounts: {
          [A]: "ENABLED",
          [`${NO_CODE}/${A}`]: { LAMBDA_CODE: null },
          [`${NO_REPOSITORY}/${A}`]: { CODE_REPOSITORY: null },
        },
      },
      program({ resourceTypes }),
    );
    const failed = await stack.up();
    assert.equal(failed.exitCode, 1, failed.output);
    assert.match(failed.output, new RegExp(`Account ${A} in ${NO_CODE}, LAMBDA_CODE: UNREPORTED`));
    assert.match(failed.output, new RegExp(`Account ${A} in ${NO_REPOSITORY}, CODE_REPOSITORY: UNREPORTED`));
    assert.doesNotMatch(failed.output, new RegExp(`in ${FULL}, `));
    assert.equal(stack.recorded("dependent"), undefined);

    const byRegion = {
      default: resourceTypes,
      [NO_CODE]: ["EC2", "CODE_REPOSITORY"],
      [NO_REPOSITORY]: ["EC2", "LAMBDA_CODE"],
    };
    const all = { [FULL]: "ENABLED", [NO_CODE]: "ENABLED", [NO_REPOSITORY]: "ENABLED" };
    for (const args of [{ resourceTypes: byRegion }, { resourceTypes, whereOffered: true }]) {
      stack.write(program(args));
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.output);
      assert.deepEqual(stack.outputs, { statuses: all, read: [true] });
      assert.equal(/LAMBDA_CODE: not offered in eu-south-2/.test(up.output), "whereOffered" in args, up.output);
      const preview = await stack.preview("--expect-no-changes");
      assert.equal(preview.exitCode, 0, preview.output);
    }

    emulator.set({ accounts: { [`${NO_CODE}/${A}`]: { LAMBDA_CODE: "DISABLED" } } });
    const drift = await stack.preview("--expect-no-changes", "--diff");
    assert.equal(drift.exitCode, 7, drift.output);
    assert.match(drift.output, new RegExp(`Account ${A} in ${NO_CODE}, LAMBDA_CODE: DISABLED, expected ENABLED`));
    assert.match(drift.output, /\+ LAMBDA_CODE *: "DISABLED"/);
  });

  it("do not hold where nothing is offered, nor hide what one account lacks behind another", async () => {
    const B = "444455556666";
    const gate = (accountIds: readonly string[]) => `
      new InspectorAccountStatus("inspector", ${JSON.stringify({ accountIds, resourceTypes: ["LAMBDA_CODE"], whereOffered: true, mismatchGrace: "0s" })});
    `;
    const { stack } = await scene({ accounts: { [A]: { LAMBDA_CODE: null }, [B]: "ENABLED" } }, gate([A]));
    const nothing = await stack.up();
    assert.equal(nothing.exitCode, 1, nothing.output);
    assert.match(nothing.output, new RegExp(`Account ${A} in ${FULL}, LAMBDA_CODE: UNREPORTED`));
    stack.write(gate([A, B]));
    const one = await stack.up();
    assert.equal(one.exitCode, 1, one.output);
    assert.match(one.output, new RegExp(`Account ${A} in ${FULL}, LAMBDA_CODE: UNREPORTED`));
    assert.doesNotMatch(one.output, new RegExp(`Account ${B}`));
  });

  it("do not hold on an answer that has no scan type at all", async () => {
    const scanTypes = ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"];
    const nothing = Object.fromEntries(scanTypes.map((type) => [type, null]));
    const { stack } = await scene(
      { accounts: { [A]: "ENABLED", [`${NO_CODE}/${A}`]: { account: "ENABLED", ...nothing } } },
      program({ resourceTypes: ["EC2", "ECR"], whereOffered: true }),
    );
    const { exitCode, output } = await stack.up();
    assert.equal(exitCode, 1, output);
    for (const type of ["EC2", "ECR"])
      assert.match(output, new RegExp(`Account ${A} in ${NO_CODE}, .*${type}.*UNREPORTED`));
    assert.doesNotMatch(output, /not offered in/);
    assert.equal(stack.recorded("dependent"), undefined);
  });

  it("hold AMI like every other scan type, and say that nothing can enable it yet", async () => {
    const { stack, emulator } = await scene(
      { accounts: { [A]: { AMI: "DISABLED" } } },
      program({ resourceTypes: ["EC2", "AMI"] }),
    );
    const failed = await stack.up();
    assert.equal(failed.exitCode, 1, failed.output);
    assert.match(failed.output, new RegExp(`Account ${A} in ${FULL}, AMI: DISABLED.*\`Enable\` does not take AMI yet`));

    emulator.set({ accounts: { [A]: { AMI: "ENABLED" } } });
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    assert.deepEqual(stack.outputs["read"], [true]);

    emulator.set({ accounts: { [`${NO_CODE}/${A}`]: { AMI: "DISABLED" } } });
    const drift = await stack.preview("--expect-no-changes", "--diff");
    assert.equal(drift.exitCode, 7, drift.output);
    assert.match(drift.output, /~ AMI *: "ENABLED" => "DISABLED"/);
  });

  it("are read once their Regions are known, which a preview does not know yet", async () => {
    const regions = [FULL, NO_CODE];
    const { stack, emulator } = await scene(
      { accounts: { [A]: "ENABLED" }, regions: [FULL] },
      `
      const { getInspectorAccountStatusByRegionOutput } = require("pulumi-inspector-status");
      const first = new Dependent("first", []);
      const regions = first.id.apply(() => ${JSON.stringify(regions)});
      const { results, violations } = getInspectorAccountStatusByRegionOutput({ accountIds: ["${A}"], timeout: "0s", regions });
      exports.read = results.apply(Object.keys);
      exports.unread = violations.apply((all) => all.map(({ region, message }) => region + ": " + message));
      `,
    );
    const preview = await stack.preview();
    assert.equal(preview.exitCode, 0, preview.output);
    assert.deepEqual(emulator.calls, []);
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.output);
    const { read, unread } = stack.outputs as { read: string[]; unread: string[] };
    assert.deepEqual([read, unread.length], [[FULL], 1]);
    assert.match(unread[0]!, new RegExp(`^${NO_CODE}: Amazon Inspector in ${NO_CODE} could not be asked .*opted in`));
  });
});
