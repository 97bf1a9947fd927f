import { z } from "zod";
import { Refusal } from "../model/errors";
import { administers, SCOPES } from "../model/scopes";
import { cloudList, cloudQuery, outdatedList, pageQuery, pagesOf } from "./directoryLists";
import { defineEndpoint, type Endpoint, integer, noBody, noQuery, type TokenCall } from "./endpoint";
import { cutPage } from "./paging";
import { addressesOf, cloudUser, everybody, listed, v1User } from "./users";

const DIRECTORY = "/directory/v1/org";
const CLOUD = "/v1/directory/organizations";
const USERS = [SCOPES.readUsers, SCOPES.writeUsers] as const;

const orgsQuery = z.strictObject({
  pageSize: integer(10, 100),
  pageToken: z
    .string()
    .regex(/^(after-\d+)?$/)
    .default(""),
});

/** The directory methods that serve to find an employee, a domain, an organization. Source: UserService_List, UserService_Get, DomainService_List, OrganizationsService_List. */
export const directoryEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    name: "ListUsers",
    method: "GET",
    path: `${DIRECTORY}/:orgId/users`,
    scopes: USERS,
    query: pageQuery(1000),
    body: noBody,
    act: (call) => {
      const { items, ...numbers } = outdatedList(call, listed(call.organization));
      return { users: items.map((user) => v1User(call.organization, user)), ...numbers };
    },
  }),
  defineEndpoint({
    name: "GetUser",
    method: "GET",
    path: `${DIRECTORY}/:orgId/users/:id`,
    id: "user",
    scopes: USERS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => {
      const user = organization.users.get(id) ?? everybody(organization).find((candidate) => candidate.id === id);
      if (user === undefined) throw new Refusal(404);
      return { ...v1User(organization, user), displayName: user.displayName };
    },
  }),
  defineEndpoint({
    name: "ListUsersV2",
    method: "GET",
    path: `${CLOUD}/:orgId/users`,
    host: "cloud-api v2",
    scopes: USERS,
    query: cloudQuery,
    body: noBody,
    act: (call) =>
      cloudList(
        call,
        listed(call.organization),
        (user) => addressesOf(call.organization, user),
        (user) => cloudUser(call.organization, user),
      ),
  }),
  defineEndpoint({
    name: "ListDomains",
    method: "GET",
    path: `${DIRECTORY}/:orgId/domains`,
    scopes: [SCOPES.readDomains, SCOPES.writeDomains],
    query: z.strictObject({ page: integer(1), perPage: integer(10, 10) }),
    body: noBody,
    act: ({ organization, query, effect }) => {
      const { items, ...numbers } = cutPage(organization.domains, query.page, query.perPage, effect.list);
      return { domains: items, pages: pagesOf(numbers), ...numbers };
    },
  }),
  defineEndpoint({
    name: "ListOrganizations",
    method: "GET",
    path: DIRECTORY,
    scopes: [SCOPES.readOrganization],
    query: orgsQuery,
    body: noBody,
    actForToken: listOrganizations,
  }),
];

function listOrganizations({ world, token, query }: TokenCall<z.infer<typeof orgsQuery>, unknown>): {
  organizations: Record<string, string | number>[];
  nextPageToken: string;
} {
  const all = [...world.organizations.values()].filter(({ id }) => administers(token, id));
  const start = Number(query.pageToken.replace("after-", "") || 0);
  const end = start + query.pageSize;
  const organizations = all.slice(start, end).map(({ id, name, mainDomain }) => ({
    id: Number(id),
    name,
    email: `info@${mainDomain}`,
    phone: "",
    fax: "",
    language: "ru",
    subscriptionPlan: "business",
  }));
  return { organizations, nextPageToken: end < all.length ? `after-${end}` : "" };
}
