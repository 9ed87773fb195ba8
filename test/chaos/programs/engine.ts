import * as runtime from "@pulumi/pulumi/runtime";
import { TOGETHER } from "../../../provider/gate/names";
import { UserError, type Properties, type Provider } from "../../../provider/provider";
import { together } from "../../../sdk/together";
import type { ChangeStep, Command, GateStep, Step } from "./plan";

/** The outcome of a command for a gate. */
type Verdict =
  /** What depends on it may go on, or it is shown without a change. */
  | "passed"
  /** It failed, or is shown with a change. */
  | "failed"
  /** It could not be verified. */
  | "refused"
  | "crashed"
  /** Nobody has looked: it is new in a preview, or was read by a refresh. */
  | "open";

export interface Event {
  readonly gate: GateStep;
  readonly command: Command["kind"];
  readonly verdict: Verdict;
  readonly text: string;
  /** When all that it depends on had ended, and when it had. */
  readonly begun: number;
  readonly ended: number;
  /** How long each call of the provider took that was made for it. */
  readonly calls: readonly Called[];
  /** What was recorded of it before. */
  readonly recorded: Recorded | undefined;
  /** What a refresh has read. */
  readonly read?: Properties;
}

export interface Called {
  readonly method: "check" | "create" | "update" | "read";
  readonly took: number;
}

/** What a stack has recorded of a gate. */
export interface Recorded {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** It has failed, and is updated again. */
  readonly hasFailed: boolean;
}

interface Run {
  readonly command: Command;
  readonly provider: Provider;
  /** What the constructors of the program tell of the neighbours of each gate. */
  readonly hints: ReadonlyMap<string, string | undefined>;
  readonly events: Event[];
  /** The engine begins nothing any more once something has failed. */
  hasFailed: boolean;
  /** It checks one resource at a time. */
  turn: Promise<unknown>;
}

/** The part of Pulumi's engine that concerns a gate: order, one check at a time, partial failures, the state. */
export class Engine {
  readonly #state = new Map<string, Recorded>();
  readonly #made = new Set<string>();
  readonly #now: () => number;
  readonly #apply: (step: ChangeStep) => Promise<void>;

  constructor(now: () => number, apply: (step: ChangeStep) => Promise<void>) {
    this.#now = now;
    this.#apply = apply;
  }

