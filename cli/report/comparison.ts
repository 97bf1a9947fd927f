/** What differs between an organization as it is and its organization file. */
import type { Draft, Resolved, ResolvedMailbox } from "../../organization";
import { plusDays } from "../../organization/days";
import { plainName } from "../../organization/names";
import { settingsOf } from "../../organization/settings";
import type { SurveyedMailbox } from "../../provider/engine/survey";
import { sameRoles } from "../../provider/service/roles";
import { SOON } from "./formats";

/** A file that was resolved without problems. */
export interface FileToday {
  /** As it was given. */
  file: string;
  draft: Draft;
  resolved: Pick<Resolved, "today" | "mailboxes" | "employees">;
}

/** The organization beside a file. */
export interface Comparison {
  file: string;
  /** The day that counts, in the file's time zone. */
  today: string;
  /** The last day that is soon. */
  soon: string;
  differences: Difference[];
}

/**
 * One thing that differs.
 *
 * - `notInFile`: somebody has access, and the file gives none;
 * - `missing`: the file gives somebody access, and they have none;
 * - `otherRoles`: somebody has other roles than in the file;
 * - `mailboxNotInFile`: a mailbox is there, and not in the file;
 * - `mailboxMissing`: a mailbox is in the file, and not there.
 */
export interface Difference {
  code: "notInFile" | "missing" | "otherRoles" | "mailboxNotInFile" | "mailboxMissing";
  /** Empty where the mailbox is not there. */
  mailboxId: string;
  /** The key in the file; empty where the mailbox is not in the file. */
  key: string;
  /** The address of a mailbox that is not there; empty otherwise, and where the directory does not know it. */
  email: string;
  /** Empty where it is about the mailbox as a whole. */
  personId: string;
  /** By the API's names; empty where there are none. */
  roles: string[];
  /** The same by the file. */
  rolesInFile: string[];
  /** Whether an update with the file leaves it as it is, since the mailbox's access list is not exclusive. */
  stays: boolean;
  /** The last day that the file gave, where it has passed. */
  ended?: string;
}

/** A comparison, and when each access ends by the file. */
export interface Compared {
  comparison: Comparison;
  endOf(mailbox: SurveyedMailbox): (personId: string) => string | undefined;
}

/** Compares mailboxes with a file. */
export function compare(mailboxes: readonly SurveyedMailbox[], { file, draft, resolved }: FileToday): Compared {
  const { today } = resolved;
  const inFile = new Map(resolved.mailboxes.map((mailbox) => [`${mailbox.kind} ${mailbox.identity}`, mailbox]));
  const there = new Set(mailboxes.map(identityOf));
  const differences = [
    ...mailboxes.flatMap((mailbox) => {
      const listed = inFile.get(identityOf(mailbox));
      return listed === undefined
        ? [{ code: "mailboxNotInFile" as const, ...NOTHING, mailboxId: mailbox.id }]
        : differencesOf(mailbox, listed, draft);
    }),
    ...[...inFile]
      .filter(([identity]) => !there.has(identity))
      .map(([, listed]) => ({
        code: "mailboxMissing" as const,
        ...NOTHING,
        key: listed.key,
        email: addressOf(listed, resolved.employees),
      })),
  ];
  return {
    comparison: { file, today, soon: plusDays(today, SOON) ?? today, differences },
    endOf(mailbox) {
      const listed = inFile.get(identityOf(mailbox));
      return (personId) => (listed === undefined ? undefined : endOf(listed, personId));
    },
  };
}

const NOTHING: Omit<Difference, "code"> = {
  mailboxId: "",
  key: "",
  email: "",
  personId: "",
  roles: [],
  rolesInFile: [],
  stays: false,
};

function identityOf({ kind, id, email }: SurveyedMailbox): string {
  return `${kind} ${kind === "shared" && email !== undefined ? plainName(email) : id}`;
}

function addressOf({ kind, identity = "" }: ResolvedMailbox, employees: Resolved["employees"]): string {
  return kind === "shared" ? identity : (employees.get(identity)?.email ?? "");
}

function differencesOf({ id, access }: SurveyedMailbox, listed: ResolvedMailbox, draft: Draft): Difference[] {
  const { kind, key } = listed;
  const { exclusive } = settingsOf(draft, draft[kind]?.[key] ?? {});
  const everybody = new Set([...access.keys(), ...listed.roles.keys()]);
  return [...everybody].flatMap((personId) => {
    const roles = access.get(personId);
    const wanted = listed.roles.get(personId);
    if (roles !== undefined && wanted !== undefined && sameRoles(roles, wanted)) {
      return [];
    }
    const code = wanted === undefined ? "notInFile" : roles === undefined ? "missing" : "otherRoles";
    const ended = wanted === undefined ? lastDayOf(listed, personId) : undefined;
    return [
      {
        code,
        mailboxId: id,
        key,
        email: "",
        personId,
        roles: [...(roles ?? [])],
        rolesInFile: [...(wanted ?? [])],
        stays: code === "notInFile" && !exclusive,
        ...(ended !== undefined && { ended }),
      },
    ];
  });
}

/** The last day of access that has ended. */
function lastDayOf({ grants }: ResolvedMailbox, personId: string): string | undefined {
  const ended = grants.filter(({ phase, people }) => phase === "ended" && people.some(({ id }) => id === personId));
  return ended
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1);
}

/** The day after which nothing is left of somebody's access; undefined where it does not end. */
function endOf({ grants }: ResolvedMailbox, personId: string): string | undefined {
  const active = grants.filter(({ phase, people }) => phase === "active" && people.some(({ id }) => id === personId));
  const days = active.flatMap(({ until }) => until ?? []);
  return days.length < active.length ? undefined : days.sort().at(-1);
}
