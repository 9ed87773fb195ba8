export type { InspectorAccountStatusArgs } from "./inspectorAccountStatusArgs";
export type { GetInspectorAccountStatusArgs } from "./getInspectorAccountStatusArgs";
export { InspectorAccountStatus } from "./inspectorAccountStatus";
export {
  InspectorAccountStatusByRegion,
  type InspectorAccountStatusByRegionArgs,
} from "./inspectorAccountStatusByRegion";
export type { ResourceTypesByRegion } from "./resourceTypesByRegion";
export {
  getInspectorAccountStatus,
  getInspectorAccountStatusOutput,
  type GetInspectorAccountStatusOutputArgs,
  type GetInspectorAccountStatusResult,
} from "./getInspectorAccountStatus";
export {
  getInspectorAccountStatusByRegion,
  getInspectorAccountStatusByRegionOutput,
  type GetInspectorAccountStatusByRegionArgs,
  type GetInspectorAccountStatusByRegionOutputArgs,
  type GetInspectorAccountStatusByRegionResult,
  type RegionViolation,
} from "./getInspectorAccountStatusByRegion";
export { assertInspectorEnabled } from "./assertInspectorEnabled";
export { requireInspectorEnabled, type RequireInspectorEnabledArgs } from "./requireInspectorEnabled";
export type { AssumeRoleArgs, AssumeRoleInput, AwsProvider } from "./awsProvider";
export type { ScanTypes, ScanTypesInput, TextList } from "./scanTypesInput";
export type { AssumeRole } from "../provider/aws/roles";
export type { StatusOutputs, Violation } from "../provider/gate/outputs";
export type { SkippedAccount } from "../provider/status/members";
export type { AccountState, ByScanType, FailedAccount, InspectorState } from "../provider/status/report";
export type { EnforcementLevel } from "../provider/gate/argumentKinds";
export { InspectorStatus, ScanType, type InspectorErrorCode, type SettledStatus } from "../provider/status/vocabulary";
