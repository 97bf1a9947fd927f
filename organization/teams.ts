/** Who is in a team today. */
import { type Employee, isId, nameOf } from "./directory";
import type { Found, People } from "./people";
import { Findings, type Path } from "./problems";
import type { Team } from "./schema";

/** A team that is a group or a department. */
type Unit = Exclude<Team, string[]>;

/** The employees of a team. Adds what is wrong to the findings, once for the team. */
export function membersOf(team: Team, path: Path, people: People, findings: Findings): Employee[] {
  if (Array.isArray(team)) {
    return team.flatMap((name, at) => employeeNamed(name, [...path, at], "value", people, findings));
  }
  const unit = unitOf(team, path, people, findings);
  const members = unit === undefined ? [] : [...unit].flatMap((id) => working(id, path, people, findings));
  if (unit !== undefined && members.length === 0 && team.mayBeEmpty !== true) {
    findings.refuse(
      path,
      "has nobody in it today, so that everybody would lose the access: look at the directory, or set mayBeEmpty: true",
    );
  }
  return members;
}

/** The ids of all who are in the group or department, also of those who have left or are blocked. */
export function everybodyIn(unit: Unit, people: People): string[] {
  return [...(unitOf(unit, [], people, new Findings("", { at: () => undefined })) ?? [])];
}

/**
 * The employee whom a file names, if it is one who may have access; otherwise the reason goes to the findings. An id says
 * exactly who is meant: with it, a file can have whoever has access today, also after leaving.
 */
export function employeeNamed(
  name: string,
  path: Path,
  part: "key" | "value",
  people: People,
  findings: Findings,
): Employee[] {
  if (people.isRefused(name)) {
    return [];
  }
  const found = people.employee(name);
  if (!("one" in found)) {
    if (isId(name) && found.isUnknown) {
      findings.warn(path, `${name} is not among the organization's employees: take the entry out`, part);
      return [{ id: name, email: "" }];
    }
    findings.refuse(path, part === "key" ? found.message : `${name} ${found.message}`, part);
    return [];
  }
  const { one } = found;
  if (one.id === name && (one.isDismissed || one.isBlocked)) {
    const state = one.isDismissed ? "has left" : "is blocked";
    findings.warn(path, `${nameOf(one)} ${state}, and is named by id: take the entry out to end the access`, part);
    return [one];
  }
  if (one.isDismissed) {
    findings.refuse(path, `${nameOf(one)} is dismissed: take the entry out`, part);
    return [];
  }
  if (one.isBlocked) {
    findings.refuse(path, `${nameOf(one)} is blocked: unblock the account, or take the entry out`, part);
    return [];
  }
  return [one];
}

/** The ids of a group's or a department's employees; undefined where it is not there or not to be told. */
function unitOf({ group, department, nested, mayBeEmpty }: Unit, path: Path, people: People, findings: Findings) {
  const key = group === undefined ? "department" : "group";
  const name = group ?? department;
  if (name === undefined) {
    return undefined;
  }
  const found: Found<{ id: string }> = group === undefined ? people.department(name) : people.group(name);
  if ("one" in found) {
    const seen: Seen = { groups: new Set(), departments: new Set(), employees: new Set(), missing: new Set() };
    if (group === undefined) {
      addDepartment(found.one.id, nested === true, people, seen);
    } else {
      addGroup(found.one.id, people, seen);
    }
    for (const name of seen.missing) {
      findings.warn(path, `${name} is in the group, and is not in the organization: nobody has access through it`);
    }
    return seen.employees;
  }
  if (found.isUnknown && mayBeEmpty === true) {
    findings.warn([...path, key], `${name} ${found.message}; nobody is in the team, as mayBeEmpty allows`);
  } else {
    findings.refuse([...path, key], `${name} ${found.message}`);
  }
  return undefined;
}

/** What has been walked through: groups may be in each other. */
interface Seen {
  groups: Set<string>;
  departments: Set<string>;
  employees: Set<string>;
  /** Groups and departments that are nested in one and are not there. */
  missing: Set<string>;
}

function addGroup(id: string, people: People, seen: Seen): void {
  const group = people.groups.get(id);
  if (group === undefined || group.isRemoved === true) {
    seen.missing.add(`group ${id}`);
  } else if (!seen.groups.has(id)) {
    seen.groups.add(id);
    for (const employee of group.members.employees) {
      seen.employees.add(employee);
    }
    for (const inner of group.members.groups) {
      addGroup(inner, people, seen);
    }
    for (const department of group.members.departments) {
      addDepartment(department, true, people, seen);
    }
  }
}

function addDepartment(id: string, nested: boolean, people: People, seen: Seen): void {
  const department = people.departments.get(id);
  if (department === undefined || department.isRemoved === true) {
    seen.missing.add(`department ${id}`);
  } else if (!seen.departments.has(id)) {
    seen.departments.add(id);
    for (const employee of people.in(id)) {
      seen.employees.add(employee.id);
    }
    for (const below of nested ? people.below(id) : []) {
      addDepartment(below.id, true, people, seen);
    }
  }
}

/** The employee of an id, where the account is in use: who is dismissed or blocked has left the team for now. */
function working(id: string, path: Path, people: People, findings: Findings): Employee[] {
  const employee = people.employees.get(id);
  if (employee === undefined) {
    findings.warn(path, `has a member ${id} who is not among the organization's employees, and who gets no access`);
    return [];
  }
  if (employee.isBlocked && !employee.isDismissed) {
    findings.warn(path, `${nameOf(employee)} is blocked, and has no access through this team`);
  }
  return employee.isDismissed || employee.isBlocked ? [] : [employee];
}
