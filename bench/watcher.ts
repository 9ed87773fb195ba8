import { watchCrowd, type CrowdResult } from "./crowd";
import { median, middle, ratio, type Figures } from "./figures";

const SEEDS = [1, 2, 3, 4, 5];
const MANY = { gatesPerStack: 500, accountsPerGate: 1 };
const ONE = { gatesPerStack: 1, accountsPerGate: 500 };
/** Gates that begin at once share so few calls that nothing is throttled, so these begin one after the other. */
const WITHIN_S = 10;

export async function watcherFigures(): Promise<Figures> {
  const [many, one, free, throttled]: CrowdResult[][] = [[], [], [], []];
  for (const seed of SEEDS) {
    many!.push(await watchCrowd({ ...MANY, seed }));
    one!.push(await watchCrowd({ ...ONE, seed }));
    free!.push(await watchCrowd({ ...MANY, within: WITHIN_S, seed }));
    throttled!.push(await watchCrowd({ ...MANY, within: WITHIN_S, callsPerSecond: 5, seed }));
  }
  const all = (results: CrowdResult[] | undefined, of: keyof CrowdResult) => results!.map((result) => result[of]);
  const [calls, callsOfOne] = [all(many, "calls"), all(one, "calls")];
  const [time, timeOfFree] = [all(throttled, "time"), all(free, "time")];
  const refused = middle(all(throttled, "throttledCalls"));
  return {
    "watcher.callsManyVsOne": ratio(calls, callsOfOne, `${middle(calls)} to ${middle(callsOfOne)}`),
    "watcher.throttledFailed": median(
      all(throttled, "failedGates"),
      `${refused} of ${middle(all(throttled, "calls"))} calls were throttled`,
    ),
    "watcher.throttledTime": ratio(
      time,
      timeOfFree,
      `${middle(time, 1)} s to ${middle(timeOfFree, 1)} s, the gates beginning within ${WITHIN_S} s`,
    ),
  };
}
