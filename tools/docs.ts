// `npm run docs`: writes docs/schedule.md and docs/lag.svg from the bench's own figures.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitsOfWatcher } from "../bench/schedule";
import { search, type Candidate } from "../bench/search";
import { fixedLooks, terraformLooks } from "../bench/terraform";
import { throttlingTable } from "../bench/throttling";
import { settleTimes, waitBy, worthOf, type Waited } from "../bench/waiting";
import { lagPicture, type Line, type Point } from "./pictures/lag";
import { tool } from "./tool";

const DOCS = join(__dirname, "..", "docs");
/**
 * Each point of a line is made from so many waits around it: single ones jump between nothing and the whole interval.
 */
const WINDOW = 300;
const POINTS = 90;

async function main(): Promise<void> {
  mkdirSync(DOCS, { recursive: true });
  const ours = await waitsOfWatcher(settleTimes());
  const times = settleTimes(4_000);
  const peer = (looks: () => Iterable<number>): Waited[] => times.map((settled) => waitBy(looks(), settled));
  const terraform = peer(terraformLooks);
  const lines = [
    lineOf("this package", "#1a9e6c", ours),
    lineOf("Terraform's waiter", "#d1495b", terraform),
    lineOf(
      "every 10 s",
      "#8b949e",
      peer(() => fixedLooks(10_000)),
    ),
  ];
  writeFileSync(join(DOCS, "lag.svg"), lagPicture(lines));
  writeFileSync(
    join(DOCS, "schedule.md"),
    page([...search(), { name: "the watcher itself, with jitter", worth: worthOf(ours) }], {
      spans: spansTable(ours, terraform),
      throttling: await throttlingTable(),
    }),
  );
}

function lineOf(name: string, colour: string, waits: readonly Waited[]): Line {
  const points = Array.from({ length: POINTS }, (_, i): Point => {
    const middle = ((waits.length - 1) * i) / (POINTS - 1);
    const near = waits.slice(Math.max(0, Math.round(middle) - WINDOW / 2), Math.round(middle) + WINDOW / 2);
    const lags = near.map(({ lag }) => lag / 1_000).sort((a, b) => a - b);
    const at = (part: number): number => lags[Math.floor((lags.length - 1) * part)]!;
    return {
      settled: waits[Math.round(middle)]!.settled / 1_000,
      mean: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
      low: at(0.1),
      high: at(0.9),
    };
  });
  return { name, colour, points };
}

const SPANS = [
  { name: "2 s to 10 s", from: 2_000, to: 10_000 },
  { name: "10 s to 1 min", from: 10_000, to: 60_000 },
  { name: "1 min to 3 min", from: 60_000, to: 180_000 },
  { name: "3 min to 30 min", from: 180_000, to: 1_800_000 },
] as const;

/** Where it is better and where it is worse, said plainly. */
function spansTable(ours: readonly Waited[], theirs: readonly Waited[]): string {
  const within = (waits: readonly Waited[], { from, to }: (typeof SPANS)[number]) =>
    worthOf(waits.filter(({ settled }) => settled >= from && settled < to));
  const rows = SPANS.map((span) => {
    const [own, other] = [within(ours, span), within(theirs, span)];
    const seconds = (lag: number): string => `${(lag / 1_000).toFixed(1)} s`;
    return `| ${[span.name, seconds(own.lag), seconds(other.lag), own.calls.toFixed(1), other.calls.toFixed(1)].join(" | ")} |`;
  });
  const last = SPANS.at(-1)!;
  const [own, other] = [within(ours, last), within(theirs, last)];
  const later = ((own.lag - other.lag) / 1_000).toFixed(1);
  const calls = (100 * (1 - own.calls / other.calls)).toFixed(0);
  return `What settles within a minute is noticed sooner than by Terraform's waiter, on average. **What takes longer than three minutes is noticed
${later} s later on average**, for ${calls} % fewer calls: whoever has waited that long does not mind, and the quota is everybody's.

| settled after | noticed later by | Terraform's waiter | calls | Terraform's waiter |
| --- | --- | --- | --- | --- |
${rows.join("\n")}`;
}

function page(candidates: readonly Candidate[], { spans, throttling }: { spans: string; throttling: string }): string {
  const terraform = candidates[0]!.worth;
  const rows = candidates.map(({ name, worth }) =>
    [
      "",
      name,
      `${(worth.lag / 1_000).toFixed(2)} s`,
      (worth.lag / terraform.lag).toFixed(2),
      worth.relativeLag.toFixed(3),
      worth.calls.toFixed(1),
      (worth.calls / terraform.calls).toFixed(2),
      "",
    ]
      .join(" | ")
      .trim(),
  );
  return `# The schedule

When to look again, while nobody knows how long settling takes. Each way below waits for the same 4,000 times to settle,
from 2 s to 30 min, every order of magnitude as often as the next, in virtual time; \`npm run docs\` makes this page.

Wanted: no more calls than Terraform's waiter, at most 0.90 of its lag, and a lag of at most 0.10 of the time waited. A cap
bounds the lag of long waits; below it, an interval that grows with the square root of the time waited asks less than a
proportional one for the same lag. The shipped schedule is the square root with a first delay of 3 s and a cap of 13 s, each
delay up to 10 % shorter or longer, so that stacks that begin together do not ask together. Throttling is answered by the
adaptive retries of the AWS SDK, which space out the calls of the whole connection.

![How much later than it settled a status is noticed](lag.svg)

A line is the mean; in the band around it are eight of ten waits. ${spans}

## Ways of choosing

| way | mean lag | to Terraform's | lag ÷ time waited | calls | to Terraform's |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Throttling

The time until the last gate has ended, where the service allows few calls a second for everybody; watcher, reader and AWS
SDK as they are, in virtual time, accounts settling after 5 s to 2 min. With the standard retries, a large fleet that is
looked at as a whole before a pass never gets through; the adaptive ones space the calls out.

${throttling}

[How it works](how-it-works.md), [all guides](README.md).
`;
}

tool(main);
