import { parentPort, workerData } from "node:worker_threads";
import { BREAKAGES } from "./breakages";
import type { Work } from "./fleet";
import { prepareSdk } from "./prepare";
import { runSeed } from "./runSeed";

async function main({ seeds, breakage }: Work): Promise<void> {
  await prepareSdk();
  if (breakage) BREAKAGES[breakage].breakIt();
  for (const seed of seeds) {
    parentPort!.postMessage(await runSeed(seed));
  }
}

void main(workerData as Work);
