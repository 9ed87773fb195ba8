import { AsyncLocalStorage } from "node:async_hooks";
import { groupBy } from "../../../provider/gate/wording";
import { Wait } from "../../../provider/waiting/wait";
import type { Asker, Attempt, Look } from "./course";

/** One for the whole process: Node.js never frees one that was used, and each makes everything asynchronous slower. */
const context = new AsyncLocalStorage<Asker & { readonly book: LookBook }>();

interface Noted {
  readonly begun: number;
  ended: number;
  /** What came of the requests: the same object for all gates that shared them. */
  result: unknown;
}

/**
 * Which looks each gate took. Gates that look at the same moment share the requests of one of them, so that requests
 * alone don't tell what a gate has learnt. The only thing that the oracle is told by the provider.
 */
export class LookBook {
  readonly #noted = new Map<number, Noted[]>();
  readonly #awake: () => number;

  constructor(awake: () => number) {
    this.#awake = awake;
  }

  /** Runs what a gate does. */
  run<T>(gate: number, work: () => Promise<T>): Promise<T> {
    return context.run({ book: this, gate, look: -1 }, work);
  }

  /** Who makes the request that is being made. */
  get asker(): Asker | undefined {
    return context.getStore();
  }

  /**
   * The looks of each gate that told it something, in order. A look that takes too long is given up, and another one is
   * begun.
   */
  looks(attempts: readonly Attempt[]): (gate: number) => Look[] {
    const madeFor = groupBy(attempts, ({ asker }) => (asker ? keyOf(asker) : ""));
    const all = [...this.#noted].flatMap(([gate, looks]) =>
      looks.map((noted, look) => ({ asker: { gate, look }, noted })),
    );

    const attemptsOf = ({ asker, noted }: (typeof all)[number]): readonly Attempt[] => {
      const own = madeFor.get(keyOf(asker));
      if (own) return own;
      const others = all.filter((other) => other.asker.gate !== asker.gate && other.noted.begun === noted.begun);
      // The gate that began them may have ended before they did.
      const shared = others.filter(({ noted: { result } }) => result === noted.result || result === undefined);
      return shared.flatMap((other) => madeFor.get(keyOf(other.asker)) ?? []);
    };
    return (gate) =>
      all
        .filter(({ asker, noted }) => asker.gate === gate && noted.result !== undefined)
        .map((each) => ({ begun: each.noted.begun, ended: each.noted.ended, attempts: attemptsOf(each) }));
  }

  #of(gate: number): Noted[] {
    const known = this.#noted.get(gate) ?? [];
    this.#noted.set(gate, known);
    return known;
  }

  begin(gate: number): void {
    const looks = this.#of(gate);
    looks.push({ begun: this.#awake(), ended: Infinity, result: undefined });
    context.enterWith({ book: this, gate, look: looks.length - 1 });
  }

  end(gate: number, result: unknown): void {
    const last = this.#of(gate).at(-1);
    // A reading that a preview takes from its neighbours has no look of its own.
    if (last && last.result === undefined) Object.assign(last, { ended: this.#awake(), result });
  }
}

const keyOf = ({ gate, look }: Asker): string => `${gate}/${look}`;

/** Records the looks of all waits of this process. */
export function noteLooks(): void {
  const { due, take } = Wait.prototype;
  Wait.prototype.due = function (now) {
    const asker = context.getStore();
    asker?.book.begin(asker.gate);
    return due.call(this, now);
  };
  Wait.prototype.take = function (look) {
    const asker = context.getStore();
    asker?.book.end(asker.gate, look.readings);
    return take.call(this, look);
  };
}
