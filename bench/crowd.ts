import { systemClock } from "../provider/waiting/clock";
import { Connections } from "../provider/waiting/connections";
import type { Ending } from "../provider/waiting/wait";
import type { AccountScript, Scenario } from "../sdk/testing";
import { seededRandom } from "../sdk/testing/random";
import { emulatedNetwork } from "./emulatedNetwork";
import { inVirtualTime } from "./virtualTime";

/** Gates that wait at the same time for one Amazon Inspector. */
export interface Crowd {
  /** Processes, each with a watcher of its own. @default 1 */
  readonly stacks?: number;
  readonly gatesPerStack: number;
  readonly accountsPerGate: number;
  /** The gates of a stack begin one after the other, within so many seconds. @default 0 */
  readonly within?: number;
  /** What the service allows for all together. @default no limit */
  readonly callsPerSecond?: number | undefined;
  readonly retryMode?: "standard" | "adaptive";
  readonly seed?: number;
}

export interface CrowdResult {
  /** Until the last gate has ended, in seconds. */
  readonly time: number;
  /** From when the last account of a gate has settled to its end; the mean, in seconds. */
  readonly lag: number;
  readonly calls: number;
  readonly throttledCalls: number;
  readonly failedGates: number;
}

const SHORTEST_S = 5;
const LONGEST_S = 120;

/** Watcher, reader and AWS SDK as they are, in virtual time. Accounts settle after 5 s to 2 minutes. */
export async function watchCrowd(crowd: Crowd): Promise<CrowdResult> {
  const { stacks = 1, gatesPerStack, retryMode = "adaptive", seed = 1 } = crowd;
  const random = seededRandom(seed);
  const settleAfter = secondsToSettle(crowd, random);
  return inEnvironment({ ...CREDENTIALS, AWS_RETRY_MODE: retryMode }, random, () =>
    inVirtualTime(async () => {
      const { requestHandler, calls } = emulatedNetwork(scenarioOf(crowd, settleAfter), systemClock);
      const begun = Date.now();
      const byStack = Array.from({ length: stacks }, async (_, stack) => {
        const connections = new Connections(systemClock, requestHandler);
        const connection = await connections.connect({ region: "us-east-1" }, () => undefined);
        const gates = Array.from({ length: gatesPerStack }, (_, i) =>
          watchGate(crowd, connection, stack * gatesPerStack + i, settleAfter, begun),
        );
        return Promise.all(gates);
      });
      const ended = (await Promise.all(byStack)).flat();
      return {
        time: secondsSince(begun),
        lag: ended.reduce((sum, { lag }) => sum + lag, 0) / ended.length,
        calls: calls.length,
        throttledCalls: calls.filter(({ httpStatus }) => httpStatus === 429).length,
        failedGates: ended.filter(({ ending }) => ending !== "passed").length,
      };
    }),
  );
}

/** The seconds after which each account settles: every order of magnitude as often as the next. */
function secondsToSettle({ stacks = 1, gatesPerStack, accountsPerGate }: Crowd, random: () => number): number[] {
  const accounts = { length: stacks * gatesPerStack * accountsPerGate };
  return Array.from(accounts, () => SHORTEST_S * (LONGEST_S / SHORTEST_S) ** random());
}

function scenarioOf({ callsPerSecond }: Crowd, settleAfter: readonly number[]): Scenario {
  return {
    accounts: Object.fromEntries(settleAfter.map((seconds, i) => [accountNumber(i), settling(seconds)])),
    latency: "40ms",
    ...(callsPerSecond !== undefined && { faults: [{ requestsPerSecond: callsPerSecond }] }),
  };
}

interface EndedGate {
  readonly ending: Ending["ending"];
  /** From when its last account has settled to its end, in seconds. */
  readonly lag: number;
}

async function watchGate(
  { gatesPerStack, accountsPerGate, within = 0 }: Crowd,
  connection: Connection,
  number: number,
  settleAfter: readonly number[],
  begun: number,
): Promise<EndedGate> {
  const delay = (within * (number % gatesPerStack)) / gatesPerStack;
  // Gates that begin at once share their first call.
  if (within > 0) await systemClock.sleep(1_000 * delay);
  const own = Array.from({ length: accountsPerGate }, (_, i) => number * accountsPerGate + i);
  const { ending } = await connection.watcher.wait({
    accountIds: own.map(accountNumber),
    expectation: { status: "ENABLED" },
    purpose: "gate",
    grace: 30_000,
    timeout: 1_800_000,
  });
  return { ending, lag: secondsSince(begun) - Math.max(delay, ...own.map((i) => settleAfter[i]!)) };
}

function secondsSince(begun: number): number {
  return (Date.now() - begun) / 1_000;
}

type Connection = Awaited<ReturnType<Connections["connect"]>>;

const CREDENTIALS = { AWS_ACCESS_KEY_ID: "EMULATOR", AWS_SECRET_ACCESS_KEY: "not-a-secret", AWS_REGION: "us-east-1" };

export function accountNumber(index: number): string {
  return String(100_000_000_000 + index);
}

function settling(seconds: number): AccountScript {
  return [{ all: "ENABLING", for: `${seconds.toFixed(3)}s` }, "ENABLED"];
}

/** The AWS SDK draws its pauses with `Math.random`. */
async function inEnvironment<T>(
  env: Readonly<Record<string, string>>,
  random: () => number,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  const { random: trulyRandom } = Math;
  Object.assign(process.env, env);
  Math.random = random;
  try {
    return await work();
  } finally {
    Math.random = trulyRandom;
    for (const name of Object.keys(env)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
