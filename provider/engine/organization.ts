/** What an organization file is resolved with: the whole directory, and the mailboxes that are there. */
import type { Employee } from "../service/answers";
import type { Context } from "../service/context";
import { isRefusal } from "../service/findings";
import type { List } from "../service/inventory";

/** A group or a department, found as people call it. */
export interface NamedUnit {
  id: string;
  name: string;
  email?: string | undefined;
  aliases?: string[] | undefined;
}

/** A department of the directory. */
export interface WholeDepartment extends NamedUnit {
  parentId?: string | undefined;
}

/** A group with its own members, by id: none where nobody has asked for them. */
export interface WholeGroup extends NamedUnit {
  members: { employees: string[]; groups: string[]; departments: string[] };
}

/** Everybody and everything in an organization, as far as a file needs it. */
export interface WholeDirectory {
  employees: readonly Employee[];
  groups: WholeGroup[];
  departments: WholeDepartment[];
}

/** What a file needs of the directory beside the employees. */
export interface Needs {
  /** Whether a token that may not read groups is an error; otherwise it knows of none. */
  groups: boolean;
  /** The same of departments. */
  departments: boolean;
  /** Which of all groups have to have their members, and those of the groups in them. */
  expanded(groups: readonly NamedUnit[]): readonly string[];
}

/** Reads the directory; shared with the look-ups of the same process. */
export async function readDirectory(context: Context, orgId: string, needs: Needs): Promise<WholeDirectory> {
  const { reads } = context.service.directory;
  const [employees, groups, departments] = await Promise.all([
    context.service.directory.employees(orgId),
    allowed(reads.groups(orgId), needs.groups),
    allowed(reads.departments(orgId), needs.departments),
  ]);
  const named = groups.map(toUnit);
  const members = await membersOf(context, orgId, needs.expanded(named));
  return {
    employees,
    groups: named.map((group) => ({
      ...group,
      members: members.get(group.id) ?? { employees: [], groups: [], departments: [] },
    })),
    departments: departments.map((department) => ({ ...toUnit(department), parentId: department.parentId })),
  };
}

/** A mailbox that is there, with who has access to it where that was asked for. */
export interface ExistingMailbox {
  kind: List;
  /** The id of a shared mailbox, or of the owner of a delegated one. */
  id: string;
  /** The address of a shared mailbox, where it is known or was asked for. */
  email?: string | undefined;
  /** Everybody with access but the owner. */
  people?: string[] | undefined;
}

/** What is asked of the mailboxes that are there. What is asked for costs a request for each mailbox. */
export interface MailboxQuestions {
  /** The addresses that are known, by the ids of shared mailboxes. */
  addresses: ReadonlyMap<string, string>;
  /** Whether the addresses of the others are asked for, given all that is there. */
  asksAddresses(all: readonly ExistingMailbox[]): boolean;
  /** Whose people are asked for, given all that is there. */
  asksPeople(all: readonly ExistingMailbox[]): (mailbox: ExistingMailbox) => boolean;
}

/** Reads which mailboxes are there. */
export async function readMailboxes(
  { service: { inventory } }: Context,
  orgId: string,
  { addresses, asksAddresses, asksPeople }: MailboxQuestions,
): Promise<ExistingMailbox[]> {
  const [shared, delegated] = await Promise.all([inventory.all(orgId, "shared"), inventory.all(orgId, "delegated")]);
  const listed: ExistingMailbox[] = [
    ...[...shared.keys()].map((id) => ({ kind: "shared" as const, id, email: addresses.get(id) })),
    ...[...delegated.keys()].map((id) => ({ kind: "delegated" as const, id })),
  ];
  const emails = asksAddresses(listed) ? await unknownAddresses(listed) : new Map<string, string>();
  const all = listed.map((mailbox) => ({ ...mailbox, email: mailbox.email ?? emails.get(mailbox.id) }));
  const isAsked = asksPeople(all);
  return Promise.all(
    all.map(async (mailbox) => {
      const hasNobody = (mailbox.kind === "shared" ? shared : delegated).get(mailbox.id) === 0;
      if (hasNobody || !isAsked(mailbox)) {
        return mailbox;
      }
      const people = [...(await inventory.actors(orgId, mailbox.id)).keys()].filter((id) => id !== mailbox.id);
      return { ...mailbox, people };
    }),
  );

  async function unknownAddresses(mailboxes: readonly ExistingMailbox[]): Promise<Map<string, string>> {
    const unknown = mailboxes.filter(({ kind, email }) => kind === "shared" && email === undefined);
    const found = unknown.length === 0 ? [] : await inventory.allShared(orgId);
    return new Map(found.map(({ id, email }) => [id, email]));
  }
}

async function membersOf({ service }: Context, orgId: string, ids: readonly string[]) {
  const { reads } = service.directory;
  const found = new Map<string, WholeGroup["members"]>();
  for (let level = [...ids]; level.length > 0; ) {
    const read = await Promise.all(level.map(async (id) => [id, await reads.members(orgId, id)] as const));
    for (const [id, { users, groups, departments }] of read) {
      found.set(id, { employees: idsOf(users), groups: idsOf(groups), departments: idsOf(departments) });
    }
    const below = read.flatMap(([, { groups }]) => idsOf(groups));
    level = [...new Set(below)].filter((id) => !found.has(id));
  }
  return found;
}

function idsOf(all: readonly { id: string }[]): string[] {
  return all.map(({ id }) => id);
}

async function allowed<Item>(reading: Promise<readonly Item[]>, isNeeded: boolean): Promise<readonly Item[]> {
  try {
    return await reading;
  } catch (error) {
    // Where both hosts have refused, the error has what each has said.
    if (!isNeeded && (isRefusal(error) || (error instanceof Error && isRefusal(error.cause)))) {
      return [];
    }
    throw error;
  }
}

function toUnit({ id, name = "", email, aliases }: Omit<NamedUnit, "name"> & { name?: string | undefined }): NamedUnit {
  return { id, name, email, aliases };
}
