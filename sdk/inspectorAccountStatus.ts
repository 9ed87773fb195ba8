import * as pulumi from "@pulumi/pulumi";
import type { AssumeRole } from "../provider/aws/roles";
import type { EnforcementLevel } from "../provider/gate/argumentKinds";
import type { SkippedAccount } from "../provider/status/members";
import type { Violation } from "../provider/gate/outputs";
import {
  ARGUMENTS,
  FIRST_TYPE_TOKEN,
  RESULTS,
  SECRET_NAMES,
  TOGETHER,
  TYPE_MODULE,
  TYPE_TOKEN,
} from "../provider/gate/names";
import type { AccountState, FailedAccount } from "../provider/status/report";
import type { InspectorStatus, ScanType, SettledStatus } from "../provider/status/vocabulary";
import type { InspectorAccountStatusArgs } from "./inspectorAccountStatusArgs";
import { connectionOf, recorded } from "./awsProvider";
import { dynamicProvider } from "./dynamicProvider";
import { withFirstType } from "./firstType";
import { given, orElse, secretNames } from "./given";
import { withChosenProvider, withoutProvider } from "./providerOption";
import { together } from "./together";

/**
 * A gate: waits until Amazon Inspector has the expected status in every account, and fails the deployment, with the
 * reason per account and scan type, unless it has. What depends on the gate waits for it. It changes nothing in AWS.
 *
 * @since 0.1.0
 * @example
 * ```typescript
 * const inspector = new InspectorAccountStatus("inspector", {
 *   accountIds: ["111122223333"],
 *   resourceTypes: ["EC2", "ECR"],
 * });
 * new aws.ecr.Repository("images", {}, { dependsOn: inspector });
 * ```
 */
export class InspectorAccountStatus extends pulumi.dynamic.Resource {
  /** @internal */
  static readonly __pulumiType: string = TYPE_TOKEN;

  /**
   * Reads the status of accounts without asserting anything.
   *
   * @param name The name of the resource in the program.
   * @param id `REGION/ACCOUNT[,ACCOUNT...]`, such as `us-east-1/111122223333`.
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): InspectorAccountStatus {
    return new InspectorAccountStatus(name, {}, { ...opts, id });
  }

  /** Whether a value is an `InspectorAccountStatus`, also one of another copy of this package. */
  static override isInstance(value: unknown): value is InspectorAccountStatus {
    if (!pulumi.Resource.isInstance(value)) return false;
    const { __pulumiType: type } = value as { __pulumiType?: unknown };
    return type === TYPE_TOKEN || type === FIRST_TYPE_TOKEN;
  }

