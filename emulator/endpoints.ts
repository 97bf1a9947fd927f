import type { Endpoint } from "./endpoint";
import { accessEndpoints } from "./methods/access";
import { delegatedEndpoints } from "./methods/delegated";
import { directoryEndpoints } from "./methods/directory";
import { sharedEndpoints } from "./methods/shared";

/** Every emulated method. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...sharedEndpoints,
  ...delegatedEndpoints,
  ...accessEndpoints,
  ...directoryEndpoints,
];
