export { InspectorAccountStatus, type InspectorAccountStatusArgs } from "./inspectorAccountStatus";
export type { Violation } from "../provider/outputs";
export type { AccountState, FailedAccount, InspectorState } from "../provider/report";
export type { EnforcementLevel } from "../provider/inputs";
export {
  InspectorStatus,
  ScanType,
  type InspectorErrorCode,
  type SettledStatus,
} from "../provider/vocabulary";
