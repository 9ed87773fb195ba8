import type { StackConfig } from "../aws/stackConfig";
import { InspectorCalls, type RequestHandler } from "../aws/client";
import { regionOfProfile } from "../aws/region";
import { FaultError } from "../status/fault";
import { momentOf, type Clock, type Moment } from "./clock";
import { ConfigError, settingsOf, type ConnectionInputs, type ConnectionSettings } from "../aws/settings";
import { digestOf } from "../values/digest";
import { readMembership, type MembershipResult } from "../aws/organization";
import { listPatiently, type ListingRequest } from "./listing";
import { readStatuses } from "../aws/reader";
import { UserError, type Problem } from "../values/userError";
import { Watcher } from "./watcher";

export type { StackConfig } from "../aws/stackConfig";
export type { ConnectionInputs } from "../aws/settings";

/** A way to the service, shared by all gates that name the same one. */
export interface Connection {
  readonly region: string;
  readonly watcher: Watcher;
  /** Who belongs to the organization of the caller. */
  membership(excluded: readonly string[], request: ListingRequest): Promise<MembershipResult>;
  /** The ARN of the caller, if STS tells it. */
  caller(): Promise<string | undefined>;
  /** The time on the clocks of its waits. */
  now(): Moment;
}

/** A problem of the connection's arguments or configuration, as a sentence. */
export class ConnectionError extends UserError {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ reason }) => reason).join("\n"));
  }
}

/** The connections of this process. */
export class Connections {
  readonly #open = new Map<string, Connection>();
  readonly #clock: Clock;
  readonly #requestHandler: RequestHandler | undefined;

  constructor(clock: Clock, requestHandler?: RequestHandler) {
    this.#clock = clock;
    this.#requestHandler = requestHandler;
  }

  /** The connection of a gate. Makes no call. */
  async connect(inputs: ConnectionInputs, config: StackConfig): Promise<Connection> {
    const settings = await resolve(inputs, config);
    const key = digestOf(settings);
    const known = this.#open.get(key);
    if (known) return known;
    const calls = new InspectorCalls(settings, this.#requestHandler);
    const connection: Connection = {
      region: settings.region,
      watcher: new Watcher((ids, signal) => readStatuses(calls.batchGetAccountStatus, ids, signal), this.#clock),
      membership: (excluded, request) =>
        listPatiently((signal) => readMembership(calls, excluded, signal), request, this.#clock),
      caller: () => calls.caller(),
      now: () => momentOf(this.#clock),
    };
    this.#open.set(key, connection);
    return connection;
  }
}

async function resolve(
  inputs: ConnectionInputs,
  config: StackConfig,
): Promise<ConnectionSettings & { region: string }> {
  try {
    const settings = settingsOf(inputs, config, process.env);
    return { ...settings, region: settings.region ?? (await regionOfProfile(settings.profile, process.env)) };
  } catch (error) {
    if (error instanceof ConfigError) {
      throw new ConnectionError(error.problems.map((reason) => ({ property: error.property, reason })));
    }
    if (!(error instanceof FaultError)) throw error;
    const { subject = error.fault.code, message, remedy = "" } = error.fault;
    throw new ConnectionError([{ property: "", reason: `${subject} (${message}). ${remedy}` }]);
  }
}
