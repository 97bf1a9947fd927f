/** Who can do what with which mailbox: what every form of the report is made from, and what its JSON is. */
import type { Abilities } from "./abilities";
import type { Comparison } from "./comparison";
import type { Finding } from "./findings";

/** A whole report. Ids are decimal strings, days are `YYYY-MM-DD`, and lists are empty rather than absent. */
export interface Report {
  /** The version of this shape. */
  version: 1;
  organization: Organization;
  /** When the organization was read: ISO 8601, in UTC. */
  readAt: string;
  /** What the service allows. */
  limits: Limits;
  mailboxes: ReportedMailbox[];
  /** Every employee, and everybody else who has access. */
  people: ReportedPerson[];
  /** What deserves a look, the gravest first. */
  findings: Finding[];
  /** What differs from an organization file; absent where none was given. */
  comparison?: Comparison;
}

/** The organization that was read. */
export interface Organization {
  id: string;
  /** Empty where the service says none. */
  name: string;
  /** The main domain first. */
  domains: string[];
}

/** What the service allows. */
export interface Limits {
  /** Mailboxes of a kind in an organization. */
  mailboxesOfAKind: number;
  /** People with access to a mailbox, beside its owner. */
  peoplePerMailbox: number;
  /** Mailboxes that somebody has access to, beside their own. */
  mailboxesPerPerson: number;
}

/** A mailbox with everybody who has access. */
export interface ReportedMailbox {
  kind: "shared" | "delegated";
  /** Of a delegated mailbox, the id of the employee whose mailbox it is. */
  id: string;
  /** Empty where it is not known. */
  email: string;
  name: string;
  description: string;
  access: ReportedAccess[];
}

/** What somebody has on a mailbox. */
export interface ReportedAccess {
  personId: string;
  /** By the API's names, in the API's order. */
  roles: string[];
  can: Abilities;
  /** The last day, where the compared file says that all of it ends. */
  until?: string;
}

/** Whether somebody works here: `unknown` is not in the directory. */
export type Status = "active" | "blocked" | "left" | "unknown";

/** An employee, or an id that the directory does not know. */
export interface ReportedPerson {
  id: string;
  /** Empty where the service says none, as are all texts below. */
  email: string;
  name: string;
  login: string;
  aliases: string[];
  position: string;
  status: Status;
  isAdmin: boolean;
  isRobot: boolean;
  /** How many mailboxes they have access to, beside their own. */
  mailboxes: number;
}
