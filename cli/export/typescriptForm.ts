/** An export as a program of explicit resources in TypeScript, for dynamic resources. */

import { type ExplicitMailbox, explicitImports, explicitMailboxes, literal, type Person } from "./explicit";
import type { Exported, Files } from "./exported";
import { dynamic, importText } from "./importFile";
import { typescriptProject } from "./project";
import { readme } from "./readme";

/** The files of the form. */
export function typescriptForm(exported: Exported): Files {
  const mailboxes = explicitMailboxes(exported);
  return {
    ...typescriptProject(exported),
    "index.ts": program(mailboxes),
    "import.json": importText(dynamic(exported.survey.orgId, explicitImports(mailboxes))),
    "README.md": readme(exported, "typescript"),
  };
}

function program(mailboxes: readonly ExplicitMailbox[]): string {
  const people = peopleIn(mailboxes);
  const variables = variablesOf(mailboxes);
  const head = [
    'import * as yandex360 from "pulumi-yandex360";',
    "",
    ...(people.length === 0
      ? []
      : ["/** The ids of employees. */", "const people = {", ...people.map(personLine), "};", ""]),
  ];
  const resources = mailboxes.map((one) => resourcesOf(one, variables.get(one.name) ?? one.name));
  return [...head, resources.join("\n")].join("\n");
}

/** Everybody who has access, or whose mailbox is delegated, by name. */
function peopleIn(mailboxes: readonly ExplicitMailbox[]): Person[] {
  const all = mailboxes.flatMap(({ access, owner }) => [
    ...access.map(({ person }) => person),
    ...(owner === undefined ? [] : [owner]),
  ]);
  return [...new Map(all.map((person) => [person.name, person])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function personLine({ id, name, comment }: Person): string {
  return `  ${literal(name)}: ${literal(id)}, // ${comment}`;
}

function resourcesOf({ mailbox, name, list, access, owner }: ExplicitMailbox, variable: string): string {
  const { kind, email = "", name: title = "", description = "" } = mailbox;
  const type = kind === "shared" ? "SharedMailbox" : "DelegatedMailbox";
  const properties =
    owner === undefined
      ? [
          `email: ${literal(email)}`,
          `name: ${literal(title)}`,
          ...(description === "" ? [] : [`description: ${literal(description)}`]),
        ]
      : [`ownerId: ${actor(owner)}`];
  const entries = access.map(
    ({ person, roles }) => `    { actorId: ${actor(person)}, roles: [${roles.map(literal).join(", ")}] },\n`,
  );
  const people = entries.length === 0 ? "[]" : `[\n${entries.join("")}  ]`;
  return `const ${variable} = new yandex360.${type}(
  ${literal(name)},
  { ${properties.join(", ")} },
  { protect: true },
);
new yandex360.MailboxAccessList(${literal(list)}, {
  mailboxId: ${variable}.id,
  access: ${people},
});
`;
}

function actor({ name }: Person): string {
  return `people[${literal(name)}]`;
}

/** A variable for each resource's name, and none of them twice. */
function variablesOf(mailboxes: readonly ExplicitMailbox[]): Map<string, string> {
  const wished = mailboxes.map(({ name, mailbox }) => ({ name, id: mailbox.id, variable: camelCase(name) }));
  const counts = new Map<string, number>();
  for (const { variable } of wished) {
    counts.set(variable, (counts.get(variable) ?? 0) + 1);
  }
  return new Map(
    wished.map(({ name, id, variable }) => [name, counts.get(variable) === 1 ? variable : `${variable}_${id}`]),
  );
}

function camelCase(name: string): string {
  const text = name.replace(/-+([a-z])/gi, (_, letter: string) => letter.toUpperCase()).replace(/-+/g, "_");
  return RESERVED.has(text) ? `${text}Mailbox` : text;
}

/** What cannot be the name of a variable, or is one already. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export exports extends " +
    "false finally for function if implements import in instanceof interface let module new null package people private " +
    "protected public require return static super switch this throw true try typeof undefined var void while with yandex360 yield"
  ).split(" "),
);
