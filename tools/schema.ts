/** schema.json: the package schema that Pulumi makes SDKs, imports and command lines from. */
import { version } from "../package.json";
import { SOURCES } from "../provider/engine/settings";
import { type ResourceType, resources, resourceTypes } from "../provider/registry";
import type { Property, SchemaType } from "../provider/resources/lifecycle";
import { Role } from "../provider/service/roles";
import { isRequired, propertiesOf } from "./properties";
import { answeredTypes, functionSchemas } from "./schemaFunctions";

const token = (name: string) => `yandex360:index:${name}`;

/** The type that the dynamic host's resources have in state, so that a program can go over to the plugin. */
const dynamicToken = (type: ResourceType) => `pulumi-nodejs:dynamic/yandex360:${type}`;

/** The text of schema.json. */
export function packageSchema(): string {
  const whole = {
    name: "yandex360",
    version,
    displayName: "Yandex 360",
    description: "Shared mailboxes, delegated mailboxes and access rights of Yandex 360 for Business",
    keywords: ["pulumi", "yandex360", "category/infrastructure", "kind/native"],
    license: "Apache-2.0",
    language: {
      nodejs: { respectSchemaVersion: true },
      python: { respectSchemaVersion: true, pyproject: { enabled: true } },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
      csharp: { respectSchemaVersion: true, packageReferences: { Pulumi: "3.*" } },
      java: { buildFiles: "gradle" },
    },
    config: { variables: settings() },
    provider: {
      description: "One organization with one token. Programs that manage several organizations have one of each.",
      inputProperties: settings(),
    },
    types: {
      [token("Role")]: {
        type: "string",
        description: "What an employee may do with a mailbox, by the API's name.",
        enum: Object.entries(Role).map(([name, value]) => ({
          name,
          value,
          description: ROLES[name as keyof typeof Role],
        })),
      },
      [token("Notify")]: {
        type: "string",
        description: "Whom the service tells about a change of access.",
        enum: [
          { name: "All", value: "all", description: "Owner and employee." },
          { name: "Delegates", value: "delegates", description: "The employee." },
          { name: "None", value: "none", description: "Nobody." },
        ],
      },
      [token("Unlisted")]: {
        type: "string",
        description: "What becomes of people who are not in an exclusive list and whom state has never seen.",
        enum: [
          { name: "Refuse", value: "refuse", description: "Nothing is changed, and an error names them." },
          { name: "Remove", value: "remove", description: "They lose their access." },
        ],
      },
      [token("MailboxAccessEntry")]: {
        type: "object",
        description: "The roles of one employee in a MailboxAccessList.",
        properties: ENTRY,
        required: Object.keys(ENTRY),
      },
      ...answeredTypes(),
    },
    resources: Object.fromEntries(resourceTypes.map((type) => [token(type), resource(type)])),
    functions: functionSchemas(),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

const ROLES: Record<keyof typeof Role, string> = {
  Owner: "Full rights; covers all the others.",
  Reader: "Read and mark letters in web mail.",
  Editor: "Also move and delete letters in web mail.",
  Admin: "Also manage folders, labels, signatures and rules in web mail.",
  ImapAdmin: "Read, mark, delete, and manage folders in a mail program (IMAP).",
  Sender: "Send as the mailbox, in web mail and in mail programs; in mail programs on its behalf, too.",
  HalfSender: "Send on the mailbox's behalf only, in mail programs only.",
};

const ENTRY = entryProperties();

function entryProperties() {
  const { actorId, roles } = Object.fromEntries(propertiesOf("MailboxAccess"));
  if (actorId === undefined || roles === undefined) {
    throw new Error("MailboxAccess has no actorId or no roles");
  }
  return {
    actorId: { ...actorId.type, description: "The employee: a decimal id." },
    roles: { ...roles.type, description: roles.description },
  };
}

function settings() {
  return Object.fromEntries(
    Object.entries(SOURCES).map(([name, { type, description, variable }]) => [
      name,
      {
        type,
        description: `${description} Environment: \`${variable}\`.`,
        ...(name === "token" ? { secret: true } : {}),
      },
    ]),
  );
}

function resource(type: ResourceType) {
  const { description, lifecycle } = resources[type];
  const properties = propertiesOf(type);
  const filters = properties.filter(([name]) => lifecycle.filters.includes(name));
  return {
    description,
    inputProperties: Object.fromEntries(properties.map(([name, property]) => [name, input(property)])),
    requiredInputs: namesOf(properties.filter(([, property]) => isRequired(property))),
    properties: Object.fromEntries(properties.map(([name, property]) => [name, output(property)])),
    required: namesOf(properties.filter(([name, property]) => name === "orgId" || isAlwaysKept(property))),
    aliases: [{ type: dynamicToken(type) }],
    listInputs: {
      type: "object",
      description: `What a list of ${type} is narrowed by.`,
      properties: Object.fromEntries(filters.map(([name, property]) => [name, filter(property)])),
    },
  };
}

/** What a change of the property means is of no use to a list: that is what follows the first sentence. */
function filter({ type, description }: Property): SchemaType & { description: string } {
  return { ...type, description: description.replace(/\. .*$/, ".") };
}

function input(property: Property) {
  return {
    ...property.type,
    description: `${property.description}${defaultOf(property)}`,
    ...(property.change === "replace" ? { willReplaceOnChanges: true } : {}),
  };
}

function output({ type, keptType = type, description }: Property): SchemaType & { description: string } {
  return { ...keptType, description };
}

function defaultOf({ schema, setting }: Property): string {
  const value: unknown = schema.safeParse(undefined).data;
  if (setting !== undefined) {
    return ` Default: \`yandex360:${setting}\`.`;
  }
  return value === undefined ? "" : ` Default: ${value === "" ? "empty" : `\`${value}\``}.`;
}

/** Whether state has the property of every resource. */
function isAlwaysKept(property: Property): boolean {
  return isRequired(property) || property.schema.safeParse(undefined).data !== undefined;
}

function namesOf(properties: readonly [name: string, property: Property][]): string[] {
  return properties.map(([name]) => name);
}
