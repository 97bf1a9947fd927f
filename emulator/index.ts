import { FAULTS } from "./faults";
import type { FaultKind } from "./faults/faultKinds";
import type { FaultSpec } from "./faults/faultSpec";

export { Emulator, type EmulatorOptions, startEmulator } from "./emulator";
export { ENDPOINT_NAMES, type EndpointName } from "./endpoints/endpointNames";
export type { Sureness } from "./evidence/endpointSources";
export { API_RECORDS, type ApiRecord } from "./evidence/records";
export { SWITCH_RECORDS, type SwitchRecord } from "./evidence/switchRecords";
export { FAULT_KINDS, type FaultKind } from "./faults/faultKinds";
export type { CustomReply, FaultOptions, FaultSpec } from "./faults/faultSpec";
export type { Injection, InjectionHandle } from "./faults/injection";
export type { Authorization, JournalEntry } from "./http/journal";
export type { ErrorBody } from "./model/errors";
export type { Organization as EmulatorOrganization, Snapshot } from "./model/organization";
export { NOTIFY, ROLES, TASK_STATUSES } from "./model/roles";
export { READ_SCOPES, SCOPES, type Scope, type TokenSeed } from "./model/scopes";
export { defaultLimits, type EmulatorSettings, type Limits, type RateLimit } from "./model/settings";
export { defaultSwitches, type Switches } from "./model/switches";
export { demoSeed } from "./seed/demo";
export { exampleSeed } from "./seed/example";
export {
  type AccessSeed,
  type OrganizationSeed,
  parseSeed,
  readSeed,
  type Seed,
  SeedError,
  type SharedSeed,
  type UserSeed,
} from "./seed/seed";

/** What each kind of fault does, for tables and generated tests. */
export const FAULT_SPECS: Readonly<Record<FaultKind, FaultSpec>> = FAULTS;
