/** The page's data as things that know each other. */
import type { Abilities } from "../abilities";
import {
  type DifferenceRow,
  type FindingRow,
  type MailboxRow,
  NONE,
  type PageData,
  type PersonRow,
  type RoleSet,
  STATUSES,
} from "../shape";
import { plain } from "./search";

/** Somebody. */
export interface Person {
  id: string;
  email: string;
  name: string;
  /** The name, or what there is instead. */
  label: string;
  position: string;
  status: (typeof STATUSES)[number];
  isRobot: boolean;
  /** What a search looks through. */
  text: string;
  rights: Right[];
  findings: Finding[];
  /** Their own mailbox, where it is delegated. */
  own?: Mailbox;
}

/** A mailbox. */
export interface Mailbox {
  kind: "shared" | "delegated";
  id: string;
  email: string;
  label: string;
  description: string;
  text: string;
  rights: Right[];
  findings: Finding[];
  /** Whose a delegated mailbox is. */
  owner?: Person;
}

/** What somebody has on a mailbox. */
export interface Right {
  mailbox: Mailbox;
  person: Person;
  roles: RoleSet;
  until?: string;
}

/** A finding, with what it is about. */
export interface Finding extends Omit<FindingRow, "mailbox" | "person"> {
  mailbox?: Mailbox;
  person?: Person;
}

/** A difference, with what it is about. */
export interface Difference extends Omit<DifferenceRow, "mailbox" | "person"> {
  mailbox?: Mailbox;
  person?: Person;
}

/** Everything. */
export interface Data extends Pick<PageData, "organization" | "readAt" | "limits"> {
  people: Person[];
  mailboxes: Mailbox[];
  rights: Right[];
  findings: Finding[];
  file?: { name: string; today: string; differences: Difference[] };
}

/** Unpacks what the page carries. */
export function dataOf(packed: PageData): Data {
  const people = packed.people.map(personOf);
  const mailboxes = packed.mailboxes.map(mailboxOf);
  const roleSets = packed.roleSets;
  const rights = packed.rights.flatMap(([mailboxAt, personAt, rolesAt, until]): Right[] => {
    const [mailbox, person, roles] = [mailboxes[mailboxAt], people[personAt], roleSets[rolesAt]];
    return mailbox === undefined || person === undefined || roles === undefined
      ? []
      : [{ mailbox, person, roles, ...(until !== undefined && { until }) }];
  });
  for (const right of rights) {
    right.mailbox.rights.push(right);
    right.person.rights.push(right);
  }
  const byId = new Map(people.map((person) => [person.id, person]));
  for (const mailbox of mailboxes.filter(({ kind }) => kind === "delegated")) {
    const owner = byId.get(mailbox.id);
    if (owner !== undefined) {
      mailbox.owner = owner;
      owner.own = mailbox;
    }
  }
  const about = ({ mailbox, person }: { mailbox: number; person: number }) => ({
    ...(mailbox !== NONE && { mailbox: mailboxes[mailbox] }),
    ...(person !== NONE && { person: people[person] }),
  });
  const findings = packed.findings.map((row): Finding => {
    const { mailbox: _, person: __, ...rest } = row;
    return { ...rest, ...about(row) };
  });
  for (const finding of findings) {
    finding.mailbox?.findings.push(finding);
    finding.person?.findings.push(finding);
  }
  const { organization, readAt, limits, comparison } = packed;
  return {
    organization,
    readAt,
    limits,
    people,
    mailboxes,
    rights,
    findings,
    ...(comparison && {
      file: {
        name: comparison.file,
        today: comparison.today,
        differences: comparison.differences.map((row): Difference => {
          const { mailbox: _, person: __, ...rest } = row;
          return { ...rest, ...about(row) };
        }),
      },
    }),
  };
}

/** How many of these rights allow something, and how many have a role that may allow it. */
export function countOf(rights: readonly Right[], ability: keyof Abilities): { sure: number; unknown: number } {
  const allowed = rights.filter(({ roles }) => roles.can[ability] !== "no");
  const unknown = allowed.filter(({ roles }) => roles.can[ability] === "unknown").length;
  return { sure: allowed.length - unknown, unknown };
}

function personOf([id, email, name, position, status, robot, more]: PersonRow): Person {
  return {
    id,
    email,
    name,
    label: name || email || id,
    position,
    status: STATUSES[status] ?? "unknown",
    isRobot: robot === 1,
    text: plain(`${name} ${email} ${id} ${position} ${more}`),
    rights: [],
    findings: [],
  };
}

function mailboxOf([kind, id, email, name, description]: MailboxRow): Mailbox {
  return {
    kind: kind === 0 ? "shared" : "delegated",
    id,
    email,
    label: name || email || id,
    description,
    text: plain(`${name} ${email} ${id} ${description}`),
    rights: [],
    findings: [],
  };
}
