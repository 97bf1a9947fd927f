import type { FaultKind } from "./faults/faultKinds";
import type { FaultSpec } from "./faults/faultSpec";
import { FAULTS } from "./faults/faults";

export { Emulator, type EmulatorOptions, startEmulator } from "./emulator";
export type { Sureness } from "./evidence/endpointSources";
export { API_RECORDS, type ApiRecord } from "./evidence/records";
export { SWITCH_RECORDS, type SwitchRecord } from "./evidence/switchRecords";
export { FAULT_KINDS, type FaultKind } from "./faults/faultKinds";
export type { CustomReply, FaultOptions, FaultSpec } from "./faults/faultSpec";
export type { Injection, InjectionHandle } from "./faults/injection";
export { ENDPOINT_NAMES, type EndpointName } from "./model/endpointNames";
export type { ErrorBody } from "./model/errors";
export type { Authorization, JournalEntry } from "./model/journal";
export { defaultLimits, type Limits } from "./model/limits";
export type { Organization as EmulatorOrganization, Snapshot } from "./model/organization";
export { NOTIFY, ROLES, TASK_STATUSES } from "./model/roles";
export { READ_SCOPES, SCOPES, type Scope, type TokenSeed } from "./model/scopes";
export type {
  AccessSeed,
  DepartmentSeed,
  ExternalContact,
  GroupSeed,
  OrganizationSeed,
  Seed,
  SharedSeed,
  UserSeed,
} from "./model/seed";
export type { EmulatorSettings, RateLimit } from "./model/settings";
export { defaultSwitches, type Switches } from "./model/switches";
export { demoSeed } from "./seed/demo";
export { exampleSeed } from "./seed/example";
export { parseSeed, readSeed, SeedError } from "./seed/parse";

/** What each kind of fault does, for tables and generated tests. */
export const FAULT_SPECS: Readonly<Record<FaultKind, FaultSpec>> = FAULTS;
