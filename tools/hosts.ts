/** The tables of docs/hosts.md. */
import { SOURCES } from "../provider/engine/settings";
import { resources, resourceTypes } from "../provider/registry";
import type { IdPart } from "../provider/resources/lifecycle";

/** What may stand for a part of an id: the first is what the service calls the thing. */
const PARTS: Record<IdPart, { name: string; id: string; address: string; also: string }> = {
  sharedMailbox: {
    name: "mailbox",
    id: "1130000900000002",
    address: "support@example.org",
    also: "the mailbox's address",
  },
  employee: {
    name: "employee",
    id: "1130000000000002",
    address: "anna@example.org",
    also: "the employee's address",
  },
  mailbox: {
    name: "mailbox",
    id: "1130000900000002",
    address: "support@example.org",
    also: "the address of a shared mailbox, or of the employee whose own mailbox it is",
  },
};

/** The sections by name. */
export function hostSections(): (readonly [name: string, text: string])[] {
  return [
    ["import ids", importIds()],
    ["provider settings", settings()],
  ];
}

function importIds(): string {
  const rows = resourceTypes.map((type) => {
    const parts = resources[type].lifecycle.idParts.map((part) => PARTS[part]);
    const joined = (text: (part: (typeof parts)[number]) => string) => `\`${parts.map(text).join("/")}\``;
    const also = parts.map((part) => part.also).join("; ");
    return `| \`${type}\` | ${joined(({ name }) => `<${name}>`)} | ${joined(({ id }) => id)} | ${joined(({ address }) => address)}: ${also} |\n`;
  });
  return `| type | id | such as | with addresses |\n|---|---|---|---|\n${rows.join("")}`;
}

function settings(): string {
  const rows = Object.entries(SOURCES).map(
    ([name, { key, variable, type, description }]) =>
      `| \`${name}\` | ${type} | \`${key}\` | \`${variable}\` | ${description} |\n`,
  );
  return `| argument | type | in a stack's config | in the environment | what |\n|---|---|---|---|---|\n${rows.join("")}`;
}
