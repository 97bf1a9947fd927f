import type { EndpointName } from "../model/endpointNames";

/** How well something is known: from a Yandex page, seen in a third-party client, or concluded. */
export type Sureness = "doc" | "client code" | "inferred";

/** Where the fields of one method come from; fields as paths, separated by blanks. */
interface EndpointSource {
  source: string;
  query?: string;
  body?: string;
  reply?: string;
  /** Fields that the page does not give, or not fully. */
  notDocumented?: Record<string, Sureness>;
}

const RESOURCE_LIST = "resources resources[].resourceId resources[].count page perPage total";

const PAGE = "page pages perPage total";
const CLOUD_PAGE = "limit offset total";

const CONTACT = "type value main alias synthetic label";

const USER =
  "id nickname departmentId email name name.first name.last name.middle gender position avatarId about birthday " +
  `contacts ${below("contacts[]", CONTACT)} ` +
  "aliases groups externalId isAdmin isRobot isDismissed isEnabled isEnabledUpdatedAt timezone language createdAt updatedAt";

const CLOUD_USER =
  "id nickname department_id email name name.first name.last name.middle gender position avatar_id about birthday " +
  `contacts ${below("contacts[]", CONTACT)} ` +
  "aliases groups external_id is_admin is_robot is_dismissed is_enabled is_enabled_updated_at timezone language created_at " +
  "updated_at default_email display_name is_2fa_enabled";

const UNIT = "id name description label email aliases";
const GROUP = `${UNIT} type membersCount emailId externalId removed memberOf createdAt`;
const CLOUD_GROUP = `${UNIT} type members_count removed member_of member_of[].id created_at`;
const DEPARTMENT = `${UNIT} parentId createdAt externalId emailId membersCount`;
const CLOUD_DEPARTMENT = `${UNIT} parent parent.id created_at members_count removed`;

const MEMBER = "id nickname departmentId email name name.first name.last name.middle gender position avatarId";

const CHECK = ["spf", "mx", "ns", "dkim"].map((name) => `${name} ${name}.match ${name}.value`).join(" ");

/** Fields below another one. */
function below(parent: string, fields: string): string {
  return fields
    .split(" ")
    .map((field) => `${parent}.${field}`)
    .join(" ");
}

/** The public page of every method and the fields it gives. */
export const ENDPOINT_SOURCES: Readonly<Record<EndpointName, EndpointSource>> = {
  ListShared: { source: "MailboxService_ListShared", query: "page perPage", reply: RESOURCE_LIST },
  CreateShared: {
    source: "MailboxService_CreateShared",
    body: "email name description",
    reply: "resourceId",
  },
  GetShared: { source: "MailboxService_GetShared", reply: "id email name description createdAt updatedAt" },
  UpdateShared: { source: "MailboxService_UpdateShared", body: "name description", reply: "resourceId" },
  DeleteShared: { source: "MailboxService_DeleteShared" },
  ListDelegated: { source: "MailboxService_ListDelegated", query: "page perPage", reply: RESOURCE_LIST },
  CreateDelegated: { source: "MailboxService_CreateDelegated", body: "resourceId", reply: "resourceId" },
  DeleteDelegated: { source: "MailboxService_DeleteDelegated" },
  ListActors: { source: "MailboxService_ListActors", reply: "actors actors[].actorId actors[].roles" },
  ListResources: {
    source: "MailboxService_ListResources",
    reply: "resources resources[].resourceId resources[].type resources[].roles",
  },
  Set: { source: "MailboxService_Set", query: "actorId notify", body: "roles", reply: "taskId" },
  TaskStatus: { source: "MailboxService_TaskStatus", reply: "status" },
  ListUsers: {
    source: "UserService_List",
    query: "page perPage",
    reply: `users ${below("users[]", USER)} ${PAGE}`,
    notDocumented: { "users[].aliases": "inferred" },
  },
  GetUser: { source: "UserService_Get", reply: `${USER} displayName`, notDocumented: { aliases: "inferred" } },
  ListUsersV2: {
    source: "directory v2 on cloud-api: users, list",
    query: "email limit offset",
    reply: `items ${below("items[]", CLOUD_USER)} ${CLOUD_PAGE}`,
    notDocumented: { "items[].aliases": "inferred" },
  },
  ListGroups: {
    source: "GroupService_List",
    query: "page perPage",
    reply: `groups ${below("groups[]", GROUP)} ${PAGE}`,
  },
  GetGroup: { source: "GroupService_Get", reply: `${GROUP} members members[].type members[].id` },
  ListGroupsV2: {
    source: "directory v2 on cloud-api: groups, list",
    query: "email limit offset",
    reply: `items ${below("items[]", CLOUD_GROUP)} ${CLOUD_PAGE}`,
  },
  GetGroupV2: { source: "directory v2 on cloud-api: groups, get", reply: CLOUD_GROUP },
  ListGroupMembers: {
    source: "directory v1 on cloud-api: group members",
    reply:
      `users ${below("users[]", `${MEMBER} defaultEmail`)} groups ${below("groups[]", "id name defaultEmail membersCount")} ` +
      `departments ${below("departments[]", "id name defaultEmail")}`,
  },
  ListGroupMembersV2: {
    source: "GroupV2: group members",
    reply:
      `users ${below("users[]", MEMBER)} groups ${below("groups[]", "id name membersCount")} ` +
      `departments ${below("departments[]", "id name membersCount")} ` +
      `externalContacts ${below("externalContacts[]", "id firstName lastName middleName")} ` +
      `sharedMailboxes ${below("sharedMailboxes[]", "id name")}`,
  },
  ListDepartments: {
    source: "DepartmentService_List",
    query: "page perPage orderBy parentId",
    reply: `departments ${below("departments[]", DEPARTMENT)} ${PAGE}`,
  },
  GetDepartment: { source: "DepartmentService_Get", reply: DEPARTMENT },
  ListDepartmentsV2: {
    source: "directory v2 on cloud-api: departments, list",
    query: "email limit offset",
    reply: `items ${below("items[]", CLOUD_DEPARTMENT)} ${CLOUD_PAGE}`,
  },
  GetDepartmentV2: { source: "directory v2 on cloud-api: departments, get", reply: CLOUD_DEPARTMENT },
  ListDomains: {
    source: "DomainService_List",
    query: "page perPage",
    reply:
      `domains ${below("domains[]", `name country mx delegated master verified status ${below("status", `name lastCheck lastAdded ${CHECK}`)}`)} ` +
      PAGE,
  },
  ListOrganizations: {
    source: "OrganizationsService_List",
    query: "pageSize pageToken",
    reply:
      "organizations organizations[].id organizations[].name organizations[].email organizations[].phone organizations[].fax " +
      "organizations[].language organizations[].subscriptionPlan nextPageToken",
  },
};
