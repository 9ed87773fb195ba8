import { Connections } from "../../provider/connection";
import { VirtualTime } from "./virtualTime";
import { emulatedNetwork } from "./emulatedNetwork";
Object.assign(process.env, { AWS_ACCESS_KEY_ID: "X", AWS_SECRET_ACCESS_KEY: "x", AWS_REGION: "us-east-1" });
const id = (i: number) => String(100_000_000_000 + i);
function rng(seed:number){let x=seed;return()=>{x=(x*16807)%2147483647;return x/2147483647}}
Math.random = rng(42);
interface Sc { gates: number; per: number; stacks: number; over: number; rps?: number }
async function run(sc: Sc) {
  const time = new VirtualTime();
  const n = sc.gates * sc.per * sc.stacks; const r = rng(7);
  const accounts: Record<string, object[]> = {};
  const settle: number[] = [];
  for (let i = 0; i < n; i++) { const s = 5 * (24 ** r()); settle.push(s); accounts[id(i)] = [{ all: "ENABLING", for: `${s.toFixed(3)}s` }, { all: "ENABLED" }]; }
  const net = emulatedNetwork({ accounts: accounts as never, latency: "40ms", ...(sc.rps && { faults: [{ requestsPerSecond: sc.rps }] }) }, time);
  let failed = 0; let end = 0; let lag = 0;const start = time.now();
  await time.run(async () => {
    const all: Promise<void>[] = [];
    for (let s = 0; s < sc.stacks; s++) {
      const connection = await new Connections(time, net.requestHandler).connect({ region: "us-east-1" }, () => undefined);
      for (let g = 0; g < sc.gates; g++) {
        const k = (s * sc.gates + g) * sc.per;
        all.push((async () => {
          await time.sleep(sc.over * 1000 * g / sc.gates);
          const e = await connection.watcher.wait({ accountIds: Array.from({ length: sc.per }, (_, j) => id(k + j)), expectation: { status: "ENABLED" }, purpose: "gate", grace: 30_000, timeout: 1_800_000 });
          if (e.ending !== "passed") { failed++; }
          end = Math.max(end, time.now() - start);
          lag += (time.now() - start) / 1000 - Math.max(...settle.slice(k, k + sc.per));
        })());
      }
    }
    await Promise.all(all);
  });
  const throttled = net.calls.filter((c) => c.httpStatus === 429).length;
  return { end: end / 1000, lag: lag / sc.gates / sc.stacks, calls: net.calls.length, throttled, failed };
}
const S: Record<string, Sc> = {
  "500x1 at once": { gates: 500, per: 1, stacks: 1, over: 0 },
  "500x1 over 10s": { gates: 500, per: 1, stacks: 1, over: 10 },
  "1x500": { gates: 1, per: 500, stacks: 1, over: 0 },
  "1x10000": { gates: 1, per: 10000, stacks: 1, over: 0 },
  "8 stacks of 100x1": { gates: 100, per: 1, stacks: 8, over: 2 },
  "8 stacks of 1x1000": { gates: 1, per: 1000, stacks: 8, over: 2 },
};
(async () => {
  for (const [name, sc] of Object.entries(S).filter(([k]) => !process.env["ONLY"] || k.includes(process.env["ONLY"]))) {
    for (const rps of [undefined, 5, 2]) {
      const t = process.hrtime.bigint();
      const x = await run({ ...sc, ...(rps && { rps }) });
      console.log(name.padEnd(20), String(rps ?? "-").padEnd(3), `end ${x.end.toFixed(1)} lag ${x.lag.toFixed(2)} calls ${x.calls} throttled ${x.throttled} failed ${x.failed}`, `${Number(process.hrtime.bigint() - t) / 1e9 | 0}s real`);
    }
  }
})();
