export { InspectorAccountStatus, type InspectorAccountStatusArgs } from "./inspectorAccountStatus";
export {
  InspectorAccountStatusByRegion,
  type InspectorAccountStatusByRegionArgs,
} from "./inspectorAccountStatusByRegion";
export {
  getInspectorAccountStatus,
  getInspectorAccountStatusOutput,
  type GetInspectorAccountStatusArgs,
  type GetInspectorAccountStatusOutputArgs,
  type GetInspectorAccountStatusResult,
} from "./getInspectorAccountStatus";
export { assertInspectorEnabled } from "./assertInspectorEnabled";
export type { AssumeRoleArgs, AwsProvider } from "./awsProvider";
export type { AssumeRole } from "../provider/assumeRole";
export type { Violation } from "../provider/outputs";
export type { SkippedAccount } from "../provider/members";
export type { AccountState, ByScanType, FailedAccount, InspectorState } from "../provider/report";
export type { EnforcementLevel } from "../provider/inputs";
export {
  InspectorStatus,
  ScanType,
  type InspectorErrorCode,
  type SettledStatus,
} from "../provider/vocabulary";
