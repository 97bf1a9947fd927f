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
  resourceNames,
  type Spec,
  settingsOf,
  write,
} from "../../organization";
import { vocabulary } from "../../provider/vocabulary";
import { type Exported, type Files, liveOf, slug } from "./exported";
import { bothResources, importText, underOrganization } from "./importFile";
import { typescriptProject } from "./project";
import { readme } from "./readme";

const PROGRAM = `import * as yandex360 from "pulumi-yandex360";

/** The id of each mailbox by its key in the organization file. */
export const { mailboxes } = new yandex360.Organization("organization");
`;

/** The files of the form. */
export function organizationForm(exported: Exported): Files {
  const { survey, name } = exported;
  const live = liveOf(survey);
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
  const roles = new Map(mailboxes.map((mailbox) => [`${mailbox.kind} ${mailbox.key}`, mailbox.roles]));
  const resources = resourceNames(spec).flatMap(({ kind, key, mailbox: name, list }) => {
    const id = ids.get(`${kind} ${key}`);
    if (id === undefined) {
      return [];
    }
    const given: Partial<NonNullable<Spec["shared"]>[string]> = spec[kind]?.[key] ?? {};
    const { exclusive, unlisted, notify } = settingsOf(spec, given);
    const { email = "", name: title = "", description = "", adopt = false } = given;
    const shared = kind === "shared" ? { email: email.toLowerCase(), name: title, description, adopt } : undefined;
    const access = Object.fromEntries(roles.get(`${kind} ${key}`) ?? []);
    const settings = { notify, exclusive, unlisted };
    return bothResources({ shared, id, name, list, access, settings });
  });
  return importText(underOrganization(orgId, resources));
}
