import { parentPort, workerData } from "node:worker_threads";
import { breakProvider } from "./breakages";
import type { Result, Work } from "./fleet";
import { prepareSdk } from "./prepare";
import { simulate } from "./simulate";

async function main({ seeds, breakage }: Work): Promise<void> {
  await prepareSdk();
  if (breakage) breakProvider(breakage);
  for (const seed of seeds) {
    const { runs, wrong, size, attempts } = await simulate(seed);
    const outcomes = runs.map(({ outcome }) => outcome.kind);
    parentPort!.postMessage({ seed, wrong, size, outcomes, requests: attempts.length } satisfies Result);
  }
}

void main(workerData as Work);
