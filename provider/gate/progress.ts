/** Time waited after which a wait shows that it is alive, though nothing has changed: after 1, 2, 4, 8 … minutes. */
const FIRST_SIGN_MS = 60_000;

/** The progress of one wait: says a line when it is new, and now and then that it is still so. */
export class Progress {
  #last = "";
  #nextSign = FIRST_SIGN_MS;

  constructor(private readonly say: (line: string) => void) {}

  report(line: string, waited: number, still: () => string): void {
    if (line !== this.#last) {
      this.say(line);
      this.#last = line;
    } else if (waited >= this.#nextSign) {
      this.say(`${line} (${still()})`);
    } else {
      return;
    }
    while (this.#nextSign <= waited) this.#nextSign *= 2;
  }
}
