import type * as pulumi from "@pulumi/pulumi";
import type { Department, Employee, Group } from "../provider/service/answers";
import type { Inputs } from "./inputs";
import { invoke, invokeOutput } from "./invoke";

/** Which employee {@link getEmployee} looks up: give one of `email`, `nickname` and `id`. */
export interface GetEmployeeArgs {
  /**
   * An address of the employee: the main one, an alias, or one of these on another of the organization's domains. Letter case
   * means nothing.
   */
  email?: string | undefined;
  /** The employee's login. Letter case means nothing. */
  nickname?: string | undefined;
  /** The employee's decimal id. */
  id?: string | number | undefined;
  /** The organization, a decimal id. Default: the stack's `yandex360:orgId`. */
  orgId?: string | number | undefined;
}

/** What {@link getEmployees} lists. */
export interface GetEmployeesArgs {
  /** Whether those who have left are listed too. Default: false. */
  includeDismissed?: boolean | undefined;
  /** The organization, a decimal id. Default: the stack's `yandex360:orgId`. */
  orgId?: string | number | undefined;
}

/** Which group {@link getGroup} looks up: give one of `email`, `id` and `name`. */
export interface GetGroupArgs {
  /**
   * An address of the group: the main one, an alias, or one of these on another of the organization's domains. Letter case
   * means nothing.
   */
  email?: string | undefined;
  /** The group's id, a number. */
  id?: string | number | undefined;
  /** The group's name. Where no group is called exactly so, letter case means nothing. */
  name?: string | undefined;
  /** The organization, a decimal id. Default: the stack's `yandex360:orgId`. */
  orgId?: string | number | undefined;
}

/** Which department {@link getDepartment} looks up: give one of `id` and `name`. */
export interface GetDepartmentArgs {
  /** The department's id, a number. */
  id?: string | number | undefined;
  /** The department's name. Where no department is called exactly so, letter case means nothing. */
  name?: string | undefined;
  /** Whether members of the departments below it count too. Default: false. */
  nested?: boolean | undefined;
  /** The organization, a decimal id. Default: the stack's `yandex360:orgId`. */
  orgId?: string | number | undefined;
}

/**
 * Looks up an employee by address, login or id. That they have left, are blocked or are a robot is said as a warning.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
 * const anna = yandex360.getEmployeeOutput({ email: "anna@example.org" });
 *
 * new yandex360.MailboxAccess("support-anna", {
 *   mailboxId: support.id,
 *   actorId: anna.id,
 *   roles: [yandex360.Role.Owner],
 * });
 * ```
 *
 * Errors: nobody is found, with those who were probably meant; several are; the address is a shared mailbox's, a group's or a
 * department's; the token lacks the scope `directory:read_users`.
 * Source: directory v2 on cloud-api, users; UserService_List.
 */
export function getEmployee(args: GetEmployeeArgs): Promise<Employee> {
  return invoke("getEmployee", args);
}

/** As {@link getEmployee}, with outputs for arguments and as the result. */
export function getEmployeeOutput(args: Inputs<GetEmployeeArgs>): pulumi.Output<Employee> {
  return invokeOutput("getEmployee", args);
}

/**
 * Lists the employees of the organization. Robots and blocked accounts are among them.
 *
 * Errors: the token lacks the scope `directory:read_users`.
 * Source: directory v2 on cloud-api, users; UserService_List.
 */
export function getEmployees(args: GetEmployeesArgs = {}): Promise<{ employees: Employee[] }> {
  return invoke("getEmployees", args);
}

/** As {@link getEmployees}, with outputs for arguments and as the result. */
export function getEmployeesOutput(args: Inputs<GetEmployeesArgs> = {}): pulumi.Output<{ employees: Employee[] }> {
  return invokeOutput("getEmployees", args);
}

/**
 * Looks up a group by address, id or name, with everybody in it. Those whom it has by a group or a department in it count
 * too, once each, and nobody who has left does.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * const support = new yandex360.SharedMailbox("support", { email: "support@example.org", name: "Support" });
 * const duty = yandex360.getGroupOutput({ email: "duty@example.org" });
 *
 * new yandex360.MailboxAccessList("support-access", {
 *   mailboxId: support.id,
 *   access: duty.members.apply((members) => members.map(({ id }) => ({ actorId: id, roles: ["reader", "sender"] }))),
 * });
 * ```
 *
 * Errors: none is found, with those that were probably meant; several are; the address is somebody else's; the token lacks
 * one of the scopes `directory:read_groups`, `directory:read_users` and, where departments are in it,
 * `directory:read_departments`.
 * Source: directory v2 on cloud-api, groups; GroupService_List; GroupV2, members.
 */
export function getGroup(args: GetGroupArgs): Promise<Group> {
  return invoke("getGroup", args);
}

/** As {@link getGroup}, with outputs for arguments and as the result. */
export function getGroupOutput(args: Inputs<GetGroupArgs>): pulumi.Output<Group> {
  return invokeOutput("getGroup", args);
}

/**
 * Looks up a department by id or name, with everybody in it. Nobody who has left is among them.
 *
 * Errors: none is found, with those that were probably meant; several are; the token lacks one of the scopes
 * `directory:read_departments` and `directory:read_users`.
 * Source: directory v2 on cloud-api, departments; DepartmentService_List.
 */
export function getDepartment(args: GetDepartmentArgs): Promise<Department> {
  return invoke("getDepartment", args);
}

/** As {@link getDepartment}, with outputs for arguments and as the result. */
export function getDepartmentOutput(args: Inputs<GetDepartmentArgs>): pulumi.Output<Department> {
  return invokeOutput("getDepartment", args);
}
