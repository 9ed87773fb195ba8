import { svg, text } from "./svg";

/** A way of looking: how much later than it settled a status is noticed, by the time that settling took, in seconds. */
export interface Line {
  readonly name: string;
  /** A colour that is readable on a light and on a dark ground. */
  readonly colour: string;
  readonly points: readonly Point[];
}

export interface Point {
  readonly settled: number;
  readonly mean: number;
  /** Of ten waits, one is noticed sooner. */
  readonly low: number;
  /** Of ten waits, one is noticed later. */
  readonly high: number;
}

const [WIDTH, HEIGHT] = [860, 440];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 34, 60, 60];
const [SHORTEST, LONGEST, HIGHEST] = [2, 1_800, 14];
const TIMES: readonly (readonly [number, string])[] = [
  [2, "2 s"],
  [10, "10 s"],
  [30, "30 s"],
  [60, "1 min"],
  [180, "3 min"],
  [600, "10 min"],
  [1_800, "30 min"],
];

/** The mean of each way as a line, and where eight of ten waits are as a band around it. */
export function lagPicture(lines: readonly Line[]): string {
  const title = "How much later than it settled a status is noticed, by the time that settling took";
  return svg(WIDTH, HEIGHT, title, [
    ...TIMES.flatMap(([settled, words]) => [
      `<line class="grid" x1="${x(settled)}" y1="${TOP}" x2="${x(settled)}" y2="${HEIGHT - BOTTOM}"/>`,
      text(Number(x(settled)), HEIGHT - BOTTOM + 18, words, { anchor: "middle" }),
    ]),
    ...[0, 2, 4, 6, 8, 10, 12, 14].flatMap((lag) => [
      `<line class="grid" x1="${LEFT}" y1="${y(lag)}" x2="${WIDTH - RIGHT}" y2="${y(lag)}"/>`,
      text(LEFT - 8, Number(y(lag)) + 4, `${lag} s`, { anchor: "end" }),
    ]),
    ...lines.map(band),
    ...lines.map(curve),
    ...lines.flatMap(legend),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "time that settling took (logarithmic)", { anchor: "middle" }),
    `<g transform="translate(18 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)">${text(0, 0, "noticed so much later", { anchor: "middle" })}</g>`,
  ]);
}

function band({ colour, points }: Line): string {
  const there = points.map(({ settled, high }) => `${x(settled)},${y(high)}`);
  const back = points.map(({ settled, low }) => `${x(settled)},${y(low)}`).reverse();
  return `<polygon points="${[...there, ...back].join(" ")}" fill="${colour}" fill-opacity="0.15"/>`;
}

function curve({ colour, points }: Line): string {
  const path = points.map(({ settled, mean }) => `${x(settled)},${y(mean)}`).join(" ");
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2.5"/>`;
}

function legend({ name, colour }: Line, index: number): string[] {
  const left = LEFT + index * 250;
  return [
    `<rect x="${left}" y="24" width="22" height="12" fill="${colour}" fill-opacity="0.15"/>`,
    `<rect x="${left}" y="29" width="22" height="3" fill="${colour}"/>`,
    text(left + 30, 35, name),
  ];
}

function x(settled: number): string {
  const part = Math.log(settled / SHORTEST) / Math.log(LONGEST / SHORTEST);
  return (LEFT + (WIDTH - LEFT - RIGHT) * part).toFixed(1);
}

function y(lag: number): string {
  return (HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * Math.min(lag, HIGHEST)) / HIGHEST).toFixed(1);
}
