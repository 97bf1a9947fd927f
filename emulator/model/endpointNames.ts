/** The API's names of the emulated methods. */
export const ENDPOINT_NAMES = [
  "ListShared",
  "CreateShared",
  "GetShared",
  "UpdateShared",
  "DeleteShared",
  "ListDelegated",
  "CreateDelegated",
  "DeleteDelegated",
  "ListActors",
  "ListResources",
  "Set",
  "TaskStatus",
  "ListUsers",
  "GetUser",
  "ListDomains",
  "ListOrganizations",
] as const;

/** The API's name of one method. */
export type EndpointName = (typeof ENDPOINT_NAMES)[number];
