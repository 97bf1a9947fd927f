/** An export as a program of explicit resources in YAML, for the plugin. */

import { type ExplicitMailbox, explicitImports, explicitMailboxes, literal, type Person } from "./explicit";
import type { Exported, Files } from "./exported";
import { importText, ofPlugin } from "./importFile";
import { yamlProject } from "./project";
import { readme } from "./readme";

/** The files of the form. */
export function yamlForm(exported: Exported): Files {
  const mailboxes = explicitMailboxes(exported);
  const resources = mailboxes.map(resourcesOf).join("\n");
  return {
    ...yamlProject(exported, mailboxes.length === 0 ? "resources: {}\n" : `resources:\n${resources}`),
    "import.json": importText(ofPlugin(explicitImports(mailboxes))),
    "README.md": readme(exported, "yaml"),
  };
}

function resourcesOf({ mailbox, name, list, access, owner }: ExplicitMailbox): string {
  const { kind, email = "", name: title = "", description = "" } = mailbox;
  const properties =
    owner === undefined
      ? [
          `email: ${text(email)}`,
          `name: ${text(title)}`,
          ...(description === "" ? [] : [`description: ${text(description)}`]),
        ]
      : [`ownerId: ${literal(owner.id)} # ${called(owner)}`];
  const entries = access.flatMap(({ person, roles }) => [
    `        - actorId: ${literal(person.id)} # ${called(person)}`,
    `          roles: [${roles.join(", ")}]`,
  ]);
  return [
    `  ${key(name)}:`,
    `    type: yandex360:${kind === "shared" ? "SharedMailbox" : "DelegatedMailbox"}`,
    "    properties:",
    ...properties.map((line) => `      ${line}`),
    "    options:",
    "      protect: true",
    `  ${key(list)}:`,
    "    type: yandex360:MailboxAccessList",
    "    properties:",
    `      mailboxId: \${${name}.id}`,
    ...(entries.length === 0 ? ["      access: []"] : ["      access:", ...entries]),
    "",
  ].join("\n");
}

function called({ name, id, comment }: Person): string {
  return name === id ? comment : `${name}, ${comment}`;
}

/** A text without expressions of Pulumi. */
function text(value: string): string {
  return literal(value.replaceAll("$", "$$$$"));
}

/** A name that YAML would take for something else is quoted. */
function key(name: string): string {
  return /^(null|true|false|yes|no|on|off|y|n)$/i.test(name) ? literal(name) : name;
}
