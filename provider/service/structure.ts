/** Groups and departments as look-ups give them. */
import type { Department, Members } from "../api/directorySchemas";
import type { Employee, Group, Unit } from "./answers";
import { type EmployeeIndex, toEmployee } from "./employees";

/** What a group holds, directly or by the groups and departments in it. */
export type Expanded = Pick<Group, "members" | "groups" | "departments" | "sharedMailboxes" | "externalContacts">;

/** What the expansion of a group reads. */
export interface Sources {
  employees: EmployeeIndex;
  members(groupId: string): Promise<Members>;
  departments(): Promise<readonly Department[]>;
  /** An employee whom the list of employees does not have. */
  unlisted(id: string): Promise<Employee | undefined>;
}

/** Everybody and everything in a group, however deep, each once. Groups that hold each other come to an end. */
export async function expand(groupId: string, sources: Sources): Promise<Expanded> {
  const seen = new Set([groupId]);
  const levels: Members[] = [];
  for (let level = [groupId]; level.length > 0; ) {
    const members = await Promise.all(level.map((id) => sources.members(id)));
    levels.push(...members);
    level = [...new Set(members.flatMap(({ groups }) => groups.map(({ id }) => id)))].filter((id) => !seen.has(id));
    for (const id of level) {
      seen.add(id);
    }
  }
  const departments = byId(levels.flatMap((members) => members.departments));
  const below =
    departments.length === 0
      ? []
      : subtree(
          departments.map(({ id }) => id),
          await sources.departments(),
        );
  const employees = new Map<string, Employee>();
  for (const user of levels.flatMap(({ users }) => users)) {
    // The entry of a member does not say whether they have left.
    employees.set(user.id, sources.employees.withId(user.id) ?? (await sources.unlisted(user.id)) ?? toEmployee(user));
  }
  for (const employee of inDepartments(sources.employees, below)) {
    employees.set(employee.id, employee);
  }
  const shared = new Map(levels.flatMap(({ sharedMailboxes }) => sharedMailboxes.map((one) => [one.id, one] as const)));
  return {
    members: present([...employees.values()]),
    groups: byId(levels.flatMap(({ groups }) => groups)).filter(({ id }) => id !== groupId),
    departments,
    sharedMailboxes: [...shared.values()].map(({ id, name = "" }) => ({ id, name })),
    externalContacts: levels.reduce((sum, { externalContacts }) => sum + externalContacts.length, 0),
  };
}

/** The departments with everything below them. */
export function subtree(ids: readonly string[], departments: readonly Department[]): string[] {
  const below = new Set(ids);
  for (const found of below) {
    for (const { id, parentId } of departments) {
      if (parentId === found) {
        below.add(id);
      }
    }
  }
  return [...below];
}

/** Those who belong to one of the departments. */
export function inDepartments({ all }: EmployeeIndex, ids: readonly string[]): Employee[] {
  const wanted = new Set(ids);
  return all.filter(({ departmentId }) => departmentId !== undefined && wanted.has(departmentId));
}

/** Those who have not left. */
export function present(employees: readonly Employee[]): Employee[] {
  return employees.filter(({ isDismissed }) => !isDismissed);
}

/** By number and name, each once. */
export function byId(units: readonly { id: string; name?: string | undefined }[]): Unit[] {
  return [...new Map(units.map(({ id, name = "" }) => [id, { id, name }])).values()];
}
