import { withGlobal } from "@sinonjs/fake-timers";
import type { Jump } from "./scenario";

// The real functions, taken before any run replaces them.
const { setImmediate } = globalThis;

/** The time of the run is over, or nothing is left that could happen. */
export class NeverEnds extends Error {}

/** The time of one run. No timer of this process takes real time, not even those of libraries. */
export class SimulatedTime {
  readonly #clock: ReturnType<ReturnType<typeof withGlobal>["install"]>;
  #overslept = 0;
  #slept = 0;
  #due: Jump | undefined;
  /** When the computer woke from a sleep, in time awake. */
  readonly wakeUps: number[] = [];

  constructor(jumps: readonly Jump[]) {
    this.#clock = withGlobal(globalThis).install({
      now: Date.UTC(2026, 0, 1),
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
      // Timers that an earlier test has left behind.
      shouldClearNativeTimers: true,
    });
    // As in Node.js, no timer takes less than a millisecond: a wait for a fraction of one would never end.
    const { setTimeout: fake } = globalThis;
    const set = (callback: () => void, delay = 0): unknown => fake(callback, Math.max(1, delay));
    globalThis.setTimeout = Object.assign(set, fake) as typeof setTimeout;
    for (const jump of jumps) setTimeout(() => this.#jump(jump), jump.at);
  }

  /** Milliseconds since the start in which the computer was awake. */
  get awake(): number {
    return this.#clock.performance.now() - this.#overslept;
  }

  /** Milliseconds since the start for everybody else. */
  get elsewhere(): number {
    return this.awake + this.#slept;
  }

  /** Lets time pass until the promise has settled, or until `limit` in time awake. */
  async pass<T>(work: Promise<T>, limit: number): Promise<T> {
    let settled = false;
    void work.then(
      () => (settled = true),
      () => (settled = true),
    );
    for (;;) {
      // A module that is imported again is there after a turn or two of the event loop; files take as long as they
      // take.
      for (let turn = 0; turn < 3 || isReading(); turn++) await new Promise((resolve) => setImmediate(resolve));
      if (settled) return work;
      if (this.#clock.countTimers() === 0 || this.awake > limit) throw new NeverEnds();
      this.#clock.next();
      this.#oversleep();
    }
  }

  end(): void {
    this.#clock.uninstall();
  }

  #jump(jump: Jump): void {
    if (jump.kind === "sleepOverdue") {
      this.#due = jump;
      return;
    }
    this.#clock.setSystemTime(Date.now() + jump.by);
    if (jump.kind === "sleep") this.#sleep(jump.by);
  }

  #oversleep(): void {
    if (!this.#due) return;
    const { by } = this.#due;
    this.#due = undefined;
    this.#sleep(by);
    // Overdue timers see the clocks as they are after the sleep.
    this.#overslept += by;
    this.#clock.jump(by);
  }

  #sleep(by: number): void {
    this.#slept += by;
    this.wakeUps.push(this.awake);
  }
}

function isReading(): boolean {
  return process.getActiveResourcesInfo().some((resource) => resource.startsWith("FSReq"));
}
