/** What the bench measures, by key. */
export interface Figure {
  /** The median where it was measured more than once. */
  readonly value: number;
  /** The least and the greatest. */
  readonly spread?: readonly [number, number];
  /** What it was measured beside, and how often. */
  readonly note?: string;
}
export type Figures = Readonly<Record<string, Figure>>;

/** A figure of repeated measurements. */
export function median(values: readonly number[], note?: string): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  return { value: middle, spread: [sorted[0]!, sorted.at(-1)!], ...(note !== undefined && { note }) };
}

/**
 * The ratio of measurements that were made in turns: of each to the one beside it, so that a busy machine weighs on
 * both.
 */
export function ratio(ours: readonly number[], theirs: readonly number[], note?: string): Figure {
  return median(
    ours.map((value, i) => value / theirs[i]!),
    note,
  );
}

/** A median as text, for a note. */
export function middle(values: readonly number[], digits = 0): string {
  return median(values).value.toFixed(digits);
}