  // arguments as they are recorded: made of provider/gate/argumentTable.ts
  /** The accounts that were given, in order and each once; absent where they were left out. */
  declare readonly accountIds: pulumi.Output<string[] | undefined>;
  /** Whether the gate is on the whole organization; absent where that was left out. */
  declare readonly members: pulumi.Output<boolean | undefined>;
  /** The accounts that are left out of the organization, in order and each once. */
  declare readonly excludeAccountIds: pulumi.Output<string[] | undefined>;
  /** The scan types that are compared, in order and each once; absent where the status of the account is. */
  declare readonly resourceTypes: pulumi.Output<ScanType[] | undefined>;
  /** Whether scan types are compared only where they are offered; absent where that was left out. */
  declare readonly whereOffered: pulumi.Output<boolean | undefined>;
  /** The status that was asked for; absent where it is the default, `ENABLED`. */
  declare readonly expectedStatus: pulumi.Output<SettledStatus | undefined>;
  /** The level of the program; absent where it is the default, `mandatory`. The configuration may lower it. */
  declare readonly enforcementLevel: pulumi.Output<EnforcementLevel | undefined>;
  /** The timeout that was given, or that of `customTimeouts`; absent where it is the default. */
  declare readonly timeout: pulumi.Output<string | undefined>;
  /** The grace that was given; absent where it is the default. */
  declare readonly mismatchGrace: pulumi.Output<string | undefined>;
  /** The timeout of reads that was given; absent where it is the default. */
  declare readonly readTimeout: pulumi.Output<string | undefined>;
  /** The Region that was asked. */
  declare readonly region: pulumi.Output<string>;
  /** The profile that was given, or that of `awsProvider`. */
  declare readonly profile: pulumi.Output<string | undefined>;
  /** The role or roles that were given, or those of `awsProvider`; a secret where one has an external id. */
  declare readonly assumeRole: pulumi.Output<AssumeRole | AssumeRole[] | undefined>;
  /** The URL of Amazon Inspector that was given. */
  declare readonly endpoint: pulumi.Output<string | undefined>;
  // end of arguments as they are recorded
  /**
   * The expected status where all have it, otherwise the worst one: `ENABLED` < `ENABLING`, `DISABLING`, `SUSPENDING` <
   * `DISABLED` < `SUSPENDED` < `UNREPORTED` < `MISSING` < `FAILED`, mirrored where another status is expected.
   */
  declare readonly status: pulumi.Output<InspectorStatus>;
  /** Whether everything was read and is as expected. */
  declare readonly satisfied: pulumi.Output<boolean>;
  /** The entries of `accounts` of BatchGetAccountStatus, by account id. */
  declare readonly accounts: pulumi.Output<Record<string, AccountState>>;
  /** The entries of `failedAccounts` of BatchGetAccountStatus, by account id. */
  declare readonly failedAccounts: pulumi.Output<Record<string, FailedAccount>>;
  /** The accounts that BatchGetAccountStatus was asked for and did not mention. */
  declare readonly missingAccountIds: pulumi.Output<string[]>;
  /**
   * With `whereOffered`: the scan types that are not compared, because the answer mentions them for no account.
   *
   * @since 0.1.0
   */
  declare readonly notOffered: pulumi.Output<ScanType[] | undefined>;
  /** With `members`: the accounts of the organization that are not watched, and why, by account id. */
  declare readonly skippedAccounts: pulumi.Output<Record<string, SkippedAccount>>;
  /** What is not as expected. */
  declare readonly violations: pulumi.Output<Violation[]>;
  /** What was still in transition when the wait ended. */
  declare readonly pending: pulumi.Output<Violation[]>;

  constructor(name: string, args: InspectorAccountStatusArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    const properties = propertiesOf(args, opts);
    const options = withFirstType(withoutProvider(opts));
    super(dynamicProvider, name, properties, options, TYPE_MODULE, "InspectorAccountStatus");
    // An argument that is left out is known to be absent, also in a preview. Pulumi would make it unknown there.
    for (const argument of ARGUMENTS) if (!(argument in this)) Object.assign(this, { [argument]: LEFT_OUT });
  }
}

/** Shared by all gates, because making an Output costs some 20 µs. */
const LEFT_OUT = pulumi.output(undefined);

function propertiesOf(own: InspectorAccountStatusArgs, opts: pulumi.CustomResourceOptions): pulumi.Inputs {
  // A property that exists, even as undefined, becomes an Output of what the provider returns. A gate that is read
  // needs that for everything that is recorded.
  const returned = opts.id === undefined ? (["region", ...RESULTS] as const) : [...ARGUMENTS, ...RESULTS];
  const outputs = Object.fromEntries(returned.map((name) => [name, undefined]));
  const args = withChosenProvider(own, opts);
  const marked = given(args);
  const { awsProvider: _, timeout, ...rest } = marked;
  const connection = connectionOf(marked);
  const limit = orElse(timeout, opts.customTimeouts?.create ?? opts.customTimeouts?.update);
  return {
    ...outputs,
    ...rest,
    ...(limit !== undefined && { timeout: limit }),
    ...recorded(connection),
    [TOGETHER]: together(args, opts),
    [SECRET_NAMES]: secretNames({ ...args, ...connection }, opts),
  };
}
