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
  "ListUsersV2",
  "ListGroups",
  "GetGroup",
  "ListGroupsV2",
  "GetGroupV2",
  "ListGroupMembers",
  "ListGroupMembersV2",
  "ListDepartments",
  "GetDepartment",
  "ListDepartmentsV2",
  "GetDepartmentV2",
  "ListDomains",
  "ListOrganizations",
] as const;

/** The API's name of one method. */
export type EndpointName = (typeof ENDPOINT_NAMES)[number];
