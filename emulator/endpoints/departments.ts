import { z } from "zod";
import { Refusal } from "../model/errors";
import type { Organization } from "../model/organization";
import { SCOPES } from "../model/scopes";
import type { Department } from "../model/structure";
import { referenceOnCloud, snakeCased } from "./cloud";
import { cloudList, cloudQuery, outdatedList } from "./directoryLists";
import { defineEndpoint, type Endpoint, integer, noBody, noQuery } from "./endpoint";

const DEPARTMENTS = [SCOPES.readDepartments, SCOPES.writeDepartments] as const;
const CREATED = "2025-01-09T09:00:00.000Z";

const listQuery = z.strictObject({
  page: integer(1),
  perPage: integer(10),
  orderBy: z.enum(["id", "name"]).default("id"),
  parentId: z.string().regex(/^\d+$/, "must be a department").transform(Number).optional(),
});

/** The methods that read departments, on both hosts. Source: DepartmentService_List and _Get, directory v2 on cloud-api. */
export const departmentEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    name: "ListDepartments",
    method: "GET",
    path: "/directory/v1/org/:orgId/departments",
    scopes: DEPARTMENTS,
    query: listQuery,
    body: noBody,
    act: (call) => {
      const { items, ...numbers } = outdatedList(call, chosen(call.organization, call.query), false);
      return { departments: items.map((department) => v1Department(call.organization, department)), ...numbers };
    },
  }),
  defineEndpoint({
    name: "GetDepartment",
    method: "GET",
    path: "/directory/v1/org/:orgId/departments/:id",
    id: "department",
    scopes: DEPARTMENTS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => v1Department(organization, existing(organization, id)),
  }),
  defineEndpoint({
    name: "ListDepartmentsV2",
    method: "GET",
    path: "/v1/directory/organizations/:orgId/departments",
    host: "cloud-api v2",
    scopes: DEPARTMENTS,
    query: cloudQuery,
    body: noBody,
    act: (call) =>
      cloudList(
        call,
        [...call.organization.structure.departments.values()],
        ({ email, aliases }) => ({
          main: [email],
          others: aliases.map((alias) => `${alias}@${call.organization.mainDomain}`),
        }),
        (department) => cloudDepartment(call.organization, department),
      ),
  }),
  defineEndpoint({
    name: "GetDepartmentV2",
    method: "GET",
    path: "/v1/directory/organizations/:orgId/departments/:id",
    id: "department",
    host: "cloud-api v2",
    scopes: DEPARTMENTS,
    query: noQuery,
    body: noBody,
    act: ({ organization, id }) => cloudDepartment(organization, existing(organization, id)),
  }),
];

function existing({ structure }: Organization, id: string): Department {
  const department = structure.departments.get(Number(id));
  if (department === undefined) throw new Refusal(404);
  return department;
}

function chosen({ structure, around }: Organization, { orderBy, parentId }: z.infer<typeof listQuery>): Department[] {
  const all = [...structure.departments.values()].sort((a, b) =>
    orderBy === "name" ? a.name.localeCompare(b.name) : a.id - b.id,
  );
  if (parentId === undefined) return all;
  const below = around.switches.parentIdDepth === "subtree" ? structure.subtree(parentId) : new Set([parentId]);
  return all.filter((department) => below.has(department.parentId));
}

function v1Department(organization: Organization, department: Department): object {
  return { ...department, externalId: "", createdAt: CREATED, membersCount: organization.countIn(department.id) };
}

function cloudDepartment(organization: Organization, { emailId: _, parentId, ...own }: Department): object {
  const reference = referenceOnCloud(parentId, organization.around.switches);
  const parent = typeof reference === "number" ? { parent_id: reference } : { parent: reference };
  const membersCount = organization.countIn(own.id);
  return { ...snakeCased({ ...own, membersCount, createdAt: CREATED, removed: false }), ...parent };
}
