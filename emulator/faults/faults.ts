import { connectionFaults } from "./connection";
import { contentFaults } from "./content";
import type { Fault } from "./fault";
import type { FaultKind } from "./faultKinds";
import { listFaults } from "./lists";
import { statusFaults } from "./statuses";
import { taskFaults } from "./tasks";

/** The kinds of fault at work. */
export const FAULTS: Readonly<Record<FaultKind, Fault>> = {
  ...connectionFaults,
  ...contentFaults,
  ...statusFaults,
  ...taskFaults,
  ...listFaults,
};
