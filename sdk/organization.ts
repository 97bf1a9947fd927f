import * as pulumi from "@pulumi/pulumi";
import type { ResourceNames } from "../organization";
import type { OrganizationSpec } from "../organization/spec";
import { DelegatedMailbox } from "./delegatedMailbox";
import { lookupsOfRun } from "./invoke";
import { MailboxAccessList } from "./mailboxAccessList";
import { type Before, stateBefore } from "./organization/before";
import { format } from "./organization/format";
import { changesOf, messagesOf, type PeopleOf } from "./organization/said";
import { projectFolder, readSource, readSpec, refusalOf, type Source } from "./organization/source";
import { resolveToday, type Today } from "./organization/today";
import { SharedMailbox } from "./sharedMailbox";
import { asItIs } from "./unique";

/** What an {@link Organization} is made from. */
export interface OrganizationArgs {
  /** The organization file; a relative path begins at the folder of Pulumi.yaml. Default: `organization.<stack>.yaml`. */
  file?: string | undefined;
  /** The same as data, instead of a file. */
  spec?: OrganizationSpec | undefined;
  /**
   * The organization, a decimal id. Default: the stack's `yandex360:orgId`. The environment variable does not count here, so
   * that a file never reaches another organization than its stack's.
   */
  orgId?: string | number | undefined;
  /** How many days ahead the beginning and the end of access is announced. Default: 7. */
  soon?: number | undefined;
  /** What time it is, which decides what access has begun or ended; for tests. Default: now. */
  now?: Date | undefined;
}

/** A mailbox as this run has it. */
interface Declared {
  names: ResourceNames;
  list: MailboxAccessList;
}

/** What the directory and the state say, together. */
interface Known extends Today {
  peopleOf: PeopleOf;
  before: Before | undefined;
}

/**
 * All mailboxes of an organization and everybody's access, from one file: a {@link SharedMailbox} or {@link DelegatedMailbox} for
 * each mailbox, named by its key, and a {@link MailboxAccessList} named `<key>-access`. Mailboxes are protected unless the file
 * says otherwise. People are looked up in the directory at preview and at `up`; of look-ups in the same program, each list is
 * read once.
 *
 * ```ts
 * import * as yandex360 from "pulumi-yandex360";
 *
 * // Reads organization.<stack>.yaml.
 * const { mailboxes } = new yandex360.Organization("organization");
 *
 * export const support = mailboxes.apply((ids) => ids["support"]);
 * ```
 *
 * Errors: everything that is wrong in the file, with file, line and column, before anything is asked; then everything that the
 * directory shows to be wrong, before anything is sent. The token needs `directory:read_users`, and `directory:read_groups` and
 * `directory:read_departments` where teams are groups or departments.
 * Source: docs/organization-file.md.
 */
export class Organization extends pulumi.ComponentResource {
  /** The id of each mailbox by its key in the file. */
  public readonly mailboxes: pulumi.Output<Record<string, string>>;

  /** @param name - the component's name in the stack; the names of mailboxes do not depend on it. */
  constructor(name: string, args: OrganizationArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const orgId = organizationOf(name, args);
    const source = sourceOf(name, args);
    super("yandex360:index:Organization", name, {}, opts);
    const known = look(source, orgId, args.soon);
    const mailboxes = format()
      .resourceNames(source.parsed.draft)
      .map((names) => ({ names, ...declare(names, source, orgId, known, this) }));
    say(source, known, mailboxes, this);
    this.mailboxes = pulumi.all(Object.fromEntries(mailboxes.map(({ names, id }) => [names.key, id])));
    this.registerOutputs({ mailboxes: this.mailboxes });
  }
}

/**
 * Reads and checks an organization file, for programs that do more with it than {@link Organization} does. Nothing is looked up.
 *
 * @param path - a relative one begins at the folder of Pulumi.yaml. Default: `organization.<stack>.yaml`.
 * @throws pulumi.RunError that has every problem on a line of its own, with file, line and column.
 */
export function organizationFile(path?: string): OrganizationSpec {
  const { spec } = sourceOf("organizationFile", { file: path }).parsed;
  if (spec === undefined) {
    throw new pulumi.RunError(`${path} could not be read (please report this)`);
  }
  return spec;
}

function organizationOf(
  name: string,
  { orgId = pulumi.runtime.getConfig("yandex360:orgId") }: OrganizationArgs,
): string {
  if (orgId === undefined || orgId === "") {
    throw new pulumi.RunError(
      `Organization "${name}": the config of stack ${pulumi.getStack()} has no yandex360:orgId: set it with ` +
        "`pulumi config set yandex360:orgId <id>`, so that this file never reaches another stack's organization",
    );
  }
  return String(orgId);
}

