import { buildUser } from "../model/directory";
import { Refusal } from "../model/errors";
import type { Organization } from "../model/organization";
import { SCOPES } from "../model/scopes";
import { type Group, type Member, ROOT } from "../model/structure";
import { idOnCloud, referenceOnCloud, snakeCased } from "./cloud";
import { cloudList, cloudQuery, outdatedList, pageQuery } from "./directoryLists";
import { defineEndpoint, type Endpoint, noBody, noQuery } from "./endpoint";

const GROUPS = [SCOPES.readGroups, SCOPES.writeGroups] as const;
/** Somebody whom the directory does not have. */
const NAMELESS = { nickname: "", name: { first: "", last: "" }, email: "" };
const CREATED = "2025-01-09T09:00:00.000Z";

/** The methods that read groups, on both hosts. Source: GroupService_List and _Get, directory v1 and v2 on cloud-api, GroupV2. */
export const groupEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    name: "ListGroups",
    method: "GET",
    path: "/directory/v1/org/:orgId/groups",
    scopes: GROUPS,
    query: pageQuery(),
    body: noBody,
    act: (call) => {
      const { items, ...numbers } = outdatedList(call, groupsOf(call.organization), false);
      return { groups: items.map((group) => v1Group(call.organization, group)), ...numbers };
    },
  }),
  defineEndpoint({
    name: "GetGroup",
    method: "GET",
    path: "/directory/v1/org/:orgId/groups/:id",
    id: "group",
    scopes: GROUPS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => {
      const group = existing(organization, id);
      // No v1 type of a member is called a shared mailbox.
      const members = group.members.filter(({ type }) => type !== "shared_mailbox");
      return { ...v1Group(organization, group), members };
    },
  }),
  defineEndpoint({
    name: "ListGroupsV2",
    method: "GET",
    path: "/v1/directory/organizations/:orgId/groups",
    host: "cloud-api v2",
    scopes: GROUPS,
    query: cloudQuery,
    body: noBody,
    act: (call) =>
      cloudList(
        call,
        groupsOf(call.organization),
        ({ email, aliases }) => ({ main: [email], others: wholeAddresses(call.organization, aliases) }),
        (group) => cloudGroup(call.organization, group),
      ),
  }),
  defineEndpoint({
    name: "GetGroupV2",
    method: "GET",
    path: "/v1/directory/organizations/:orgId/groups/:id",
    id: "group",
    host: "cloud-api v2",
    scopes: GROUPS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => cloudGroup(organization, existing(organization, id)),
  }),
  defineEndpoint({
    name: "ListGroupMembers",
    method: "GET",
    path: "/v1/api360/directory/org/:orgId/groups/:id/members",
    id: "group",
    host: "cloud-api v1",
    scopes: GROUPS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => cloudMembers(organization, existing(organization, id)),
  }),
  defineEndpoint({
    name: "ListGroupMembersV2",
    method: "GET",
    path: "/directory/v2/org/:orgId/groups/:id/members",
    id: "group",
    scopes: GROUPS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => membersV2(organization, existing(organization, id)),
  }),
];

function groupsOf({ structure }: Organization): Group[] {
  return [...structure.groups.values()];
}

function existing({ structure }: Organization, id: string): Group {
  const group = structure.groups.get(Number(id));
  if (group === undefined) throw new Refusal(404);
  return group;
}

function wholeAddresses({ mainDomain }: Organization, aliases: string[]): string[] {
  return aliases.map((alias) => `${alias}@${mainDomain}`);
}

function common({ structure }: Organization, group: Group) {
  const { members, externalContacts, emailId, ...own } = group;
  const memberOf = structure.groupsOf({ type: "group", id: String(group.id) }, "direct");
  const membersCount = members.length + externalContacts.length;
  return { own: { ...own, membersCount, removed: false, createdAt: CREATED }, memberOf, emailId };
}

function v1Group(organization: Organization, group: Group): object {
  const { own, memberOf, emailId } = common(organization, group);
  return { ...own, emailId, externalId: "", memberOf };
}

function cloudGroup(organization: Organization, group: Group): object {
  const { own, memberOf } = common(organization, group);
  const references = memberOf.map((id) => referenceOnCloud(id, organization.around.switches));
  return { ...snakeCased(own), member_of: references };
}

function idsOf(group: Group, wanted: Member["type"]): string[] {
  return group.members.filter(({ type }) => type === wanted).map(({ id }) => id);
}

function usersOf({ users, unlisted }: Organization, group: Group) {
  return idsOf(group, "user").flatMap((id) => {
    const user = users.get(id) ?? (unlisted.has(id) ? buildUser(NAMELESS, id, "", ROOT) : undefined);
    if (user === undefined) return [];
    const { nickname, departmentId, email, name, gender, position, avatarId, defaultEmail } = user;
    return [{ shown: { id, nickname, departmentId, email, name, gender, position, avatarId }, defaultEmail }];
  });
}

function unitsOf({ structure }: Organization, group: Group) {
  return {
    groups: idsOf(group, "group").flatMap((id) => {
      const held = structure.groups.get(Number(id));
      return held ? [{ id: held.id, name: held.name, email: held.email, membersCount: held.members.length }] : [];
    }),
    departments: idsOf(group, "department").flatMap((id) => {
      const held = structure.departments.get(Number(id));
      return held ? [{ id: held.id, name: held.name, email: held.email }] : [];
    }),
  };
}

function cloudMembers(organization: Organization, group: Group): object {
  const { groups, departments } = unitsOf(organization, group);
  return {
    users: usersOf(organization, group).map(({ shown, defaultEmail }) => ({
      ...shown,
      id: idOnCloud(shown.id, organization.around.switches),
      defaultEmail,
    })),
    groups: groups.map(({ email: defaultEmail, ...rest }) => ({ ...rest, defaultEmail })),
    departments: departments.map(({ email: defaultEmail, ...rest }) => ({ ...rest, defaultEmail })),
  };
}

function membersV2(organization: Organization, group: Group): object {
  const { groups, departments } = unitsOf(organization, group);
  return {
    users: usersOf(organization, group).map(({ shown }) => shown),
    groups: groups.map(({ id, name, membersCount }) => ({ id, name, membersCount })),
    departments: departments.map(({ id, name }) => ({ id, name, membersCount: organization.countIn(id) })),
    externalContacts: group.externalContacts,
    sharedMailboxes: idsOf(group, "shared_mailbox").flatMap((id) => {
      const mailbox = organization.shared.get(id);
      return mailbox ? [{ id, name: mailbox.name }] : [];
    }),
  };
}
