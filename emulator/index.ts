import type { FaultKind } from "./faultKinds";
import type { FaultSpec } from "./faultSpec";
import { FAULTS } from "./faults";

export { demoSeed } from "./demo";
export { Emulator, type EmulatorOptions, startEmulator } from "./emulator";
export { ENDPOINT_NAMES, type EndpointName } from "./endpointNames";
export type { Sureness } from "./endpointSources";
export type { ErrorBody } from "./errors";
export { exampleSeed } from "./example";
export { FAULT_KINDS, type FaultKind } from "./faultKinds";
export type { CustomReply, FaultOptions, FaultSpec } from "./faultSpec";
export type { Injection, InjectionHandle } from "./injection";
export type { Authorization, JournalEntry } from "./journal";
export type { Organization as EmulatorOrganization, Snapshot } from "./organization";
export { API_RECORDS, type ApiRecord } from "./records";
export { NOTIFY, ROLES, TASK_STATUSES } from "./roles";
export { READ_SCOPES, SCOPES, type Scope, type TokenSeed } from "./scopes";
export {
  type AccessSeed,
  type OrganizationSeed,
  parseSeed,
  readSeed,
  type Seed,
  SeedError,
  type SharedSeed,
  type UserSeed,
} from "./seed";
export { defaultLimits, type EmulatorSettings, type Limits, type RateLimit } from "./settings";
export { defaultSwitches, type Switches } from "./switches";
export { SWITCH_RECORDS, type SwitchRecord } from "./switchRecords";

/** What each kind of fault does, for tables and generated tests. */
export const FAULT_SPECS: Readonly<Record<FaultKind, FaultSpec>> = FAULTS;
