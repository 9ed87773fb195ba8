import type { Clock } from "pulumi-inspector-status/testing";

/**
 * A clock that can be held: the story of a scenario begins with the first look at it, however long Pulumi takes to
 * start.
 */
export class HeldClock implements Clock {
  #held = 0;
  #heldSince: number | undefined = Date.now();

  now(): number {
    return (this.#heldSince ?? Date.now()) - this.#held;
  }

  hold(): void {
    this.#heldSince ??= Date.now();
  }

  go(): void {
    if (this.#heldSince === undefined) return;
    this.#held += Date.now() - this.#heldSince;
    this.#heldSince = undefined;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}
