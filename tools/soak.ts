// `npm run soak -- [--minutes 15]`: 200 gates wait in one process, in real time, while one answer in a hundred is a
// fault. Whatever grows with time would be a leak; then they all have to pass.
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Provider } from "../provider/provider";
import type { Fault, Scenario } from "../sdk/testing";
import { growth, sample, slope, type Sample } from "../test/soak/samples";
import { startEmulatorProcess } from "./emulatorProcess";
import { tool } from "./tool";

const GATES = 200;
/** Each is a connection of its own, with a poll loop of its own. */
const REGIONS = 20;
const SAMPLE_MS = 5_000;
/** What is loaded, compiled and pooled at first is no leak. */
const WARM_UP = 0.5;
/** Within this all gates have to pass once scanning is on everywhere. */
const PASS_MS = 90_000;
/** One answer in four that is not let go of would be more than that: an answer about ten accounts takes 10 KiB. */
const HEAP_KIB_PER_MINUTE = 384;
/** A connection has one call under way, and perhaps one socket more for the next. */
const SOCKETS = 2 * REGIONS;
/** provider/waiting/schedule.ts: every few seconds at first, then every 13. */
const CALLS_PER_MINUTE = 20 * REGIONS;

const FAULTS: readonly Fault[] = [
  { status: 500 },
  { reset: true as const },
  { throttle: true as const },
  { truncate: true as const },
].map((fault) => ({ ...fault, rate: 0.0025 }));
const accountOf = (index: number): string => String(100_000_000_000 + index);

// eslint-disable-next-line max-lines-per-function -- one run, read from top to bottom
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "15" } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes: expected a number above 0, found ${JSON.stringify(values.minutes)}`);
  // Three in four are on their way, one in four may be an answer from before the change.
  const accounts: Scenario["accounts"] = Object.fromEntries(
    Array.from({ length: GATES }, (_, index) => [
      accountOf(index),
      index % 4 === 0 ? { failed: "ACCESS_DENIED" } : "ENABLING",
    ]),
  );
  const emulator = await startEmulatorProcess({ caller: accountOf(0), accounts, faults: FAULTS });
  try {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, emulator.env, {
      AWS_CONFIG_FILE: "/nowhere/config",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
    });
    let lines = 0;
    const provider = new Provider({ say: () => lines++ });
    const settled = Promise.all(
      Array.from({ length: GATES }, (_, index) =>
        provider.create({
          region: `region-${index % REGIONS}`,
          accountIds: [accountOf(index)],
          resourceTypes: ["EC2"],
          timeout: "24h",
          mismatchGrace: "24h",
        }),
      ),
    );
    settled.catch(() => {});

    const begun = Date.now();
    const samples: Sample[] = [];
    console.log("minutes | heap MiB | resident MiB | sockets | handles");
    for (let next = begun + SAMPLE_MS; next <= begun + minutes * 60_000; next += SAMPLE_MS) {
      await sleep(Math.max(0, next - Date.now()));
      const now = sample(begun);
      samples.push(now);
      const every = Math.max(1, Math.floor((minutes * 60_000) / SAMPLE_MS / 15));
      if (samples.length % every === 0)
        console.log(
          [
            now.minutes.toFixed(1),
            mebibytes(now.heapBytes),
            mebibytes(now.residentBytes),
            now.sockets,
            now.handles,
          ].join(" | "),
        );
    }
    const calls = await emulator.calls();
    await emulator.set({ accounts: Object.fromEntries(Object.keys(accounts).map((id) => [id, "ENABLED"])) });
    const passed = await Promise.race([
      settled.then((all) => all.filter(({ reasons }) => reasons.length === 0).length),
      sleep(PASS_MS, 0, { ref: false }),
    ]);
    report(
      samples.filter((it) => it.minutes >= minutes * WARM_UP),
      calls.length / minutes,
      calls.filter(({ httpStatus }) => httpStatus !== 200).length,
      lines,
      passed,
    );
  } finally {
    await emulator.end();
  }
}

function report(
  samples: readonly Sample[],
  callsPerMinute: number,
  faults: number,
  lines: number,
  passed: number,
): void {
  const rows: [what: string, found: number, bound: number][] = [
    ["heap, KiB a minute", slope(samples, (it) => it.heapBytes) / 1_024, HEAP_KIB_PER_MINUTE],
    ["open handles, more at the end", growth(samples, (it) => it.handles), 2],
    ["sockets, more at the end", growth(samples, (it) => it.sockets), REGIONS / 2],
    ["sockets, at most", Math.max(...samples.map((it) => it.sockets)), SOCKETS],
    ["calls a minute", callsPerMinute, CALLS_PER_MINUTE],
  ];
  console.log(
    `\n${GATES} gates, ${samples.length} samples after the warm-up, ${faults} calls answered by a fault, ${lines} lines of progress`,
  );
  for (const [what, found, bound] of rows) {
    const ok = found <= bound;
    console.log(`${ok ? "ok " : "NOT FLAT"} ${what}: ${found.toFixed(1)} (bound ${bound})`);
    if (!ok) process.exitCode = 1;
  }
  console.log(
    `${passed === GATES ? "ok " : "WRONG"} gates passed within ${PASS_MS / 1_000} s of scanning being on: ${passed} of ${GATES}`,
  );
  if (passed !== GATES) process.exitCode = 1;
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}

tool(main);
