import type { Reading } from "../provider/status/report";
import { systemClock } from "../provider/waiting/clock";
import { Watcher } from "../provider/waiting/watcher";
import { seededRandom } from "../sdk/testing/random";
import type { Figures } from "./figures";
import { terraformLooks } from "./terraform";
import { inVirtualTime } from "./virtualTime";
import { settleTimes, waitBy, worthOf, type Waited } from "./waiting";

const ACCOUNT = "111122223333";

/** The watcher itself in virtual time, one for each time to settle. */
export async function waitsOfWatcher(times: readonly number[]): Promise<Waited[]> {
  return inVirtualTime(() => Promise.all(times.map((settled, i) => waitOf(settled, seededRandom(i + 1)))));
}

async function waitOf(settled: number, random: () => number): Promise<Waited> {
  const begun = Date.now();
  let calls = 0;
  const read = async () => {
    calls++;
    return { readings: new Map([[ACCOUNT, reading(Date.now() - begun >= settled)]]), unread: new Map() };
  };
  const watcher = new Watcher(read, systemClock, random);
  const ending = await watcher.wait({
    accountIds: [ACCOUNT],
    expectation: { status: "ENABLED" },
    purpose: "gate",
    grace: 30_000,
    timeout: 7_200_000,
  });
  if (ending.ending !== "passed") throw new Error(`a gate ${ending.ending}`);
  return { settled, lag: Date.now() - begun - settled, calls };
}

function reading(isOn: boolean): Reading {
  const status = isOn ? "ENABLED" : "ENABLING";
  return { kind: "account", account: { accountId: ACCOUNT, state: { status }, resourceState: { ec2: { status } } } };
}

export async function scheduleFigures(): Promise<Figures> {
  const times = settleTimes();
  const ours = worthOf(await waitsOfWatcher(times));
  const theirs = worthOf(times.map((settled) => waitBy(terraformLooks(), settled)));
  const seconds = (lag: number) => `${(lag / 1_000).toFixed(2)} s`;
  return {
    "schedule.callsVsTerraform": {
      value: ours.calls / theirs.calls,
      note: `${ours.calls.toFixed(1)} to ${theirs.calls.toFixed(1)}`,
    },
    "schedule.lagVsTerraform": { value: ours.lag / theirs.lag, note: `${seconds(ours.lag)} to ${seconds(theirs.lag)}` },
    "schedule.relativeLag": { value: ours.relativeLag, note: `Terraform's is ${theirs.relativeLag.toFixed(3)}` },
  };
}
