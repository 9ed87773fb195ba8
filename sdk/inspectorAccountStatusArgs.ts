import type * as pulumi from "@pulumi/pulumi";
import type { EnforcementLevel } from "../provider/gate/argumentKinds";
import type { SettledStatus } from "../provider/status/vocabulary";
import type { AssumeRoleInput, AwsProvider } from "./awsProvider";
import type { ScanTypesInput } from "./scanTypesInput";

/** The arguments of an {@link InspectorAccountStatus}. @since 0.1.0 */
export interface InspectorAccountStatusArgs {
  // arguments of a gate: made of provider/gate/argumentTable.ts
  /**
   * The accounts, as ids of 12 digits. An empty list is refused, and so are ids together with `members`.
   *
   * @default the caller's own account
   */
  accountIds?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  /**
   * `true`: the caller, who must be the delegated administrator, and all its members. Goes instead of `accountIds`.
   * Members that are suspended, have left or have not opted in to the Region are in `skippedAccounts`, with the reason.
   *
   * @default false
   * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListMembers.html
   */
  members?: pulumi.Input<boolean> | undefined;
  /**
   * With `members`: accounts to leave out. An empty list is refused, and so is one that leaves nobody.
   *
   * @default none
   */
  excludeAccountIds?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  /**
   * The scan types that must have the expected status: `EC2`, `ECR`, `LAMBDA`, `LAMBDA_CODE`, `CODE_REPOSITORY`, `AMI`
   * (answered, but `Enable` does not take it yet). An empty list is refused.
   *
   * @default the status of the account itself is compared
   */
  resourceTypes?: ScanTypesInput | undefined;
  /**
   * `true`: scan types of `resourceTypes` that the answer mentions for no account are not compared; they are in
   * `notOffered`. A scan type that the answer mentions for one account is compared for all. An answer that mentions
   * none of `resourceTypes` does not pass. Refused without `resourceTypes`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html
   */
  whereOffered?: pulumi.Input<boolean> | undefined;
  /**
   * The status that is expected: `ENABLED`, `DISABLED` or `SUSPENDED`. A status in transition is refused.
   *
   * @default "ENABLED"
   */
  expectedStatus?: pulumi.Input<SettledStatus> | undefined;
  /**
   * `mandatory` fails, `advisory` warns, `disabled` only records. `inspector-status:enforcementLevel` in the stack's
   * configuration lowers it.
   *
   * @default "mandatory"
   */
  enforcementLevel?: pulumi.Input<EnforcementLevel> | undefined;
  /**
   * How long to wait for the expected status. A duration as in `customTimeouts`: `"90s"`, `"30m"`, `"1h30m"`.
   *
   * @default `customTimeouts.create`, `inspector-status:timeout`, or `"30m"`
   */
  timeout?: pulumi.Input<string | undefined>;
  /**
   * For how long a wrong status is pending, because it may be from before the change. A duration such as `"90s"`. Right
   * after enabling, an account can read `DISABLED`, a new member `ACCESS_DENIED`; raise this where it takes minutes.
   *
   * @default `inspector-status:mismatchGrace`, or `"30s"`
   */
  mismatchGrace?: pulumi.Input<string | undefined>;
  /**
   * For how long `refresh` and `.get` follow a transition. A duration such as `"90s"`; `"0s"` is one look.
   *
   * @default `inspector-status:readTimeout`, or `"30s"`
   */
  readTimeout?: pulumi.Input<string | undefined>;
  /**
   * The AWS Region. Another Region replaces the gate.
   *
   * @default `aws:region` of the configuration, or that of the environment
   */
  region?: pulumi.Input<string | undefined>;
  /**
   * The profile of the shared AWS configuration. One that no shared file has is refused.
   *
   * @default `aws:profile` of the configuration, or that of the environment
   */
  profile?: pulumi.Input<string | undefined>;
  /**
   * The IAM role to assume, or a chain of roles; `[]` is none. Needs `sts:AssumeRole`. With an `externalId`, the role
   * is a secret in the state.
   *
   * @default `aws:assumeRoles` of the configuration, or none
   */
  assumeRole?: AssumeRoleInput | undefined;
  /**
   * An `aws.Provider`, from which Region, profile and roles are taken where they are not given. One with static keys or
   * a web identity is refused, because it would be kept in the state. Nothing else is taken over.
   *
   * @default the option `provider`, or the `providers` of the parent
   */
  awsProvider?: AwsProvider | undefined;
  /**
   * The URL of Amazon Inspector, where it is not the public one of the Region. One with a password is refused, because
   * it would be kept in the state.
   *
   * @default `inspector2` in `aws:endpoints` of the configuration, or `AWS_ENDPOINT_URL_INSPECTOR2`
   */
  endpoint?: pulumi.Input<string> | undefined;
  // end of arguments of a gate
}
