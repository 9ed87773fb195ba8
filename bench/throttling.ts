import { watchCrowd, type Crowd } from "./crowd";

const CROWDS: readonly (readonly [name: string, crowd: Crowd])[] = [
  ["500 gates on an account each, within 10 s", { gatesPerStack: 500, accountsPerGate: 1, within: 10 }],
  ["1 gate on 500 accounts", { gatesPerStack: 1, accountsPerGate: 500 }],
  ["1 gate on 10,000 accounts", { gatesPerStack: 1, accountsPerGate: 10_000 }],
  ["8 stacks of 100 gates, within 2 s", { stacks: 8, gatesPerStack: 100, accountsPerGate: 1, within: 2 }],
  ["8 stacks of a gate on 1,000 accounts", { stacks: 8, gatesPerStack: 1, accountsPerGate: 1_000 }],
];

/**
 * What becomes of crowds where the service allows few calls a second, by the retry mode of the AWS SDK; as Markdown.
 */
export async function throttlingTable(): Promise<string> {
  const rows: string[] = [];
  for (const [name, crowd] of CROWDS) {
    const free = await watchCrowd(crowd);
    const cells: string[] = [];
    for (const callsPerSecond of [5, 2]) {
      for (const retryMode of ["standard", "adaptive"] as const) {
        const { time, throttledCalls, failedGates } = await watchCrowd({ ...crowd, callsPerSecond, retryMode });
        const outcome = failedGates > 0 ? `**${failedGates} failed**` : `${(time / free.time).toFixed(2)}×`;
        cells.push(`${outcome}, ${throttledCalls} throttled`);
      }
    }
    rows.push(`| ${[name, `${free.time.toFixed(0)} s`, ...cells].join(" | ")} |`);
  }
  return [
    "| crowd | no limit | 5 a second, standard | 5, adaptive | 2 a second, standard | 2, adaptive |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}
