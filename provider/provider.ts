import type { RequestHandler } from "./aws/client";
import { systemClock, type Clock } from "./waiting/clock";
import { ConnectionError, Connections, regionOf, type Connection, type StackConfig } from "./waiting/connections";
import { difference, type Difference } from "./gate/diff";
import { digestOf } from "./values/digest";
import { expectedObserved, membershipChange, observedOf } from "./gate/observed";
import { formatDuration } from "./values/duration";
import { accountIdsOf, durationOf, expectationOf, targetsCaller } from "./gate/gate";
import { idOf, parseId } from "./gate/id";
import {
  hasUnknown,
  normalize,
  problemsOf,
  type EnforcementLevel,
  type Inputs,
  type Observed,
  type Problem,
} from "./gate/arguments";
import { levelNotice, levelOf, levelProblems } from "./gate/level";
import { gateOutputs, readOutputs, type Outputs } from "./gate/outputs";
import { Progress, type Say } from "./gate/progress";
import { TOGETHER } from "./gate/names";
import { faultReason, reasonsOf, unverifiedReason } from "./gate/reasons";
import { UserError } from "./values/userError";
import { accountIdOf, SELF } from "./status/report";
import { verdictSentences, membershipSentences, progressLine, waitedFor } from "./gate/sentences";
import { targetOf, type Target } from "./gate/target";
import type { Ending, Seen } from "./waiting/wait";

/** What the engine hands over: inputs or outputs as plain data. */
export type Properties = Readonly<Record<string, unknown>>;

/** What creating or updating a gate came to. */
export interface Settlement {
  readonly id: string;
  readonly outputs: Outputs;
  /** Why the gate does not hold; empty if it does. */
  readonly reasons: readonly string[];
}

export { UserError } from "./values/userError";

/** What the provider needs from outside. */
export interface ProviderOptions {
  /** Shows a line to the person who waits. */
  readonly say: Say;
  readonly clock?: Clock;
  readonly requestHandler?: RequestHandler;
}

/** The provider, whichever door the engine comes through. */
export class Provider {
  readonly #connections: Connections;
  readonly #say: Say;
  #config: StackConfig = () => undefined;
  /** Digests of the inputs that `check` of this process made: only their `observed` is live. */
  readonly #checked = new Set<string>();
  /** Digests of those for which it could not look: their `observed` is the recorded one. */
  readonly #unseen = new Set<string>();
  /** The ids of the gates that were read in this process. */
  readonly #read = new Set<string>();
  #announced = false;
  /** The account of the caller as last seen, by connection. */
  readonly #callers = new Map<string, string>();

  constructor({ say, clock = systemClock, requestHandler }: ProviderOptions) {
    this.#connections = new Connections(clock, requestHandler);
    this.#say = say;
  }

  /** Stores how to read the stack's configuration; everything is resolved when it is used. */
  configure(config: StackConfig): void {
    this.#config = config;
  }

