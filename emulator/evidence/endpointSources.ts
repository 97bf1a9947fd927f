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

const USER = (
  "id nickname departmentId email name name.first name.last name.middle gender position avatarId about birthday " +
  "contacts contacts[].type contacts[].value contacts[].main contacts[].alias contacts[].synthetic contacts[].label " +
  "aliases groups externalId isAdmin isRobot isDismissed isEnabled isEnabledUpdatedAt timezone language " +
  "createdAt updatedAt displayName"
).split(" ");

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
    reply: `users ${USER.map((field) => `users[].${field}`).join(" ")} page pages perPage total`,
    notDocumented: { "users[].aliases": "inferred" },
  },
  GetUser: { source: "UserService_Get", reply: USER.join(" "), notDocumented: { aliases: "inferred" } },
  ListDomains: {
    source: "DomainService_List",
    query: "page perPage",
    reply:
      "domains domains[].name domains[].country domains[].mx domains[].delegated domains[].master domains[].verified " +
      "domains[].status page pages perPage total",
  },
  ListOrganizations: {
    source: "OrganizationsService_List",
    query: "pageSize pageToken",
    reply:
      "organizations organizations[].id organizations[].name organizations[].email organizations[].phone organizations[].fax " +
      "organizations[].language organizations[].subscriptionPlan nextPageToken",
  },
};
