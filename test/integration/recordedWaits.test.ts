import assert from "node:assert/strict";
import { prepareSdk } from "../chaos/simulator/prepare";
import { record, recordedNames, readRecording, replay } from "../recorded/waits/recording";
import { WAIT_SCENARIOS } from "../recorded/waits/scenarios";

// `UPDATE_RECORDED=1 npm test -- integration --grep "recorded waits"` makes the recordings anew: read every sentence
// that changed.
describe("recorded waits", () => {
  const { env } = process;

  before(async () => {
    process.env = { ...env };
    await prepareSdk();
    if (!process.env["UPDATE_RECORDED"]) return;
    for (const [name, scenario] of Object.entries(WAIT_SCENARIOS)) await record(name, scenario);
  });
  after(() => {
    process.env = env;
  });

  it("are those of the scenarios", () => assert.deepEqual(recordedNames(), Object.keys(WAIT_SCENARIOS).sort()));

  for (const name of Object.keys(WAIT_SCENARIOS)) {
    it(`end with the same sentences: ${name}`, async () => {
      const recording = readRecording(name);
      assert.deepEqual(JSON.parse(JSON.stringify(await replay(recording))), recording);
    });
  }
});
