import { accessEndpoints } from "./access";
import { delegatedEndpoints } from "./delegated";
import { departmentEndpoints } from "./departments";
import { directoryEndpoints } from "./directory";
import type { Endpoint } from "./endpoint";
import { groupEndpoints } from "./groups";
import { sharedEndpoints } from "./shared";

/** Every emulated method. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...sharedEndpoints,
  ...delegatedEndpoints,
  ...accessEndpoints,
  ...directoryEndpoints,
  ...groupEndpoints,
  ...departmentEndpoints,
];
