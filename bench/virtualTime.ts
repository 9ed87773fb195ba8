import { SimulatedTime } from "../test/chaos/simulator/time";

/** Runs work for which no timer of this process takes real time, the AWS SDK's own pauses included. */
export async function inVirtualTime<T>(work: () => Promise<T>): Promise<T> {
  const time = new SimulatedTime([]);
  try {
    return await time.pass(work(), Infinity);
  } finally {
    time.end();
  }
}
