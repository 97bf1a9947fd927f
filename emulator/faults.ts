import type { Fault } from "./fault";
import type { FaultKind } from "./faultKinds";
import { connectionFaults } from "./faults/connection";
import { contentFaults } from "./faults/content";
import { listFaults } from "./faults/lists";
import { statusFaults } from "./faults/statuses";
import { taskFaults } from "./faults/tasks";

/** The kinds of fault at work. */
export const FAULTS: Readonly<Record<FaultKind, Fault>> = {
  ...connectionFaults,
  ...contentFaults,
  ...statusFaults,
  ...taskFaults,
  ...listFaults,
};
