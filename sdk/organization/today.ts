/** What an organization file means today, by the directory of its organization. */
import type { Directory, Draft, Kind, Parsed, Resolved } from "../../organization";
import type { Lookups } from "../../provider/engine/lookups";
import type { ExistingMailbox, MailboxQuestions, Needs } from "../../provider/engine/organization";
import { vocabulary } from "../../provider/vocabulary";
import { format } from "./format";
import type { Source } from "./source";

/** Where a file is resolved. */
export interface Place {
  orgId: string;
  lookups: Lookups;
  /** How many days ahead beginnings and ends of access are looked for. Default: 7. */
  soon?: number | undefined;
  /** The addresses that are known, by the ids of shared mailboxes: they are not asked for. Default: none. */
  addresses?: ReadonlyMap<string, string> | undefined;
}

/** A file that was resolved. */
export interface Today {
  resolved: Resolved;
  /** The ids of the mailboxes that are there, by what they are: `shared support@example.org`, `delegated 1130…`. */
  existing: ReadonlyMap<string, string>;
}

/**
 * Resolves a file, with the service's limits by what is there already.
 *
 * @throws Yandex360Error, on one line, where the directory cannot be read.
 */
export async function resolveToday(
  { parsed, now }: Source,
  { orgId, lookups, soon, addresses }: Place,
): Promise<Today> {
  const { resolve } = format();
  const { draft } = parsed;
  const directory = await lookups.directory(orgId, needsOf(parsed));
  const options = { vocabulary, now, soon };
  const first = resolve(parsed, directory, options);
  const all = await lookups.mailboxes(orgId, questionsOf(draft, first, addresses ?? new Map()));
  const resolved = all === undefined ? first : resolve(parsed, { ...directory, mailboxes: asDirectory(all) }, options);
  return { resolved, existing: new Map((all ?? []).map((mailbox) => [nameOf(mailbox), mailbox.id])) };
}

/** What the teams of a file need of the directory. */
export function needsOf(parsed: Pick<Parsed, "draft">): Needs {
  const units = Object.values(parsed.draft.teams ?? {}).flatMap((team) => (Array.isArray(team) ? [] : [team]));
  return {
    groups: units.some(({ group }) => group !== undefined),
    departments: units.length > 0,
    expanded: (groups) => format().groupsIn(parsed, groups),
  };
}

/** As little as the limits and the addresses that are taken need: each answer costs a request for a mailbox. */
function questionsOf(draft: Draft, { mailboxes }: Resolved, addresses: ReadonlyMap<string, string>): MailboxQuestions {
  const { limitsOf, settingsOf } = format();
  const most = limitsOf(draft).mailboxes;
  const inFile = new Map(mailboxes.map(({ kind, key, identity }) => [`${kind} ${identity}`, { kind, key }]));
  return {
    addresses,
    asksAddresses(all) {
      const known = new Set(all.map(nameOf));
      return [...inFile].some(([name, { kind }]) => kind === "shared" && !known.has(name));
    },
    asksPeople(all) {
      const outside = all.filter((mailbox) => !inFile.has(nameOf(mailbox)));
      const mayBeTooMany = outside.length + inFile.size > most;
      return (mailbox) => {
        const place = inFile.get(nameOf(mailbox));
        return place === undefined ? mayBeTooMany : !settingsOf(draft, draft[place.kind]?.[place.key] ?? {}).exclusive;
      };
    },
  };
}

function asDirectory(all: readonly ExistingMailbox[]): NonNullable<Directory["mailboxes"]> {
  const of = (kind: Kind) => all.filter((mailbox) => mailbox.kind === kind);
  return {
    // One whose address nobody has asked for is none of the file's.
    shared: of("shared").map(({ id, email = id, people }) => ({ email, people })),
    delegated: of("delegated").map(({ id, people }) => ({ ownerId: id, people })),
  };
}

/** As mailboxes of a file are named: by what they are in the organization. */
function nameOf({ kind, id, email }: ExistingMailbox): string {
  return `${kind} ${kind === "shared" && email !== undefined ? email.toLowerCase() : id}`;
}
