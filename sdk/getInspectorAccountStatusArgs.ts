import type { AssumeRole } from "../provider/aws/roles";
import type { SettledStatus } from "../provider/status/vocabulary";
import type { ScanTypes } from "./scanTypesInput";
import type { AwsProvider } from "./awsProvider";

/** The arguments of {@link getInspectorAccountStatus}. @since 0.1.0 */
export interface GetInspectorAccountStatusArgs {
  // arguments of the data source: made of provider/gate/argumentTable.ts
  /**
   * The accounts, as ids of 12 digits.
   *
   * @default the caller's own account
   */
  accountIds?: readonly string[] | undefined;
  /**
   * `true`: the caller, who must be the delegated administrator, and all its members.
   *
   * @default false
   */
  members?: boolean | undefined;
  /**
   * With `members`: accounts to leave out.
   *
   * @default none
   */
  excludeAccountIds?: readonly string[] | undefined;
  /**
   * The scan types that must have the expected status: `EC2`, `ECR`, `LAMBDA`, `LAMBDA_CODE`, `CODE_REPOSITORY`, `AMI`
   * (answered, but `Enable` does not take it yet).
   *
   * @default the status of the account itself is compared
   */
  resourceTypes?: ScanTypes | undefined;
  /**
   * `true`: scan types of `resourceTypes` that the answer mentions for no account are not compared; they are in
   * `notOffered`.
   *
   * @default false
   */
  whereOffered?: boolean | undefined;
  /**
   * The status that `satisfied` and `violations` are about.
   *
   * @default "ENABLED"
   */
  expectedStatus?: SettledStatus | undefined;
  /**
   * For how long to follow a status in transition. A duration such as `"90s"`; `"0s"` is one look. What has not settled
   * by then is in `pending`.
   *
   * @default "2m"
   */
  timeout?: string | undefined;
  /**
   * The AWS Region.
   *
   * @default `aws:region` of the configuration, or that of the environment
   */
  region?: string | undefined;
  /**
   * The profile of the shared AWS configuration.
   *
   * @default `aws:profile` of the configuration, or that of the environment
   */
  profile?: string | undefined;
  /**
   * The IAM role to assume, or a chain of roles; `[]` is none.
   *
   * @default `aws:assumeRoles` of the configuration, or none
   */
  assumeRole?: AssumeRole | readonly AssumeRole[] | undefined;
  /**
   * An `aws.Provider`, from which Region, profile and roles are taken where they are not given.
   *
   * @default the option `provider`
   */
  awsProvider?: AwsProvider | undefined;
  /**
   * The URL of Amazon Inspector, where it is not the public one of the Region.
   *
   * @default `inspector2` in `aws:endpoints` of the configuration, or `AWS_ENDPOINT_URL_INSPECTOR2`
   */
  endpoint?: string | undefined;
  // end of arguments of the data source
}