  /** Validates a program's arguments; for a gate that exists it looks, and puts what it sees into `observed`. */
  async check(recorded: Properties, given: Properties): Promise<{ inputs: Inputs; problems: readonly Problem[] }> {
    const exists = Object.keys(recorded).length > 0;
    const problems = [...problemsOf(given, exists), ...levelProblems(this.#config)];
    if (problems.length > 0) return { inputs: given as Inputs, problems };
    const inputs = normalize(given);
    this.#announceLevel();
    try {
      const checked = exists
        ? await this.#observe(inputs, recorded["observed"] as Observed | undefined, given[TOGETHER])
        : await this.#expect(inputs);
      if (!this.#unseen.has(digestOf(checked))) this.#checked.add(digestOf(checked));
      return { inputs: checked, problems };
    } catch (error) {
      if (error instanceof ConnectionError) return { inputs, problems: error.problems };
      if (error instanceof UserError) return { inputs, problems: [{ property: "", reason: error.message }] };
      throw error;
    }
  }

  /** Compares what is recorded with what a program declares, and both with what is expected. Makes no call. */
  diff(id: string, recorded: Properties, declared: Properties): Difference {
    const inputs = { ...normalize(declared), observed: declared["observed"] as Observed | undefined } as Inputs;
    // A refresh hands over the recorded inputs, whose `observed` is older than what was read.
    const digest = digestOf(inputs);
    const isLive = this.#checked.has(digest) || (!this.#read.has(id) && !this.#unseen.has(digest));
    return difference(recorded as unknown as Outputs, inputs, {
      level: levelOf(inputs, this.#config),
      live: isLive ? inputs.observed : undefined,
      caller: this.#callers.get(connectionKey(inputs)),
    });
  }

  /** Waits until everything is as expected. */
  async create(inputs: Properties): Promise<Settlement> {
    return this.#settle(normalize(inputs), undefined);
  }

  /** Waits until everything is as expected, again. The id stays. */
  async update(id: string, inputs: Properties): Promise<Settlement> {
    return this.#settle(normalize(inputs), id);
  }

  /**
   * Reads the status without asserting it. Where nothing is recorded, the id says of what. What can't be read stays as
   * it is recorded, unless the gate is mandatory.
   */
  async read(id: string, recorded: Properties): Promise<{ id: string; outputs: Outputs }> {
    const isRecorded = recorded["accounts"] !== undefined;
    const inputs: Inputs | { problem: string } = isRecorded ? normalize(recorded) : parseId(id);
    if ("problem" in inputs) throw new UserError(inputs.problem);
    this.#announceLevel();
    this.#read.add(id);
    const { deployed } = recorded as Partial<Outputs>;
    const outputs = await this.lookUp(inputs, durationOf(inputs, "readTimeout")).catch((error: unknown) => {
      const isAccepted = error instanceof UserError && !(error instanceof ConnectionError);
      if (!isRecorded || !isAccepted || levelOf(inputs, this.#config) === "mandatory") throw error;
      this.#warn([error.message]);
      return recorded as unknown as Outputs;
    });
    return { id, outputs: { ...outputs, ...(deployed && { deployed }) } };
  }

  /** Reads the status without asserting it, and follows transitions for at most `timeout` milliseconds. */
  async lookUp(inputs: Inputs, timeout: number): Promise<Outputs> {
    const connection = await this.#connect(inputs);
    const target = await this.#targetOf(inputs, connection);
    const seen = await this.#look(target, inputs, connection, timeout);
    return readOutputs(inputs, connection.region, target.skipped, seen);
  }

  /**
   * For a gate that does not exist yet: everything is expected to be as it should, and nothing is asked but who the
   * members are. Whoever makes the caller the administrator in the same program has no answer to that yet.
   */
  async #expect(inputs: Inputs): Promise<Inputs> {
    if (hasUnknown(inputs)) return inputs;
    const region = await regionOf(inputs, this.#config);
    const connection = inputs.members && (await this.#connect(inputs));
    const { accountIds, skipped } = connection
      ? await this.#targetOf(inputs, connection).catch((error: unknown) => this.#nobodyYet(error))
      : { accountIds: accountIdsOf(inputs), skipped: {} };
    return { ...inputs, region, observed: expectedObserved(accountIds, expectationOf(inputs), skipped) };
  }

  #nobodyYet(error: unknown): Target {
    if (!(error instanceof UserError)) throw error;
    this.#warn([`The members can't be listed yet. ${error.message}`]);
    return { accountIds: [], skipped: {} };
  }

  /** For a gate that exists: one look, which says what is not as expected. */
  async #observe(inputs: Inputs, recorded: Observed | undefined, together: unknown): Promise<Inputs> {
    // Without `observed` the engine would show its removal.
    const unobserved = recorded === undefined ? inputs : { ...inputs, observed: recorded };
    if (hasUnknown(inputs)) return unobserved;
    const connection = await this.#connect(inputs);
    const { region } = connection;
    const level = levelOf(inputs, this.#config);
    try {
      const target = await this.#targetOf(inputs, connection);
      const seen = await this.#look(
        target,
        inputs,
        connection,
        0,
        typeof together === "string" ? together.split(",") : undefined,
      );
      this.#rememberCaller({ ...inputs, region }, seen);
      const expectation = expectationOf(inputs);
      const observed = observedOf(seen.readings, expectation, target.skipped);
      const { violations, pending } = seen;
      // A gate on members whose listing failed when it was made has recorded none.
      const hasRecorded = recorded !== undefined && Object.keys(recorded).length > 0;
      const change = inputs.members && hasRecorded ? membershipChange(recorded, observed) : undefined;
      const lines = [
        ...(change ? membershipSentences(change, region) : []),
        ...verdictSentences([...violations, ...pending], { region }),
      ];
      if (level !== "disabled") for (const line of lines) this.#say(line);
      return { ...inputs, region, observed };
    } catch (error) {
      if (!(error instanceof UserError) || level === "mandatory") throw error;
      this.#warn([error.message]);
      const unseen = { ...unobserved, region };
      this.#unseen.add(digestOf(unseen));
      return unseen;
    }
  }

  /** Reads until nothing is in transition, for at most `timeout` milliseconds. What was never read is refused. */
  async #look(
    { accountIds }: Target,
    inputs: Inputs,
    connection: Connection,
    timeout: number,
    together?: readonly string[],
  ): Promise<Seen> {
    const ending = await connection.watcher.wait({
      accountIds,
      expectation: expectationOf(inputs),
      purpose: "read",
      grace: 0,
      timeout,
      ...(together && { together }),
    });
    const { readings, unread } = ending.seen;
    const neverRead = accountIds.find((id) => !readings.has(id) && unread.has(id));
    const fault = ending.ending === "unverifiable" ? ending.fault : neverRead && unread.get(neverRead);
    if (fault) throw new UserError(await faultReason(fault, connection));
    return ending.seen;
  }

  async #settle(inputs: Inputs, recordedId: string | undefined): Promise<Settlement> {
    const connection = await this.#connect(inputs);
    const { region } = connection;
    const level = levelOf(inputs, this.#config);
    const isMandatory = level === "mandatory";
    const timeout = durationOf(inputs, level === "disabled" ? "readTimeout" : "timeout");
    const target = await this.#targetOf(inputs, connection, timeout).catch((error: unknown) => {
      if (!(error instanceof UserError) || isMandatory) throw error;
      this.#warn([error.message]);
    });
    const ending = target ? await this.#wait(target, inputs, connection, level) : NOTHING_SEEN;
    this.#rememberCaller({ ...inputs, region }, ending.seen);

    const outputs = gateOutputs(inputs, region, target?.skipped ?? {}, ending);
    const named =
      target && !targetsCaller(inputs)
        ? target.accountIds
        : Object.keys({ ...outputs.accounts, ...outputs.failedAccounts });
    const settlement = { id: recordedId ?? idOf(region, named), outputs };
    const expectation = expectationOf(inputs);
    if (ending.ending === "unverifiable") {
      const reason = await unverifiedReason(ending, connection);
      if (isMandatory) throw new UserError(reason);
      this.#warn([reason]);
    } else if (target) {
      const reasons = reasonsOf(ending, target.accountIds.length, expectation, region);
      if (isMandatory) return { ...settlement, reasons };
      if (level === "advisory") this.#warn(reasons);
    }
    return { ...settlement, reasons: [] };
  }

  #warn(sentences: readonly string[]): void {
    for (const sentence of sentences) this.#say(`warning: ${sentence}`);
  }

  async #targetOf(inputs: Inputs, connection: Connection, timeout = 0): Promise<Target> {
    const target = await targetOf(inputs, connection, timeout);
    if (target.warning) this.#warn([target.warning]);
    return target;
  }

