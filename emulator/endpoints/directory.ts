import { z } from "zod";
import { buildUser, type User } from "../model/directory";
import { Refusal } from "../model/errors";
import type { Organization } from "../model/organization";
import { administers, SCOPES } from "../model/scopes";
import { defineEndpoint, type Endpoint, integer, noBody, noQuery, type TokenCall } from "./endpoint";
import { cutPage } from "./paging";

const DIRECTORY = "/directory/v1/org";
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
    query: z.strictObject({ page: integer(1), perPage: integer(10, 1000) }),
    body: noBody,
    act: ({ organization, query, effect }) => {
      const { items, ...numbers } = cutPage(everybody(organization), query.page, query.perPage, effect.list);
      return { users: items.map((user) => toWire(organization, user)), pages: pagesOf(numbers), ...numbers };
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
      return toWire(organization, user);
    },
  }),
  defineEndpoint({
    name: "ListDomains",
    method: "GET",
    path: `${DIRECTORY}/:orgId/domains`,
    scopes: [SCOPES.readDomains],
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

/** The employees and, when the switch says so, the shared mailboxes. */
function everybody(organization: Organization): User[] {
  const users = [...organization.users.values()];
  if (!organization.around.switches.sharedAmongUsers) return users;
  const shared = [...organization.shared.values()].map(({ id, email, name }) =>
    buildUser(
      { nickname: email.split("@")[0] ?? "", name: { first: name, last: name }, displayName: name, email },
      id,
      "",
    ),
  );
  return [...users, ...shared];
}

function toWire(organization: Organization, user: User): User {
  const whole = organization.around.switches.aliasForm === "address";
  const aliases = user.aliases.map((alias) => (whole ? `${alias}@${organization.mainDomain}` : alias));
  return { ...user, aliases };
}

function pagesOf({ perPage, total = 0 }: { perPage: number; total?: number }): number {
  return Math.ceil(total / perPage);
}
