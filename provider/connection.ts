import type { StackConfig } from "./awsConfig";
import { InspectorCalls, regionOfProfile, type RequestHandler } from "./client";
import type { Clock } from "./clock";
import { ConfigProblem, settingsOf, type ConnectionInputs, type ConnectionSettings } from "./connectionSettings";
import { digestOf } from "./digest";
import type { Problem } from "./inputs";
import { patiently, readMembership, type MembershipResult } from "./organization";
import { readStatuses } from "./reader";
import { Refusal } from "./refusal";
import { Watcher } from "./watcher";

export type { StackConfig } from "./awsConfig";
export type { ConnectionInputs } from "./connectionSettings";

/** A way to the service, shared by all gates that name the same one. */
export interface Connection {
  readonly region: string;
  readonly watcher: Watcher;
  /** Who belongs to the organization of the caller; asks again, for at most `patience` ms, while the service has trouble. */
  membership(excluded: readonly string[], patience: number): Promise<MembershipResult>;
  /** The ARN of the caller, if it can be had. */
  caller(): Promise<string | undefined>;
}

/** What was expected of the connection's arguments or configuration, and not found. */
export class ConnectionProblem extends Refusal {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ reason }) => reason).join("\n"));
  }
}

/** The connections of this process. */
export class Connections {
  readonly #open = new Map<string, Connection>();

  constructor(
    private readonly clock: Clock,
    private readonly requestHandler?: RequestHandler,
  ) {}

  /** The connection of a gate. Makes no call. */
  async connect(inputs: ConnectionInputs, config: StackConfig): Promise<Connection> {
    const settings = await resolve(inputs, config);
    const key = digestOf(settings);
    const known = this.#open.get(key);
    if (known) return known;
    const calls = new InspectorCalls(settings, this.requestHandler);
    const connection: Connection = {
      region: settings.region,
      watcher: new Watcher((ids, onAnswer) => readStatuses(calls.batchGetAccountStatus, ids, onAnswer), this.clock),
      membership: (excluded, patience) => patiently(() => readMembership(calls, excluded), patience, this.clock),
      caller: () => calls.caller(),
    };
    this.#open.set(key, connection);
    return connection;
  }
}

/** The Region of a gate. */
export async function regionOf(inputs: ConnectionInputs, config: StackConfig): Promise<string> {
  return (await resolve(inputs, config)).region;
}

async function resolve(inputs: ConnectionInputs, config: StackConfig): Promise<ConnectionSettings & { region: string }> {
  const settings = settingsFrom(inputs, config);
  const region = settings.region ?? (await regionOfProfile(settings.profile));
  if (region) return { ...settings, region };
  throw new ConnectionProblem([
    {
      property: "region",
      reason: "`region` is not known: set it, or run `pulumi config set aws:region us-east-1`, or set AWS_REGION",
    },
  ]);
}

function settingsFrom(inputs: ConnectionInputs, config: StackConfig): ConnectionSettings {
  try {
    return settingsOf(inputs, config, process.env);
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    throw new ConnectionProblem(error.problems.map((reason) => ({ property: "", reason })));
  }
}