function sourceOf(name: string, { file, spec, now }: OrganizationArgs): Source {
  const stack = pulumi.getStack();
  if (file !== undefined && spec !== undefined) {
    throw new pulumi.RunError(`Organization "${name}": give it either a file or a spec`);
  }
  const path = file ?? `organization.${stack}.yaml`;
  const source =
    spec === undefined ? opened(name, path, now) : readSpec(spec, `Organization "${name}"`, { stack, now });
  if (source.problems.length > 0) {
    throw new pulumi.RunError(refusalOf(source.parsed.file, source.problems));
  }
  return source;
}

function opened(name: string, path: string, now: Date | undefined): Source {
  const folder = projectFolder();
  try {
    return readSource(path, folder, { stack: pulumi.getStack(), now });
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error && error.code === "ENOENT" ? "there is no such file" : error;
    throw new pulumi.RunError(`Organization "${name}": could not read ${path} in ${folder}: ${reason}`);
  }
}

/** What the directory says today. It fails with everything that is wrong, as one error, so that nothing is sent. */
async function look(source: Source, orgId: string, soon: number | undefined): Promise<Known> {
  const done = pulumi.runtime.rpcKeepAlive();
  try {
    const [lookups, before] = await Promise.all([lookupsOfRun(), stateBefore()]);
    const place = { orgId, lookups, soon, addresses: before?.addresses };
    const today = await resolveToday(source, place).catch((error: Error) => {
      throw asItIs(`${source.parsed.file}: ${error.message}`);
    });
    const { problems } = today.resolved;
    if (problems.length > 0) {
      throw asItIs(refusalOf(source.parsed.file, problems));
    }
    return { ...today, before, peopleOf: (mailboxId) => lookups.peopleOf(orgId, mailboxId) };
  } finally {
    done();
  }
}

/** Declares a mailbox and its list now; what they are given comes when it is known. */
function declare(
  { kind, key, mailbox: name, list: listName, aliases }: ResourceNames,
  { parsed: { draft } }: Source,
  orgId: string,
  known: Promise<Known>,
  parent: Organization,
): { id: pulumi.Output<string>; list: MailboxAccessList } {
  const { exclusive, unlisted, notify, protect } = format().settingsOf(draft, draft[kind]?.[key] ?? {});
  const opts = { parent, protect, aliases: aliases.map(({ mailbox }) => ({ name: mailbox })) };
  const resolved = known.then(({ resolved: { mailboxes } }) =>
    mailboxes.find((one) => one.kind === kind && one.key === key),
  );
  const once = <T>(value: T) => resolved.then(() => value);
  const { email = "", name: title = "", description, adopt } = draft.shared?.[key] ?? {};
  const mailbox =
    kind === "shared"
      ? new SharedMailbox(name, { email: once(email), name: title, description, adopt, orgId }, opts)
      : new DelegatedMailbox(name, { ownerId: resolved.then((one) => one?.identity ?? ""), orgId }, opts);
  const access = resolved.then((one) =>
    Object.fromEntries([...(one?.roles ?? [])].map(([id, roles]) => [id, [...roles]])),
  );
  const list = new MailboxAccessList(
    listName,
    { mailboxId: mailbox.id, access, exclusive, unlisted, notify, orgId },
    { parent, aliases: aliases.map(({ list: before }) => ({ name: before })) },
  );
  return { id: mailbox.id, list };
}

/** The roles that state has of a list, under this name or one that it had. */
function accessBefore({ access }: Before, { list, aliases }: ResourceNames): Readonly<Record<string, string[]>> {
  const name = [list, ...aliases.map((alias) => alias.list)].find((one) => access.has(one));
  return (name === undefined ? undefined : access.get(name)) ?? {};
}

/** Says who gains and who loses access, beside each list, and of the file what may be meant as it is. */
function say(source: Source, known: Promise<Known>, declared: readonly Declared[], component: Organization): void {
  const done = pulumi.runtime.rpcKeepAlive();
  known
    .then(async (today) => {
      for (const { severity, text } of await messagesOf(source, today, today.before, today.peopleOf)) {
        await pulumi.log[severity](text, component);
      }
      const mailboxes = new Map(today.resolved.mailboxes.map((one) => [`${one.kind} ${one.key}`, one]));
      for (const { names, list } of declared) {
        const mailbox = mailboxes.get(`${names.kind} ${names.key}`);
        const text = today.before && mailbox && changesOf(mailbox, accessBefore(today.before, names), today.resolved);
        if (text !== undefined) {
          await pulumi.log.info(text, list);
        }
      }
    })
    // What went wrong, the resources say; and a message that cannot be shown must not end the program.
    .catch((_said: unknown) => undefined)
    .finally(done);
}
