import type * as pulumi from "@pulumi/pulumi";
import type { EnforcementLevel } from "../provider/gate/argumentKinds";
import type { SettledStatus } from "../provider/status/vocabulary";
import type { AssumeRoleInput, AwsProvider } from "./awsProvider";
import type { ScanTypesInput } from "./scanTypesInput";

/** The arguments of an {@link InspectorAccountStatus}. */
export interface InspectorAccountStatusArgs {
  // arguments of a gate: made of provider/gate/argumentTable.ts
  /**
   * The accounts, as ids of 12 digits. An empty list is refused, and so are ids together with `members`.
   *
   * @default the caller's own account
   * @since 0.1.0
   */
  accountIds?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  /**
   * `true`: all members of the caller, the delegated administrator, and the caller itself. Goes instead of
   * `accountIds`. A caller that is not the delegated administrator of Amazon Inspector in the Region is refused.
   * Members that are suspended, that have not opted in to the Region or that have left are not waited for: they are in
   * `skippedAccounts`, with the reason.
   *
   * @default false
   * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListMembers.html
   * @since 0.1.0
   */
  members?: pulumi.Input<boolean> | undefined;
  /**
   * With `members`: accounts to leave out. Ids of 12 digits. Without `members`, they are refused, and so are an empty
   * list and one that leaves nobody.
   *
   * @default none
   * @since 0.1.0
   */
  excludeAccountIds?: pulumi.Input<readonly pulumi.Input<string>[]> | undefined;
  /**
   * The scan types that must have the expected status: `EC2`, `ECR`, `LAMBDA`, `LAMBDA_CODE`, `CODE_REPOSITORY`, `AMI`
   * (which the service answers with, and `Enable` does not take yet). An empty list is refused.
   *
   * @default the status of the account itself is compared
   * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html
   * @since 0.1.0
   */
  resourceTypes?: ScanTypesInput | undefined;
  /**
   * `true`: scan types of `resourceTypes` that the answer mentions for none of the accounts are not compared; they are
   * in `notOffered`. Not every Region offers every scan type. One that the answer mentions for an account is compared
   * for all of them, and an answer that mentions none of `resourceTypes` does not pass. Without `resourceTypes` it is
   * refused.
   *
   * @default false
   * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ResourceState.html
   * @since 0.1.0
   */
  whereOffered?: pulumi.Input<boolean> | undefined;
  /**
   * The status that is expected: `ENABLED`, `DISABLED` or `SUSPENDED`. A status on the way to another one is refused.
   *
   * @default "ENABLED"
   * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_State.html
   * @since 0.1.0
   */
  expectedStatus?: pulumi.Input<SettledStatus> | undefined;
  /**
   * What a status that is not as expected does: `mandatory` fails, `advisory` warns, `disabled` only records.
   * `inspector-status:enforcementLevel` in the stack's configuration lowers it. `remediate` is refused, because this
   * package changes nothing in AWS.
   *
   * @default "mandatory"
   * @see https://www.pulumi.com/docs/insights/policy/
   * @since 0.1.0
   */
  enforcementLevel?: pulumi.Input<EnforcementLevel> | undefined;
  /**
   * How long to wait for the expected status. A duration as in `customTimeouts`: `"90s"`, `"30m"`, `"1h30m"`.
   *
   * @default `customTimeouts.create` of the options, `inspector-status:timeout` of the stack's configuration, or `"30m"`
   * @since 0.1.0
   */
  timeout?: pulumi.Input<string | undefined>;
  /**
   * For how long a wrong status may still be an answer from before the change. A duration such as `"90s"`. Right after
   * enabling, an account can read `DISABLED`, or a new member `ACCESS_DENIED`, for some seconds; raise this where it
   * takes minutes.
   *
   * @default `inspector-status:mismatchGrace` of the stack's configuration, or `"30s"`
   * @since 0.1.0
   */
  mismatchGrace?: pulumi.Input<string | undefined>;
  /**
   * For how long `pulumi refresh` and `.get` follow a status in transition before they record it as it is. A duration
   * such as `"90s"`; `"0s"` is one look.
   *
   * @default `inspector-status:readTimeout` of the stack's configuration, or `"30s"`
   * @since 0.1.0
   */
  readTimeout?: pulumi.Input<string | undefined>;
  /**
   * The AWS Region. What does not look like a Region is refused. Another Region replaces a gate.
   *
   * @default `aws:region` of the stack's configuration, or that of the environment
   * @since 0.1.0
   */
  region?: pulumi.Input<string | undefined>;
  /**
   * The profile of the shared AWS configuration. An empty text is refused, and so is a profile that no shared file has.
   *
   * @default `aws:profile` of the stack's configuration, or that of the environment
   * @see https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
   * @since 0.1.0
   */
  profile?: pulumi.Input<string | undefined>;
  /**
   * The IAM role to assume, or several that are assumed one from the other; an empty list is none. The first is assumed
   * with the credentials of the profile or the environment, which need `sts:AssumeRole` on it. With an `externalId`,
   * the role is a secret in the state.
   *
   * @default `aws:assumeRoles` of the stack's configuration, or none
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
   * @since 0.1.0
   */
  assumeRole?: AssumeRoleInput | undefined;
  /**
   * An `aws.Provider`, as in the option `provider`, from which Region, profile and roles are taken where `region`,
   * `profile` and `assumeRole` are not given. One with static keys or a web identity is refused: nothing of it may get
   * into the state. Its endpoints and its other settings are not taken over.
   *
   * @default the option `provider`, the `providers` of the parent, or the stack's configuration
   * @since 0.1.0
   */
  awsProvider?: AwsProvider | undefined;
  /**
   * The URL of Amazon Inspector, where it is not the public one of the Region. One with a user name or a password is
   * refused, because it would be kept in the state.
   *
   * @default `inspector2` in `aws:endpoints` of the stack's configuration, or `AWS_ENDPOINT_URL_INSPECTOR2`
   * @since 0.1.0
   */
  endpoint?: pulumi.Input<string> | undefined;
  // end of arguments of a gate
}
