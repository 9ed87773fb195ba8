/** How good a way of looking is: how late it notices, and how many calls it makes. */
export interface Waited {
  readonly settled: number;
  /** From settling to noticing. */
  readonly lag: number;
  readonly calls: number;
}

/** Times to settle from 2 s to half an hour, every order of magnitude as often as the next; in milliseconds. */
export function settleTimes(count = 4_000): number[] {
  return Array.from({ length: count }, (_, i) => 2_000 * 900 ** ((i + 0.5) / count));
}

/** Waits until the status has settled, with looks at these moments. */
export function waitBy(looks: Iterable<number>, settled: number): Waited {
  let calls = 0;
  for (const at of looks) {
    calls++;
    if (at >= settled) return { settled, lag: at - settled, calls };
  }
  throw new Error("the looks end before it has settled");
}

export interface Worth {
  readonly lag: number;
  /** Lag in proportion to the time to settle. */
  readonly relativeLag: number;
  readonly calls: number;
}

export function worthOf(waits: readonly Waited[]): Worth {
  const average = (of: (wait: Waited) => number) => waits.reduce((sum, wait) => sum + of(wait), 0) / waits.length;
  return {
    lag: average(({ lag }) => lag),
    relativeLag: average(({ lag, settled }) => lag / settled),
    calls: average(({ calls }) => calls),
  };
}
