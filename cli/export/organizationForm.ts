/** An export as an organization file, and the program of three lines that reads it. */
import {
  check,
  type Directory,
  type FromLive,
  fromLive,
  type Live,
  lineOf,
  parseData,
  resolve,
  type Spec,
  settingsOf,
  write,
} from "../../organization";
import { vocabulary } from "../../provider/vocabulary";
import { type Exported, type Files, slug } from "./exported";
import { type Imported, importText, underOrganization } from "./importFile";
import { typescriptProject } from "./project";
import { readme } from "./readme";

const PROGRAM = `import * as yandex360 from "pulumi-yandex360";

/** The id of each mailbox by its key in the organization file. */
export const { mailboxes } = new yandex360.Organization("organization");
`;

/** The files of the form. */
export function organizationForm(exported: Exported): Files {
  const { survey, name } = exported;
  const live = liveOf(exported);
  const made = fromLive(live, { stack: name, vocabulary, slug });
  const file = `organization.${name}.yaml`;
  return {
    [file]: write(made.spec),
    "index.ts": PROGRAM,
    "import.json": organizationImport(survey.orgId, made, directoryOf(live)),
    ...typescriptProject(exported),
    "README.md": readme(exported, "organization"),
  };
}

/** The survey as the format of organization files takes it. */
export function liveOf({ survey: { domains, employees, mailboxes } }: Pick<Exported, "survey">): Live {
  return { domains: domains.map(({ name }) => name), employees, mailboxes };
}

/** The directory, with the mailboxes that are there: their addresses are nobody else's. */
export function directoryOf({ employees, mailboxes }: Live): Directory {
  const shared = mailboxes.flatMap(({ kind, email }) => (kind === "shared" && email !== undefined ? [{ email }] : []));
  const delegated = mailboxes.flatMap(({ kind, id }) => (kind === "delegated" ? [{ ownerId: id }] : []));
  return { employees, groups: [], departments: [], mailboxes: { shared, delegated } };
}

/** What `pulumi import` takes for a file, which says what is there. */
export function organizationImport(orgId: string, { spec, ids }: FromLive, directory: Directory): string {
  const parsed = parseData(spec, "the organization file", vocabulary);
  const { mailboxes, problems } = resolve(parsed, directory, { vocabulary, now: new Date() });
  const [problem] = [...parsed.problems, ...check(parsed, { vocabulary, now: new Date() }).problems, ...problems];
  if (problem !== undefined) {
    throw new Error(
      `what is there cannot be written as an organization file: ${lineOf(problem)}; export it --as typescript`,
    );
  }
  const resources = mailboxes.flatMap(({ kind, key, roles }): Imported[] => {
    const id = ids.get(`${kind} ${key}`);
    if (id === undefined) {
      return [];
    }
    const given: Partial<NonNullable<Spec["shared"]>[string]> = spec[kind]?.[key] ?? {};
    const { exclusive, unlisted, notify } = settingsOf(spec, given);
    const { email = "", name = "", description = "", adopt = false } = given;
    const mailbox: Imported =
      kind === "shared"
        ? { type: "SharedMailbox", name: key, id, properties: { email: email.toLowerCase(), name, description, adopt } }
        : { type: "DelegatedMailbox", name: key, id, properties: { ownerId: id } };
    const access = Object.fromEntries(roles);
    return [
      mailbox,
      {
        type: "MailboxAccessList",
        name: `${key}-access`,
        id,
        properties: { mailboxId: id, access, notify, exclusive, unlisted },
      },
    ];
  });
  return importText(underOrganization(orgId, resources));
}
