import { defaultRegion, InspectorCalls, type RequestHandler } from "./client";
import type { Clock } from "./clock";
import type { Inputs } from "./inputs";
import { readMembership, type MembershipResult } from "./organization";
import { readStatuses } from "./reader";
import { Watcher } from "./watcher";

/** Reads a key of the stack's configuration, such as `aws:region`. */
export type StackConfig = (key: string) => string | undefined;

/** A way to the service, shared by all gates that name the same one. */
export interface Connection {
  readonly region: string;
  readonly watcher: Watcher;
  /** Who belongs to the organization of the caller. */
  membership(excluded: readonly string[]): Promise<MembershipResult>;
  /** The ARN of the caller, if it can be had. */
  caller(): Promise<string | undefined>;
}

/** The arguments that choose the connection. */
export type ConnectionInputs = Pick<Inputs, "region" | "profile" | "endpoint">;

/** What was expected of the connection's arguments or configuration, and not found. */
export class ConnectionProblem extends Error {
  constructor(
    readonly property: string,
    message: string,
  ) {
    super(message);
  }
}

/** The connections of this process. */
export class Connections {
  readonly #open = new Map<string, Connection>();

  constructor(
    private readonly clock: Clock,
    private readonly requestHandler?: RequestHandler,
  ) {}

  /** The connection of a gate: its arguments, then the stack's `aws:` configuration, then the AWS SDK's own chain. */
  async connect(inputs: ConnectionInputs, config: StackConfig): Promise<Connection> {
    const region = await regionOf(inputs, config);
    const profile = profileOf(inputs, config);
    const { endpoint } = inputs;
    const key = JSON.stringify([region, profile, endpoint]);
    const known = this.#open.get(key);
    if (known) return known;
    const calls = new InspectorCalls({ region, profile, endpoint }, this.requestHandler);
    const connection: Connection = {
      region,
      watcher: new Watcher((ids) => readStatuses(calls.batchGetAccountStatus, ids), this.clock),
      membership: (excluded) => readMembership(calls, excluded),
      caller: () => calls.caller(),
    };
    this.#open.set(key, connection);
    return connection;
  }
}

/** The Region of a gate. */
export async function regionOf(inputs: ConnectionInputs, config: StackConfig): Promise<string> {
  const region = inputs.region ?? config("aws:region") ?? (await defaultRegion(profileOf(inputs, config)));
  if (region) return region;
  throw new ConnectionProblem(
    "region",
    "`region` is not known: set it, or run `pulumi config set aws:region us-east-1`, or set AWS_REGION",
  );
}

function profileOf(inputs: ConnectionInputs, config: StackConfig): string | undefined {
  return inputs.profile ?? config("aws:profile");
}
