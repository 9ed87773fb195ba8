import * as pulumi from "@pulumi/pulumi";
import type { StatusOutputs } from "../provider/gate/outputs";
import type { Say } from "../provider/gate/say";
import type { StatusReader } from "../provider/dataSource";
import { SECRET_NAMES } from "../provider/gate/names";
import type { GetInspectorAccountStatusArgs } from "./getInspectorAccountStatusArgs";
import type { InspectorAccountStatusArgs } from "./inspectorAccountStatusArgs";
import { withChosenProvider } from "./providerOption";
import { connectionOf } from "./awsProvider";
import { given, secretNames } from "./given";
import { isMocked, readMocks } from "./mocks";
import { runError } from "./runError";

// arguments of a gate alone: made of provider/gate/argumentTable.ts
type GateArgument = "enforcementLevel" | "mismatchGrace" | "readTimeout";
// end of arguments of a gate alone

/**
 * The arguments of {@link getInspectorAccountStatusOutput}.
 *
 * @since 0.1.0
 */
export interface GetInspectorAccountStatusOutputArgs extends Omit<
  InspectorAccountStatusArgs,
  GateArgument | "timeout"
> {
  /** For how long to follow a status in transition, as a duration; `"0s"` is one look. @default "2m" */
  timeout?: pulumi.Input<string | undefined>;
}

/**
 * What {@link getInspectorAccountStatus} returns: what an `InspectorAccountStatus` has as outputs.
 *
 * @since 0.1.0
 */
export interface GetInspectorAccountStatusResult extends StatusOutputs {
  /** The Region that was asked. */
  readonly region: string;
}

/**
 * Reads the status of Amazon Inspector without asserting anything. Follows statuses in transition until they settle or
 * `timeout` is over; what has not settled by then is in `pending`. Under `pulumi.runtime.setMocks` it asks the mocks,
 * by `call` with the token `inspector-status:index:getInspectorAccountStatus`, and nobody else.
 *
 * @since 0.1.0
 * @throws `pulumi.RunError` if an argument is wrong, or if the status can't be read.
 *
 * @example
 * ```typescript
 * const { accounts } = await getInspectorAccountStatus({ accountIds: ["111122223333"] });
 * export const ec2 = accounts["111122223333"]?.resourceState.ec2?.status;
 * ```
 */
export async function getInspectorAccountStatus(
  args: GetInspectorAccountStatusArgs = {},
  opts: pulumi.InvokeOptions = {},
): Promise<GetInspectorAccountStatusResult> {
  return sentence(async () => {
    const known = await withConnection(withChosenProvider(args, opts));
    return isMocked() ? readOfMocks(known) : statusReader().read(known);
  });
}

/**
 * {@link getInspectorAccountStatus} with Outputs as arguments: reads when they are known and when the resources of
 * `dependsOn` are there; until then, in a preview, the result is not known either.
 *
 * @since 0.1.0
 */
export function getInspectorAccountStatusOutput(
  args: GetInspectorAccountStatusOutputArgs = {},
  { dependsOn, ...opts }: pulumi.InvokeOutputOptions = {},
): pulumi.Output<GetInspectorAccountStatusResult> {
  return pulumi
    .all([knownArguments(withChosenProvider(args, opts)), resourcesOf(dependsOn)])
    .apply(([known]) => getInspectorAccountStatus(known as GetInspectorAccountStatusArgs));
}

/** The arguments of the provider, with those of `awsProvider`, once all are known. */
export function knownArguments(
  args: Omit<GetInspectorAccountStatusOutputArgs, "resourceTypes">,
): pulumi.Output<object> {
  const marked = given(args);
  const { awsProvider: _, ...rest } = marked;
  const connection = connectionOf(marked);
  return pulumi.output<object>({ ...rest, ...connection, [SECRET_NAMES]: secretNames({ ...args, ...connection }) });
}

async function readOfMocks(known: Readonly<Record<string, unknown>>): Promise<GetInspectorAccountStatusResult> {
  statusReader().validate(known, "getInspectorAccountStatus");
  const { [SECRET_NAMES]: _, ...args } = known;
  const region = typeof args["region"] === "string" ? args["region"] : (stackConfig("aws:region") ?? "us-east-1");
  return { region, ...(await readMocks(args)) };
}

/** Runs a read. Errors for the user become errors that Pulumi shows without a stack. */
export async function sentence<T>(read: () => Promise<T>): Promise<T> {
  const { UserError } = loadDoor();
  try {
    return await read();
  } catch (error) {
    throw error instanceof UserError ? runError(error.message) : error;
  }
}

/** The arguments with those of `awsProvider`, which have to be known already. */
export async function withConnection({
  awsProvider,
  ...args
}: Omit<GetInspectorAccountStatusArgs, "resourceTypes">): Promise<Record<string, unknown>> {
  if (awsProvider === undefined) return args;
  const settings = connectionOf({ ...args, awsProvider });
  const connection = { ...settings, [SECRET_NAMES]: secretNames(settings) };
  // Pulumi offers no way from an Output to a Promise. This Output waits for nothing but the provider itself.
  const known = await (
    pulumi.output(connection) as unknown as { promise(withUnknowns: boolean): Promise<object> }
  ).promise(true);
  if (!pulumi.containsUnknowns(known)) return { ...args, ...known };
  throw runError("`awsProvider` is not known yet: use getInspectorAccountStatusOutput, which waits for it");
}

/** Loaded with the first call, because most programs make none. */
function loadDoor(): typeof import("../provider/dataSource") {
  return require("../provider/dataSource") as typeof import("../provider/dataSource");
}

let reader: StatusReader | undefined;

/** The one reader of all data sources and hooks of a program, so that they share connections. */
export function statusReader(): StatusReader {
  const say: Say = (text, severity) => void (severity === "warning" ? pulumi.log.warn(text) : pulumi.log.info(text));
  return (reader ??= new (loadDoor().StatusReader)(say, stackConfig));
}

/** A value of the stack's configuration, by its whole key. */
export function stackConfig(key: string): string | undefined {
  const [namespace, name] = key.split(":");
  return new pulumi.Config(namespace).get(name!);
}

/** Resolves when the resources and their children exist. */
export function resourcesOf(dependsOn: pulumi.InvokeOutputOptions["dependsOn"]): pulumi.Output<unknown> {
  if (dependsOn === undefined) return pulumi.output([]);
  return pulumi.output(dependsOn as pulumi.Input<pulumi.Input<pulumi.Resource>[]>).apply((resources) => {
    const roots = (Array.isArray(resources) ? resources : [resources]) as unknown as pulumi.Resource[];
    return pulumi.all(roots.flatMap(withChildren).map((it) => (pulumi.CustomResource.isInstance(it) ? it.id : it.urn)));
  });
}

// Pulumi keeps the children of a component here; its own functions with `dependsOn` wait for them, too.
function withChildren(resource: pulumi.Resource): pulumi.Resource[] {
  const children = (resource as { __childResources?: Iterable<pulumi.Resource> }).__childResources ?? [];
  return [resource, ...[...children].flatMap(withChildren)];
}
