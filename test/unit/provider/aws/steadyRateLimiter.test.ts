import assert from "node:assert/strict";
import { InspectorCalls } from "../../../../provider/aws/client";
import { prepareSdk } from "../../../chaos/simulator/prepare";
import { SimulatedTime } from "../../../chaos/simulator/time";

const HOUR = 3_600_000;

/** How long two calls take, of which the first is throttled at first, when the clock is set in between. */
async function twoCalls(by: number): Promise<number> {
  const time = new SimulatedTime([{ at: 5_000, kind: "set", by }]);
  try {
    let requests = 0;
    const requestHandler = {
      handle: async () => {
        const headers = { "content-type": "application/json", "x-amzn-errortype": "ThrottlingException" };
        const isThrottled = requests++ === 0;
        return { response: { statusCode: isThrottled ? 429 : 200, headers, body: Buffer.from('{"accounts":[]}') } };
      },
      destroy() {},
    };
    const calls = new InspectorCalls({ region: "us-east-1" }, requestHandler);
    const both = async (): Promise<number> => {
      await calls.batchGetAccountStatus(undefined);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, 10_000 - time.awake)));
      await calls.batchGetAccountStatus(undefined);
      return time.awake;
    };
    return await time.pass(both(), 2 * HOUR);
  } finally {
    time.end();
  }
}

describe("the rate limiter of adaptive retries", () => {
  const { env } = process;

  before(async () => {
    process.env = { ...env };
    await prepareSdk();
  });
  after(() => {
    process.env = env;
  });

  for (const by of [0, -HOUR, HOUR]) {
    it(`holds no call back because the clock was set by ${by / HOUR} h`, async () => {
      const took = await twoCalls(by);
      assert.ok(took < 15_000, `${Math.round(took / 1_000)} s`);
    });
  }
});
