import type { FaultSpec } from "./faultSpec";
import { connectionFaults } from "./faults/connection";
import { contentFaults } from "./faults/content";
import { listFaults } from "./faults/lists";
import { statusFaults } from "./faults/statuses";
import { taskFaults } from "./faults/tasks";

const FAULTS = { ...connectionFaults, ...contentFaults, ...statusFaults, ...taskFaults, ...listFaults };

/** The name of one kind of fault. */
export type FaultKind = keyof typeof FAULTS;

/** What each kind of fault does, for tables and generated tests. */
export const FAULT_SPECS: Readonly<Record<FaultKind, FaultSpec>> = FAULTS;

/** Every kind of fault. */
export const FAULT_KINDS = Object.keys(FAULTS) as readonly FaultKind[];
