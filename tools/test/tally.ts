/** What became of the tests of a run. */
export interface Tally {
  readonly passes: number;
  /** What failed, each by its whole title, and how. */
  readonly failures: readonly string[];
  readonly pending: number;
}

export const NOTHING: Tally = { passes: 0, failures: [], pending: 0 };

export function failed(...failures: readonly string[]): Tally {
  return { ...NOTHING, failures };
}

export function sum(one: Tally, other: Tally): Tally {
  return {
    passes: one.passes + other.passes,
    failures: [...one.failures, ...other.failures],
    pending: one.pending + other.pending,
  };
}
