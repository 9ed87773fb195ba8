import type { Fault } from "../../provider/status/fault";
import type { Reading, ReadResult } from "../../provider/status/report";
import { Watcher } from "../../provider/waiting/watcher";
import type { Ending, WaitRequest } from "../../provider/waiting/wait";
import { VirtualClock } from "../../sdk/testing";
import { all } from "./readings";

export type Answer = Reading | Fault;

/** The answer of a service about an account, at a time in milliseconds and at the look number `look` (from 1). */
export type Script = (id: string, at: number, look: number) => Answer;

export interface Asked {
  /** Milliseconds from the start, in true time: jumps of the clock do not count. */
  readonly at: number;
  readonly ids: readonly string[];
}

/** When a call that asked for an account began, was answered and ended, in milliseconds from the start. */
export interface Answered {
  readonly id: string;
  readonly begin: number;
  readonly answered: number;
  readonly end: number;
}

/** A watcher in virtual time, its scripted service, and the calls. */
export class Scripted {
  readonly clock = new CallClock(1_700_000_000_000);
  readonly asked: Asked[] = [];
  /** One for every account of every call that has ended. */
  readonly answered: Answered[] = [];
  readonly watcher: Watcher;
  #jumped = 0;

  constructor(
    script: Script,
    { latency = () => 0, random = () => 0.5 }: { latency?: (look: number) => number; random?: () => number } = {},
  ) {
    this.watcher = new Watcher(
      async (ids) => {
        const begin = this.elapsed();
        const look = this.asked.push({ at: begin, ids: [...ids] });
        // The service decides its answer in the middle of a call.
        const half = latency(look) / 2;
        await this.clock.sleep(half);
        const answered = this.elapsed();
        const answers = ids.map((id) => [id, script(id, answered, look)] as const);
        await this.clock.sleep(half);
        this.answered.push(...ids.map((id) => ({ id, begin, answered, end: this.elapsed() })));
        return resultOf(answers);
      },
      this.clock,
      random,
    );
  }

  /** Time since the start. */
  elapsed(): number {
    return this.clock.now() - 1_700_000_000_000 - this.#jumped;
  }

  /** The computer sleeps, and its monotonic clock goes on. */
  oversleep(milliseconds: number): void {
    this.#jumped += milliseconds;
    this.clock.oversleep(milliseconds);
  }

  /** The clock jumps, as if the computer had slept or the clock been set. */
  jump(milliseconds: number): void {
    this.#jumped += milliseconds;
    this.clock.jump(milliseconds);
  }

  /**
   * Waits for accounts to be ENABLED, for half an hour with half a minute of grace unless told otherwise; and tells
   * when that ended.
   */
  async wait(
    accountIds: readonly string[],
    rest: Partial<WaitRequest> = {},
  ): Promise<Ending & { readonly at: number }> {
    const ending = await this.watcher.wait({
      accountIds,
      expectation: { status: "ENABLED" },
      purpose: "gate",
      timeout: 1_800_000,
      grace: 30_000,
      ...rest,
    });
    return { ...ending, at: this.elapsed() };
  }
}

/** Virtual time, which calls take, too. */
export class CallClock extends VirtualClock {
  constructor(start: number) {
    super({ start });
  }

  override alarm(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.sleep(milliseconds, signal);
  }
}

function resultOf(answers: readonly (readonly [string, Answer])[]): ReadResult {
  const readings = new Map<string, Reading>();
  const unread = new Map<string, Fault>();
  for (const [id, answer] of answers) {
    if ("message" in answer) unread.set(id, answer);
    else readings.set(id, answer);
  }
  return { readings, unread };
}

/** One answer after the other; each holds until its time in milliseconds, the last one for ever. Texts are statuses. */
export function timeline(...states: readonly (readonly [answer: string | Answer, until?: number])[]): Script {
  return (id, at) => {
    const [answer] = states.find(([, until = Infinity]) => at < until) ?? states.at(-1)!;
    return typeof answer === "string" ? all(id, answer) : answer;
  };
}

/** A script for each account. */
export function perAccount(scripts: Readonly<Record<string, Script>>, rest: Script = timeline(["ENABLED"])): Script {
  return (id, at, look) => (scripts[id] ?? rest)(id, at, look);
}
