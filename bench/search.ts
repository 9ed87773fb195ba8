import { fixedLooks, terraformLooks } from "./terraform";
import { settleTimes, waitBy, worthOf, type Worth } from "./waiting";

/** A way of choosing the moments of the looks, with its lag and its calls. */
export interface Candidate {
  readonly name: string;
  readonly worth: Worth;
}

const CAPS = [8_000, 10_000, 13_000, 16_000, 20_000];

/** The delay of a family of schedules, by the time waited; both in milliseconds. */
type Delay = (waited: number) => number;

/** Looks at once, then after `first`, then as the family says, up to the cap. */
function* looks(first: number, cap: number, delay: Delay): Generator<number> {
  yield 0;
  for (let at = first; ; at += Math.min(delay(at), cap)) yield at;
}

function candidate(name: string, moments: () => Iterable<number>): Candidate {
  return { name, worth: worthOf(settleTimes().map((settled) => waitBy(moments(), settled))) };
}

/** Peers first, then each family with each cap. */
export function search(): Candidate[] {
  const families = CAPS.flatMap((cap) => [
    ...[0.125, 0.175, 0.25].map((factor) => {
      const name = `${factor} × time waited, at least 2 s, cap ${cap / 1_000} s, first 3.5 s`;
      return candidate(name, () => looks(3_500, cap, (waited) => Math.max(2_000, factor * waited)));
    }),
    ...[2_000, 3_000, 4_000].map((first) =>
      candidate(`√(time waited × 1 s), cap ${cap / 1_000} s, first ${first / 1_000} s`, () =>
        looks(first, cap, (waited) => Math.sqrt(waited * 1_000)),
      ),
    ),
  ]);
  return [
    candidate("Terraform's StateChangeConf", terraformLooks),
    candidate("every 10 s", () => fixedLooks(10_000)),
    ...families,
  ];
}
