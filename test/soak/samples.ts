import { readdirSync, readlinkSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What this process holds at one moment. */
export interface Sample {
  /** Since the beginning. */
  readonly minutes: number;
  /** Of the heap, after the garbage was collected. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  readonly sockets: number;
  /** Timers, sockets in use and whatever else keeps a process alive. */
  readonly handles: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

export function sample(begun: number): Sample {
  // The second one takes what the first has found to be finalized.
  collectGarbage();
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    minutes: (Date.now() - begun) / 60_000,
    heapBytes: heapUsed,
    residentBytes: rss,
    sockets: openSockets(),
    handles: process.getActiveResourcesInfo().length,
  };
}

/** Those that are kept for the next call count as well: Linux tells of them, Node.js does not. */
function openSockets(): number {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith("socket:");
    } catch {
      return false; // The one of this very look.
    }
  }).length;
}

/** By how much `of` grows a minute, by least squares. */
export function slope(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [minutes, value] = [mean(samples.map((it) => it.minutes)), mean(samples.map(of))];
  const covariance = samples.reduce((sum, it) => sum + (it.minutes - minutes) * (of(it) - value), 0);
  const variance = samples.reduce((sum, it) => sum + (it.minutes - minutes) ** 2, 0);
  return variance === 0 ? 0 : covariance / variance;
}

/** The median of the last third less that of the first. */
export function growth(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const third = Math.ceil(samples.length / 3);
  const median = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return median(samples.slice(-third).map(of)) - median(samples.slice(0, third).map(of));
}
