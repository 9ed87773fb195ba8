import type { Figure, Figures } from "./figures";
import { GOALS } from "./goals";

/** Every figure by its key, for machines: the value alone, and the whole figure under `details`. */
export function asJson(figures: Figures): string {
  const values = Object.entries(figures).map(([key, { value }]) => [key, rounded(value)] as const);
  const details = Object.entries(figures).map(
    ([key, figure]) => [key, { goal: GOALS[key]?.atMost, reached: isReached(key, figure), ...figure }] as const,
  );
  return JSON.stringify({ ...Object.fromEntries(values), details: Object.fromEntries(details) }, undefined, 2);
}

export function asMarkdown(figures: Figures): string {
  const rows = Object.entries(figures).map(([key, figure]) => {
    const { what, atMost } = GOALS[key]!;
    const { value, spread, note = "" } = figure;
    const range = spread && spread[0] !== spread[1] ? `${shown(spread[0])} to ${shown(spread[1])}` : "";
    return `| \`${key}\` | ${what} | **${shown(value)}** | ${range} | ≤ ${shown(atMost)} | ${note} |`;
  });
  return ["| key | what | median | spread | goal | measured |", "| --- | --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

export function asTable(figures: Figures): string {
  const rows = Object.entries(figures).map(([key, figure]) => {
    const { value, spread, note = "" } = figure;
    const range = spread ? `${shown(spread[0])}…${shown(spread[1])}` : "";
    const verdict = isReached(key, figure) ? "ok" : "MISSED";
    return [
      key.padEnd(34),
      shown(value).padStart(8),
      `≤ ${shown(GOALS[key]!.atMost)}`.padEnd(8),
      verdict.padEnd(6),
      range.padEnd(15),
      note,
    ].join("  ");
  });
  return rows.join("\n");
}

/** The keys whose figure is missing or misses its goal. */
export function missed(figures: Figures): string[] {
  return Object.entries(figures).flatMap(([key, figure]) => (isReached(key, figure) ? [] : [key]));
}

function isReached(key: string, { value }: Figure): boolean {
  const goal = GOALS[key];
  return goal !== undefined && rounded(value) <= goal.atMost;
}

/** Four significant digits, because the rest is noise. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function shown(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en");
  return value >= 10 ? value.toFixed(1) : value.toFixed(value < 0.2 ? 3 : 2);
}
