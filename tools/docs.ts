// `npm run docs`: writes docs/schedule.md and docs/lag.svg from the bench's own figures.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lagPicture, type Line } from "../bench/picture";
import { waitsOfWatcher } from "../bench/schedule";
import { search, type Candidate } from "../bench/search";
import { fixedLooks, terraformLooks } from "../bench/terraform";
import { throttlingTable } from "../bench/throttling";
import { settleTimes, waitBy, worthOf, type Waited } from "../bench/waiting";
import { messageOf } from "./messageOf";

const DOCS = join(__dirname, "..", "docs");
const POINTS = 160;

async function main(): Promise<void> {
  mkdirSync(DOCS, { recursive: true });
  const ours = await waitsOfWatcher(settleTimes());
  const times = settleTimes(4_000);
  const peer = (looks: () => Iterable<number>): Waited[] => times.map((settled) => waitBy(looks(), settled));
  const lines = [
    lineOf("this package", "#0b6e4f", ours),
    lineOf("Terraform's waiter", "#d1495b", peer(terraformLooks)),
    lineOf(
      "every 10 s",
      "#6c757d",
      peer(() => fixedLooks(10_000)),
    ),
  ];
  writeFileSync(join(DOCS, "lag.svg"), lagPicture(lines));
  writeFileSync(
    join(DOCS, "schedule.md"),
    page([...search(), { name: "the watcher itself, with jitter", worth: worthOf(ours) }], await throttlingTable()),
  );
}

/** The average of neighbours: single waits jump between nothing and the whole interval. */
function lineOf(name: string, colour: string, waits: readonly Waited[]): Line {
  const size = waits.length / POINTS;
  const points = Array.from({ length: POINTS }, (_, i) => {
    const near = waits.slice(Math.floor(i * size), Math.floor((i + 1) * size));
    const average = (of: (wait: Waited) => number): number =>
      near.reduce((sum, wait) => sum + of(wait), 0) / near.length / 1_000;
    return [average(({ settled }) => settled), average(({ lag }) => lag)] as const;
  });
  return { name, colour, points };
}

function page(candidates: readonly Candidate[], throttling: string): string {
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

![Lag against time to settle](lag.svg)

| way | mean lag | to Terraform's | lag ÷ time waited | calls | to Terraform's |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Throttling

The time until the last gate has ended, where the service allows few calls a second for everybody; watcher, reader and AWS
SDK as they are, in virtual time, accounts settling after 5 s to 2 min. With the standard retries, a large fleet that is
looked at as a whole before a pass never gets through; the adaptive ones space the calls out.

${throttling}
`;
}

main().catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
