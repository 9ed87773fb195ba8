import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  assertInspectorEnabled,
  getInspectorAccountStatusByRegion,
  getInspectorAccountStatusByRegionOutput,
  type GetInspectorAccountStatusByRegionArgs,
} from "../../../sdk";
import { startEmulator, VirtualClock, type Emulator, type EmulatorOptions, type Scenario } from "../../../sdk/testing";
import { useOwnEnvironment } from "../../support/environment";
import { A, B } from "../../support/readings";
import { SCAN_TYPES } from "../../../provider/status/vocabulary";

const [FIRST, SECOND, THIRD] = ["us-east-1", "eu-west-1", "eu-south-2"];
const ONCE = { accountIds: [A], timeout: "0s" };

describe("the data source over Regions", () => {
  useOwnEnvironment();
  let emulator: Emulator | undefined;

  async function start(scenario: Scenario, options: EmulatorOptions = {}): Promise<Emulator> {
    emulator = await startEmulator(scenario, options);
    Object.assign(process.env, emulator.env, { AWS_MAX_ATTEMPTS: "1" });
    return emulator;
  }

  afterEach(async () => {
    await emulator?.close();
  });

  async function refusalOf(attempt: () => unknown): Promise<string[]> {
    try {
      await attempt();
    } catch (error) {
      assert.ok(pulumi.RunError.isInstance(error), String(error));
      return error.message.split("\n");
    }
    throw new assert.AssertionError({ message: "it was not refused" });
  }

  it("has the result of each Region, and what is not as expected with its Region", async () => {
    const { calls } = await start({
      accounts: { [A]: "ENABLED", [`${SECOND}/${A}`]: { ECR: "DISABLED" }, [`${THIRD}/${A}`]: { EC2: "ENABLING" } },
    });
    const result = await getInspectorAccountStatusByRegion({
      ...ONCE,
      regions: [FIRST, SECOND, THIRD, SECOND],
      resourceTypes: ["EC2", "ECR"],
    });
    assert.deepEqual(Object.keys(result.results), [FIRST, SECOND, THIRD], "each Region once");
    assert.deepEqual(calls.map(({ region }) => region).sort(), [THIRD, SECOND, FIRST], "each Region is asked once");
    const statuses = Object.entries(result.results).map(([region, each]) => [region, each.region, each.status]);
    assert.deepEqual(statuses, [
      [FIRST, FIRST, "ENABLED"],
      [SECOND, SECOND, "DISABLED"],
      [THIRD, THIRD, "ENABLING"],
    ]);
    assert.equal(result.satisfied, false);
    const found = result.violations.map(({ region, accountId, resourceType, found: it }) => [
      region,
      accountId,
      resourceType,
      it,
    ]);
    assert.deepEqual(found, [[SECOND, A, "ECR", "DISABLED"]]);
    assert.deepEqual(
      result.pending.map(({ region, found: it }) => [region, it]),
      [[THIRD, "ENABLING"]],
    );
    const [headline, ...reasons] = await refusalOf(() => assertInspectorEnabled(result));
    assert.equal(headline, "Amazon Inspector is not ENABLED as asserted.");
    assert.equal(reasons.length, 2);
    assert.match(reasons[0]!, new RegExp(`Account ${A} in ${SECOND}, ECR: DISABLED, expected ENABLED`));
    assert.match(reasons[1]!, new RegExp(`${A} in ${THIRD}, EC2: ENABLING`));
  });

  it("asserts nothing, and passes the assertion where all is ENABLED in all Regions", async () => {
    await start({ accounts: { [A]: "ENABLED" } });
    const result = await getInspectorAccountStatusByRegion({ ...ONCE, regions: [FIRST, SECOND] });
    assert.deepEqual([result.satisfied, result.violations, result.pending], [true, [], []]);
    assert.equal(assertInspectorEnabled(result), result);
    const none = { ...result, results: {} };
    assert.match((await refusalOf(() => assertInspectorEnabled(none)))[0]!, /not ENABLED as asserted/);
  });

  it("takes scan types by Region, and those that are offered", async () => {
    await start({ accounts: { [A]: "ENABLED", [`${SECOND}/${A}`]: { LAMBDA_CODE: null } } });
    const read = (args: Partial<GetInspectorAccountStatusByRegionArgs>) =>
      getInspectorAccountStatusByRegion({ ...ONCE, regions: [FIRST, SECOND], ...args });
    const both = ["EC2", "LAMBDA_CODE"] as const;
    assert.equal((await read({ resourceTypes: { default: both, [SECOND]: ["EC2"] } })).satisfied, true);
    const offered = await read({ resourceTypes: both, whereOffered: true });
    assert.equal(offered.satisfied, true);
    assert.deepEqual(offered.results[SECOND]!.notOffered, ["LAMBDA_CODE"]);
    const neither = await read({ resourceTypes: both });
    const found = neither.violations.map(({ region, resourceType, found: it }) => [region, resourceType, it]);
    assert.deepEqual(found, [[SECOND, "LAMBDA_CODE", "UNREPORTED"]]);
  });

  it("tells of a Region that is not opted in to, is down or lacks Amazon Inspector, which hides no other", async () => {
    const down = "ap-south-1";
    await start({
      regions: [FIRST, SECOND, down],
      accounts: { [A]: "ENABLED", [`${SECOND}/${A}`]: { EC2: "DISABLED" } },
      faults: [{ region: down, error: { type: "AccessDeniedException", message: `Not supported in ${down}` } }],
    });
    const regions = [THIRD, FIRST, down, SECOND];
    const result = await getInspectorAccountStatusByRegion({ ...ONCE, regions, resourceTypes: ["EC2"] });
    assert.deepEqual(Object.keys(result.results), [FIRST, SECOND]);
    assert.equal(result.satisfied, false);
    const found = result.violations.map(({ region, accountId, expected, found: it }) => [
      region,
      accountId,
      expected,
      it,
    ]);
    assert.deepEqual(found, [
      [THIRD, undefined, "ENABLED", "FAILED"],
      [down, undefined, "ENABLED", "FAILED"],
      [SECOND, A, "ENABLED", "DISABLED"],
    ]);
    assert.match(result.violations[0]!.message, new RegExp(`${THIRD}.*opted in`));
    const [, ...reasons] = await refusalOf(() => assertInspectorEnabled(result));
    assert.equal(reasons.length, 3);
    for (const region of [SECOND, THIRD, down])
      assert.equal(reasons.filter((reason) => reason.includes(region)).length, 1, region);

    const onlyUnread = await getInspectorAccountStatusByRegion({
      ...ONCE,
      regions: [FIRST, THIRD],
      expectedStatus: "ENABLED",
    });
    assert.equal((await refusalOf(() => assertInspectorEnabled(onlyUnread))).length, 2);
  });

  it("takes as long as its slowest Region", async () => {
    const clock = new VirtualClock({ manual: true });
    const { calls } = await start({ accounts: { [A]: "ENABLED" }, latency: "1h" }, { clock });
    const regions = Array.from({ length: 17 }, (_, index) => `us-test-${index + 1}`);
    const reading = getInspectorAccountStatusByRegion({ ...ONCE, regions });
    // Nobody gets an answer before all have asked.
    while (calls.length < regions.length) await new Promise(setImmediate);
    await clock.advance(3_600_000);
    const { results, satisfied } = await reading;
    assert.deepEqual([Object.keys(results), satisfied], [regions, true]);
  });

  it("refuses arguments before any call, all that is wrong with them at once", async () => {
    const { calls } = await start({});
    const wrong = async (args: object) =>
      refusalOf(() => getInspectorAccountStatusByRegion(args as GetInspectorAccountStatusByRegionArgs));
    const headline = "The arguments of getInspectorAccountStatusByRegion are wrong:";
    assert.deepEqual(await wrong({}), [headline, "  * `regions` must be a list of names of AWS Regions"]);
    assert.deepEqual(await wrong({ regions: [] }), [
      headline,
      "  * `regions` must not be empty: no Region is not a pass",
    ]);
    assert.deepEqual(await wrong({ regions: pulumi.output([FIRST]) }), [
      headline,
      "  * `regions` is, or has in it, an Output or a Promise: use getInspectorAccountStatusByRegionOutput",
    ]);
    const several = await wrong({
      regions: [FIRST, SECOND],
      accountIds: [],
      timeout: "soon",
      resourceTypes: { [FIRST]: ["EC3"], [THIRD]: ["EC2"] },
      whereOffered: true,
    });
    assert.equal(several[0], headline);
    for (const problem of [
      "`accountIds`",
      "`timeout`",
      `\`resourceTypes["${FIRST}"][0]\``,
      `\`resourceTypes["${THIRD}"]\``,
      SECOND,
    ])
      assert.equal(
        several.filter((line) => line.startsWith("  * ") && line.includes(problem)).length >= 1,
        true,
        problem,
      );
    assert.ok(!several.some((line) => line.includes("whereOffered")), "the map has scan types");
    const region = { region: FIRST, ...ONCE };
    assert.deepEqual(await wrong({ ...region, regions: [FIRST, "moon", "", null, 5], resourceTypes: ["EC3"] }), [
      headline,
      "  * `region` is not taken here: name it in `regions`",
      '  * `regions[1]` must be an AWS Region such as "us-east-1", not "moon"',
      '  * `regions[2]` must be an AWS Region such as "us-east-1", not ""',
      '  * `regions[3]` must be an AWS Region such as "us-east-1", not "null"',
      "  * `regions[4]` must be text, not 5",
      `  * \`resourceTypes[0]\` must be one of ${SCAN_TYPES.join(", ")}, not "EC3"; did you mean EC2?`,
    ]);
    const inMap = await wrong({ regions: [], resourceTypes: { default: ["EC3"] }, whereOffered: "yes" });
    assert.equal(inMap.length, 4, inMap.join("\n"));
    const later = await wrong({ regions: [FIRST], resourceTypes: { default: pulumi.output(["EC2"]) } });
    assert.match(later[1]!, /`resourceTypes` is, or has in it, an Output or a Promise/);
    const once = await wrong({ regions: [FIRST, SECOND], resourceTypes: ["EC3"], whereOffered: true });
    assert.equal(once.length, 2, "what is wrong in every Region is said once");
    const alone = await wrong({ regions: [FIRST], whereOffered: true });
    assert.match(alone[1]!, /`whereOffered`/);
    assert.deepEqual(calls, []);
  });

  it("as an Output waits for its arguments", async () => {
    await start({ accounts: { [A]: "ENABLED", [B]: "DISABLED" } });
    const output = getInspectorAccountStatusByRegionOutput({
      regions: pulumi.output([FIRST, SECOND]),
      accountIds: [pulumi.output(A)],
      resourceTypes: { default: pulumi.output(["EC2" as const]) },
      timeout: "0s",
    });
    const result = await new Promise<unknown>((resolve) =>
      output.apply((it) => resolve([it.satisfied, Object.keys(it.results)])),
    );
    assert.deepEqual(result, [true, [FIRST, SECOND]]);
    for (const regions of [
      pulumi.output(undefined as unknown as string[]),
      [pulumi.output(undefined as unknown as string)],
    ]) {
      const refused = getInspectorAccountStatusByRegionOutput({ regions });
      const promise = (refused as unknown as { promise(): Promise<unknown> }).promise();
      assert.match(
        (await refusalOf(() => promise))[1]!,
        /`regions` was given as an Output or a Promise that has no value/,
      );
    }
  });

  it("takes profile and roles of an `aws.Provider`, and the Regions from `regions`", async () => {
    const { calls } = await start({ accounts: { [A]: "ENABLED" } });
    const nothing = pulumi.output<string | undefined>(undefined);
    const awsProvider = {
      __pulumiResource: true,
      __pulumiType: "pulumi:providers:aws",
      region: pulumi.output<string | undefined>(THIRD),
      profile: nothing,
      assumeRoles: nothing,
    };
    const read = { ...ONCE, awsProvider, regions: [FIRST, SECOND] };
    const promise = await getInspectorAccountStatusByRegion(read);
    const output = await valueOf(getInspectorAccountStatusByRegionOutput(read));
    for (const { results, satisfied } of [promise, output])
      assert.deepEqual([Object.keys(results), satisfied], [[FIRST, SECOND], true]);
    assert.ok(calls.every(({ region }) => region !== THIRD));
    const keys = { ...awsProvider, accessKey: pulumi.output("AKIA") };
    const refused = await refusalOf(() => getInspectorAccountStatusByRegion({ ...read, awsProvider: keys }));
    assert.match(refused[0]!, /^`awsProvider` can't be used: the provider has static keys/);
    const other = { provider: {} as pulumi.ProviderResource };
    const { awsProvider: _, ...without } = read;
    for (const attempt of [getInspectorAccountStatusByRegion, getInspectorAccountStatusByRegionOutput])
      assert.match(
        (await refusalOf(() => attempt(without, other)))[0]!,
        /^The option `provider` .* must be an `aws.Pro/,
      );
  });

  it("names no Region, account or scan type that is a secret", async () => {
    await start({ accounts: { [A]: { all: "ENABLED", ECR: "DISABLED" } }, faults: [{ region: SECOND, status: 400 }] });
    const regions = pulumi.secret([FIRST, SECOND]);
    const read = { accountIds: [pulumi.secret(A)], timeout: "0s" };
    const output = getInspectorAccountStatusByRegionOutput({ ...read, regions, resourceTypes: ["ECR"] });
    const message = (await refusalOf(async () => assertInspectorEnabled(await valueOf(output)))).join("\n");
    assert.match(message, /Account \[secret account 1 of 1\] in \[secret region\], ECR: DISABLED/);
    assert.match(message, /in \[secret region\] could not be asked/);
    for (const secret of [FIRST, SECOND, A]) assert.ok(!message.includes(secret), message);

    const wrong: [args: object, says: RegExp][] = [
      [{ regions: [FIRST, pulumi.secret("canary")] }, /`regions\[1\]` must .*\(it is a secret, which is not shown\)/],
      [{ regions: pulumi.secret([FIRST]), resourceTypes: { canary: ["EC2"] } }, /`resourceTypes` does not fit/],
      [{ regions: [FIRST], resourceTypes: { [FIRST]: [pulumi.secret("canary")] } }, /`resourceTypes` does not fit/],
    ];
    for (const [args, says] of wrong) {
      const attempt = () =>
        valueOf(getInspectorAccountStatusByRegionOutput({ ...read, ...(args as typeof read & { regions: string[] }) }));
      const refused = (await refusalOf(attempt)).join("\n");
      assert.match(refused, says);
      assert.doesNotMatch(refused, /canary/);
    }
  });

  it("tells any kind of problem of a Region", async () => {
    const error = (type: string, message: string) => ({ error: { type, message } });
    const ailments: [fault: object, says: RegExp][] = [
      [error("UnrecognizedClientException", "The token is invalid"), /is a Region that the account has opted in to/],
      [error("AccessDeniedException", "not supported in REGION"), /Amazon Inspector may not be offered in us-ill-2/],
      [{ status: 503 }, /ServiceUnavailableException.*AWS Health Dashboard/],
      [{ html: true }, /the answer is not JSON/],
      [{ truncate: true }, /aborted/],
      [{ reset: true }, /ECONNRESET/],
    ];
    const ill = ailments.map((_, index) => `us-ill-${index + 1}`);
    const faults = ailments.map(([fault], index) => ({ region: ill[index]!, ...fault }));
    await start({ accounts: { [A]: "ENABLED" }, faults } as Scenario);
    const result = await getInspectorAccountStatusByRegion({ ...ONCE, regions: [...ill, FIRST] });
    assert.deepEqual([Object.keys(result.results), result.satisfied], [[FIRST], false]);
    assert.deepEqual(
      result.violations.map(({ region, found }) => [region, found]),
      ill.map((region) => [region, "FAILED"]),
    );
    for (const [index, [, says]] of ailments.entries()) {
      assert.match(result.violations[index]!.message, says);
      assert.match(result.violations[index]!.message, new RegExp(`in ${ill[index]} could not be asked`));
    }
  });
});

function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return (output as unknown as { promise(): Promise<T> }).promise();
}
