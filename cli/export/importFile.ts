/** `import.json`, which `pulumi import --file` reads. */
import type { ResourceType } from "../../sdk/properties";
import { providerText } from "../../sdk/providerText";

/** A resource of an import file. */
interface Entry {
  type: string;
  /** What other entries call it. */
  name: string;
  /** The resource's name in the program. Default: `name`. */
  logicalName?: string;
  id?: string;
  component?: boolean;
  /** The entry that it belongs to. */
  parent?: string;
  inputs?: object;
  outputs?: object;
}

/** A resource as the program declares it, and the id of what it is. */
export interface Imported {
  type: Exclude<ResourceType, "MailboxAccess">;
  name: string;
  id: string;
  /** As check keeps them, without the organization. */
  properties: object;
}

/** A mailbox with its resources' names, and what its list of access says beside the mailbox. */
interface ImportedMailbox {
  /** What a shared mailbox has; absent for a delegated one. */
  shared?: { email: string; name: string; description: string; adopt: boolean } | undefined;
  /** The id of a shared mailbox, or of the owner of a delegated one. */
  id: string;
  name: string;
  list: string;
  access: Record<string, readonly string[]>;
  settings: object;
}

/** A mailbox and who has access to it, as the two resources that they are. */
export function bothResources({ shared, id, name, list, access, settings }: ImportedMailbox): Imported[] {
  const mailbox: Pick<Imported, "type" | "properties"> =
    shared === undefined
      ? { type: "DelegatedMailbox", properties: { ownerId: id } }
      : { type: "SharedMailbox", properties: shared };
  return [
    { ...mailbox, name, id },
    { type: "MailboxAccessList", name: list, id, properties: { mailboxId: id, access, ...settings } },
  ];
}

/** The parent of everything that an organization file declares. Keys have no blank, so that no mailbox has this name. */
const COMPONENT: Entry = {
  type: "yandex360:index:Organization",
  name: "component organization",
  logicalName: "organization",
  component: true,
};

/** The entries of an `Organization` and of all that it declares. */
export function underOrganization(orgId: string, resources: readonly Imported[]): Entry[] {
  return [COMPONENT, ...dynamic(orgId, resources).map((entry) => ({ ...entry, parent: COMPONENT.name }))];
}

/** The entries of dynamic resources, with their whole state: the dynamic host reads nothing that it does not have already. */
export function dynamic(orgId: string, resources: readonly Imported[]): Entry[] {
  return resources.map(({ type, name, id, properties }) => {
    const state = { ...properties, orgId, __provider: providerText(type) };
    return { type: `pulumi-nodejs:dynamic/yandex360:${type}`, name, id, inputs: state, outputs: state };
  });
}

/** The entries of the plugin's resources, which it reads by their ids. */
export function ofPlugin(resources: readonly Imported[]): Entry[] {
  return resources.map(({ type, name, id }) => ({ type: `yandex360:index:${type}`, name, id }));
}

/** The text of the file. */
export function importText(resources: readonly Entry[]): string {
  return `${JSON.stringify({ resources }, undefined, 2)}\n`;
}
