import { seededRandom } from "../../../sdk/testing/random";

/** Random draws. The same seed gives the same draws. */
export class Dice {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** Between `least` and `most`. */
  between(least: number, most: number): number {
    return least + (most - least) * this.random();
  }

  /** A whole number from `least` to `most`, inclusive. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  /** Between `least` and `most`, every order of magnitude as likely as the other. */
  logUniform(least: number, most: number): number {
    return least * (most / least) ** this.random();
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.whole(0, choices.length - 1)]!;
  }

  /** Those of the choices that a coin falls for, at least one. */
  some<T>(choices: readonly T[]): T[] {
    const some = choices.filter(() => this.chance(0.5));
    return some.length > 0 ? some : [this.pick(choices)];
  }
}
