/** The shape of a page's data: rows instead of objects and places instead of ids, so that a large report stays small. */
import type { Abilities } from "./abilities";
import type { Difference } from "./comparison";
import type { Limits, Organization, Status } from "./model";
import type { FindingCode } from "./severities";

/** What stands where a finding or a difference is not about a mailbox or a person. */
export const NONE = -1;

/** The states of people, in the order in which the page counts them. */
export const STATUSES = ["active", "blocked", "left", "unknown"] as const satisfies Status[];

/** A person: id, address, name, position, place in {@link STATUSES}, 1 for a robot's account, login and aliases in one text. */
export type PersonRow = [string, string, string, string, number, 0 | 1, string];

/** A mailbox: 0 shared or 1 delegated, id, address, name, description. */
export type MailboxRow = [0 | 1, string, string, string, string];

/** Roles that somebody has together. */
export interface RoleSet {
  /** Short names, or as the service has them. */
  names: string[];
  /** Those among them that the package does not know. */
  unknown: string[];
  can: Abilities;
}

/** A right: places of its mailbox, person and roles, and the last day if there is one. */
export type RightRow = [number, number, number] | [number, number, number, string];

/** A finding: the code, places of its mailbox and person, and what a sentence needs beside them. */
export interface FindingRow {
  code: FindingCode;
  mailbox: number;
  person: number;
  kind?: 0 | 1;
  count?: number;
  until?: string;
}

/** A difference, with places of its mailbox and person. */
export interface DifferenceRow {
  code: Difference["code"];
  mailbox: number;
  person: number;
  key: string;
  email?: string;
  roles: string[];
  rolesInFile: string[];
  stays?: true;
  ended?: string;
}

/** Everything that a page shows. */
export interface PageData {
  organization: Organization;
  readAt: string;
  limits: Limits;
  people: PersonRow[];
  mailboxes: MailboxRow[];
  roleSets: RoleSet[];
  rights: RightRow[];
  findings: FindingRow[];
  comparison?: { file: string; today: string; differences: DifferenceRow[] };
}