  async run(command: Command, provider: Provider): Promise<Event[]> {
    const hints = await hintsOf(command);
    const run: Run = { command, provider, hints, events: [], hasFailed: false, turn: Promise.resolve() };
    if (command.kind === "refresh") await Promise.all(gatesOf(command.steps).map((gate) => this.#refresh(gate, run)));
    else await this.#steps(run);
    return run.events;
  }

  async #steps(run: Run): Promise<void> {
    const ended = new Map<string, Promise<boolean>>();
    for (const step of run.command.steps) {
      const before = step.dependsOn.map((name) => ended.get(name)!);
      const work = async (): Promise<boolean> => {
        if ((await Promise.all(before)).includes(false) || run.hasFailed) return false;
        const holds = "args" in step ? await this.#gate(step, run) : await this.#change(step, run);
        if (!holds && run.command.kind === "up") run.hasFailed = true;
        return holds || run.command.kind === "preview";
      };
      ended.set(step.name, work());
    }
    await Promise.all(ended.values());
  }

  async #change(step: ChangeStep, { command }: Run): Promise<boolean> {
    if (command.kind === "preview" || this.#made.has(step.name)) return true;
    this.#made.add(step.name);
    await this.#apply(step);
    return true;
  }

  async #gate(gate: GateStep, run: Run): Promise<boolean> {
    const begun = this.#now();
    const recorded = this.#state.get(gate.name);
    const calls: Called[] = [];
    const end = (verdict: Verdict, text = ""): boolean => {
      const { kind: command } = run.command;
      run.events.push({ gate, command, verdict, text, begun, ended: this.#now(), calls, recorded });
      return verdict === "passed" || verdict === "open";
    };
    try {
      const turn = run.turn.then(() => this.#look(gate, recorded, run, calls));
      run.turn = turn.catch(() => undefined);
      const looked = await turn;
      if ("problems" in looked) return end("refused", looked.problems);
      const { inputs, changes } = looked;
      if (run.command.kind === "preview") return end(!recorded ? "open" : changes ? "failed" : "passed");
      if (recorded && !changes) return end("passed");
      const reasons = await this.#settle(gate, inputs, recorded, run, calls);
      return end(reasons.length === 0 ? "passed" : "failed", reasons.join("\n"));
    } catch (error) {
      return error instanceof UserError ? end("refused", error.message) : end("crashed", textOf(error));
    }
  }

  async #look(gate: GateStep, recorded: Recorded | undefined, run: Run, calls: Called[]) {
    const hint = run.hints.get(gate.name);
    const given = { ...argumentsOf(gate), ...(hint !== undefined && { [TOGETHER]: hint }) };
    const { provider } = run;
    const { inputs, problems } = await this.#timed("check", calls, () => provider.check(recorded?.inputs ?? {}, given));
    if (problems.length > 0) return { problems: problems.map(({ reason }) => reason).join("\n") };
    const checked = plain(inputs);
    const changes = !recorded || recorded.hasFailed || provider.diff(recorded.outputs, checked).changes;
    return { inputs: checked, changes };
  }

  /** Creates or updates; after an update that failed, the inputs that are recorded stay the old ones. */
  async #settle(
    { name }: GateStep,
    inputs: Properties,
    recorded: Recorded | undefined,
    { provider }: Run,
    calls: Called[],
  ): Promise<readonly string[]> {
    const { id, outputs, reasons } = recorded
      ? await this.#timed("update", calls, () => provider.update(recorded.id, recorded.outputs, inputs))
      : await this.#timed("create", calls, () => provider.create(inputs));
    const hasFailed = reasons.length > 0;
    const kept = hasFailed && recorded ? recorded.inputs : inputs;
    this.#state.set(name, { id, inputs: kept, outputs: plain(outputs), hasFailed });
    return reasons;
  }

  async #refresh(gate: GateStep, { provider, events }: Run): Promise<void> {
    const recorded = this.#state.get(gate.name);
    if (!recorded) return;
    const begun = this.#now();
    const calls: Called[] = [];
    const end = (verdict: Verdict, rest: { readonly text?: string; readonly read?: Properties }): void =>
      void events.push({
        gate,
        command: "refresh",
        verdict,
        text: "",
        begun,
        ended: this.#now(),
        calls,
        recorded,
        ...rest,
      });
    try {
      const { outputs } = await this.#timed("read", calls, () => provider.read(recorded.id, recorded.outputs));
      const read = plain(outputs);
      this.#state.set(gate.name, { ...recorded, outputs: read, hasFailed: false });
      end("open", { read });
    } catch (error) {
      if (error instanceof UserError) end("refused", { text: error.message });
      else end("crashed", { text: textOf(error) });
    }
  }

  async #timed<T>(method: Called["method"], calls: Called[], call: () => Promise<T>): Promise<T> {
    const begun = this.#now();
    try {
      return await call();
    } finally {
      calls.push({ method, took: this.#now() - begun });
    }
  }
}

function gatesOf(steps: readonly Step[]): GateStep[] {
  return steps.filter((step): step is GateStep => "args" in step);
}

export function argumentsOf({ args }: GateStep): Record<string, unknown> {
  const { timeout, grace, ...rest } = args;
  return { ...rest, region: "us-east-1", timeout: `${timeout}ms`, mismatchGrace: `${grace}ms` };
}

/** What `sdk/` adds to the arguments when the program runs. */
async function hintsOf({ kind, steps }: Command): Promise<ReadonlyMap<string, string | undefined>> {
  // Pulumi's types don't have it; its own mocks set it.
  (runtime as unknown as { _setIsDryRun(isDryRun: boolean): void })._setIsDryRun(kind === "preview");
  const gates = gatesOf(steps).map((gate) => [gate.name, together(argumentsOf(gate), {})] as const);
  return new Map(await Promise.all(gates.map(async ([name, hint]) => [name, await hint] as const)));
}

/** A value as the state returns it. */
function plain(value: object): Properties {
  return JSON.parse(JSON.stringify(value)) as Properties;
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
