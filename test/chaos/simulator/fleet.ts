import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Breakage } from "./breakages";
import type { Result } from "./runSeed";

/** The task of a worker. */
export interface Work {
  readonly seeds: readonly number[];
  readonly breakage?: Breakage | undefined;
}

const WORKERS = 2;

/** The seeds of a number of runs; each `seed` gives other ones. */
export function seedsOf(seed: number, runs: number): number[] {
  return Array.from({ length: runs }, (_, i) => (Math.imul(seed, 0x9e3779b1) + i) >>> 0);
}

interface FleetOptions {
  readonly breakage?: Breakage;
  readonly onResult?: (result: Result) => void;
  /** The result after which no other one is of interest. */
  readonly until?: (result: Result) => boolean;
}

/** Runs the scenarios of all seeds, in two workers. */
export async function runAll(seeds: readonly number[], options: FleetOptions = {}): Promise<Result[]> {
  const results: Result[] = [];
  let isOver = false;
  const workers = Array.from({ length: WORKERS }, (_, index) => {
    const workerData: Work = { seeds: seeds.filter((__, i) => i % WORKERS === index), breakage: options.breakage };
    return new Worker(join(__dirname, "worker.ts"), { workerData, execArgv: ["-r", "ts-node/register"] });
  });
  for (const worker of workers) {
    worker.on("message", (result: Result) => {
      results.push(result);
      options.onResult?.(result);
      if (!options.until?.(result)) return;
      isOver = true;
      for (const each of workers) void each.terminate();
    });
  }
  await Promise.all(workers.map((worker) => once(worker, "exit")));
  if (!isOver && results.length < seeds.length)
    throw new Error(`a worker ended after ${results.length} of ${seeds.length} runs`);
  return results;
}

/** The failed run with the smallest scenario, because it is the easiest to understand. */
export function smallestFailure(results: readonly Result[]): Result | undefined {
  return results.filter(({ wrong }) => wrong.length > 0).sort((a, b) => a.size - b.size)[0];
}
