import type { Dice } from "./dice";
import { asExpected, notAsExpected, type Expected, type State, type Wrong } from "./states";

/** The states of one account, one after the other; the last one holds for ever. Times in milliseconds. */
export type Story = readonly { readonly from: number; readonly state: State }[];

/** The last state that has begun at `time`. */
export function stateAt(story: Story, time: number): State {
  return story.findLast(({ from }) => from <= time)!.state;
}

/** An account that is as expected in the end. `span` is about how long the gate waits. */
export function goodStory(dice: Dice, expected: Expected, span: number): Story {
  const states: State[] = [];
  if (dice.chance(0.25)) {
    // The first answers say little, because the service is eventually consistent.
    if (dice.chance(0.5)) states.push(notAsExpected(dice, expected, "doubtful"));
    states.push(notAsExpected(dice, expected, "moving"));
    if (dice.chance(0.2)) states.push(notAsExpected(dice, expected, "doubtful"));
    if (dice.chance(0.03)) states.push(notAsExpected(dice, expected, "hopeless"));
  }
  if (dice.chance(0.05))
    states.push(asExpected(dice, expected), notAsExpected(dice, expected, dice.pick(["moving", "doubtful"])));
  return timed(dice, [...states, asExpected(dice, expected)], span);
}

/** An account that is not as expected in the end, or never settles. */
export function badStory(dice: Dice, expected: Expected, span: number): Story {
  const wrong = (): Wrong => dice.pick(["moving", "doubtful", "doubtful", "hopeless"]);
  if (dice.chance(0.2)) {
    const kind = dice.pick<Wrong>(["moving", "doubtful"]);
    const flaps = Array.from({ length: dice.whole(2, 12) }, (_, i) =>
      i % 2 ? asExpected(dice, expected) : notAsExpected(dice, expected, kind),
    );
    return timed(dice, flaps, span);
  }
  const before = dice.chance(0.5)
    ? []
    : dice.chance(0.5)
      ? [asExpected(dice, expected)]
      : [notAsExpected(dice, expected, wrong())];
  return timed(dice, [...before, notAsExpected(dice, expected, wrong())], span);
}

function timed(dice: Dice, states: readonly State[], span: number): Story {
  let from = 0;
  return states.map((state, i) => {
    if (i > 0) from += Math.round(dice.logUniform(300, Math.max(1_000, span)));
    return { from, state };
  });
}
