/** Who can do what with which mailbox: what every form of the report is made from, and what its JSON is. */
import { MOST_MAILBOXES, MOST_OF_A_KIND, MOST_PEOPLE } from "../../organization/limits";
import type { Survey, SurveyedMailbox } from "../../provider/engine/survey";
import type { Employee } from "../../provider/service/answers";
import { type Abilities, abilitiesOf } from "./abilities";
import { type Comparison, compare, type FileToday } from "./comparison";
import { type Finding, findingsIn } from "./findings";

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

/** The limits of the help page on shared and delegated mailboxes. */
export const LIMITS: Limits = {
  mailboxesOfAKind: MOST_OF_A_KIND,
  peoplePerMailbox: MOST_PEOPLE,
  mailboxesPerPerson: MOST_MAILBOXES,
};

/**
 * Makes a report of an organization.
 *
 * @param file - an organization file, resolved with the directory of the same organization.
 */
export function reportOf(survey: Survey, readAt: Date, file?: FileToday): Report {
  const employees = new Map(survey.employees.map((employee) => [employee.id, employee]));
  const comparison = file === undefined ? undefined : compare(survey.mailboxes, file);
  const mailboxes = survey.mailboxes.map((mailbox) =>
    reported(mailbox, employees.get(mailbox.id), comparison?.endOf(mailbox)),
  );
  const people = peopleIn(survey, mailboxes);
  const subject = { limits: LIMITS, mailboxes, people };
  return {
    version: 1,
    organization: {
      id: survey.orgId,
      name: survey.orgName ?? "",
      domains: survey.domains.map(({ name }) => name),
    },
    readAt: readAt.toISOString(),
    ...subject,
    findings: findingsIn(subject, comparison?.comparison),
    ...(comparison && { comparison: comparison.comparison }),
  };
}

function reported(
  { kind, id, email, name, description, access }: SurveyedMailbox,
  owner: Employee | undefined,
  endOf: ((personId: string) => string | undefined) | undefined,
): ReportedMailbox {
  const own = kind === "delegated" ? owner : undefined;
  return {
    kind,
    id,
    email: email ?? own?.email ?? "",
    name: name ?? own?.name ?? "",
    description: description ?? "",
    access: [...access].map(([personId, roles]) => {
      const until = endOf?.(personId);
      return {
        personId,
        roles: [...roles],
        can: abilitiesOf(roles),
        ...(until !== undefined && { until }),
      };
    }),
  };
}

/** The employees, then whoever else has access. */
function peopleIn({ employees }: Survey, mailboxes: readonly ReportedMailbox[]): ReportedPerson[] {
  const counts = new Map<string, number>();
  for (const { access } of mailboxes) {
    for (const { personId } of access) {
      counts.set(personId, (counts.get(personId) ?? 0) + 1);
    }
  }
  const countOf = (id: string) => counts.get(id) ?? 0;
  const known = employees.map(
    ({ id, email, name, nickname, aliases, position, isAdmin, isRobot, isDismissed, isBlocked }): ReportedPerson => ({
      id,
      email,
      name,
      login: nickname,
      aliases,
      position,
      status: isDismissed ? "left" : isBlocked ? "blocked" : "active",
      isAdmin,
      isRobot,
      mailboxes: countOf(id),
    }),
  );
  const isKnown = new Set(employees.map(({ id }) => id));
  const others = [...counts.keys()]
    .filter((id) => !isKnown.has(id))
    .map((id): ReportedPerson => ({ ...NOBODY, id, mailboxes: countOf(id) }));
  return [...known, ...others];
}

const NOBODY: ReportedPerson = {
  id: "",
  email: "",
  name: "",
  login: "",
  aliases: [],
  position: "",
  status: "unknown",
  isAdmin: false,
  isRobot: false,
  mailboxes: 0,
};