  #wait({ accountIds }: Target, inputs: Inputs, connection: Connection, level: EnforcementLevel): Promise<Ending> {
    const expectation = expectationOf(inputs);
    const observesOnly = level === "disabled";
    const timeout = durationOf(inputs, observesOnly ? "readTimeout" : "timeout");
    const progress = new Progress(this.#say);
    return connection.watcher.wait({
      accountIds,
      expectation,
      purpose: observesOnly ? "read" : "gate",
      grace: observesOnly ? 0 : durationOf(inputs, "mismatchGrace"),
      timeout,
      onProgress: (seen) => {
        const line = progressLine(seen.pending, seen.unread, accountIds.length, expectation.status, connection.region);
        progress.report(line, seen.waited, () => `${waitedFor(seen)}, at most ${formatDuration(timeout)}`);
      },
    });
  }

  #connect(inputs: Inputs): Promise<Connection> {
    return this.#connections.connect(inputs, this.#config);
  }

  /** Once a run. */
  #announceLevel(): void {
    const notice = levelNotice(this.#config);
    if (notice && !this.#announced) this.#warn([notice]);
    this.#announced = true;
  }

  #rememberCaller(inputs: Inputs, { readings }: Seen): void {
    const caller = accountIdOf(readings.get(SELF));
    if (caller !== undefined) this.#callers.set(connectionKey(inputs), caller);
  }
}

function connectionKey({ region, profile, assumeRole, endpoint }: Inputs): string {
  return JSON.stringify([region, profile, assumeRole, endpoint]);
}

const NOTHING_SEEN: Ending = {
  ending: "timedOut",
  seen: { readings: new Map(), violations: [], pending: [], unread: new Map(), waited: 0, looks: 0 },
};
