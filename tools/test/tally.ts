/** What became of the tests of a run. */
export interface Tally {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
}

export const NOTHING: Tally = { passes: 0, failures: 0, pending: 0 };
export const ONE_FAILED: Tally = { ...NOTHING, failures: 1 };

export function sum(one: Tally, other: Tally): Tally {
  return {
    passes: one.passes + other.passes,
    failures: one.failures + other.failures,
    pending: one.pending + other.pending,
  };
}
