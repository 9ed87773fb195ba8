export type { Call } from "./aws";
export type { Clock } from "./clock";
export { type Emulator, type EmulatorEnvironment, type EmulatorOptions, startEmulator } from "./emulator";
export type { Fault } from "./fault";
export type { PolicyDocument, PolicyStatement } from "./policy";
export type {
  AccountScript,
  AccountState,
  CredentialsScript,
  FailedScript,
  FailedState,
  RawState,
  ReportedState,
  Scenario,
  StatusScript,
} from "./scenario";
export { VirtualClock } from "./virtualClock";
