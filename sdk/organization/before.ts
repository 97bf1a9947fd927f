import * as pulumi from "@pulumi/pulumi";
import type { ResourceNames } from "../../organization";

/** What the stack's state has of organizations before this run of the program. */
export interface Before {
  /** The mailboxes. */
  names: ResourceNames[];
  /** The roles by employee id of each access list, by its name. */
  access: ReadonlyMap<string, Record<string, string[]>>;
  /** The addresses of shared mailboxes, by their ids. */
  addresses: ReadonlyMap<string, string>;
}

const PARENT = "yandex360:index:Organization$pulumi-nodejs:dynamic/yandex360:";

/** Reads the state, from the backend; undefined where that does not work: it serves messages and saves requests. */
export async function stateBefore(): Promise<Before | undefined> {
  const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  try {
    const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
    return isRecord(outputs) ? beforeIn(outputs) : undefined;
  } catch (error) {
    await pulumi.log.debug(`the stack's state could not be read: ${error}`);
    return undefined;
  }
}

function beforeIn(resources: Record<string, unknown>): Before {
  const ours = Object.entries(resources).flatMap(([urn, resource]) => {
    const [, , type = "", ...name] = urn.split("::");
    const outputs = isRecord(resource) && isRecord(resource.outputs) ? resource.outputs : {};
    return type.startsWith(PARENT) ? [{ type: type.slice(PARENT.length), name: name.join("::"), outputs }] : [];
  });
  const of = (wanted: string) => ours.filter(({ type }) => type === wanted);
  const lists = of("MailboxAccessList");
  const ids = new Map(lists.map(({ name, outputs }) => [name, String(outputs.mailboxId)]));
  const names = [
    ...of("SharedMailbox").map(({ name, outputs }) => namesOf("shared", name, String(outputs.email))),
    ...of("DelegatedMailbox").map(({ name, outputs }) => namesOf("delegated", name, String(outputs.ownerId))),
  ];
  const addresses = names.flatMap(({ kind, list, identity }): [string, string][] => {
    const id = ids.get(list);
    return kind === "shared" && id !== undefined ? [[id, identity]] : [];
  });
  return {
    names,
    access: new Map(lists.map(({ name, outputs }) => [name, accessIn(outputs.access)])),
    addresses: new Map(addresses),
  };
}

function namesOf(kind: ResourceNames["kind"], key: string, identity: string): ResourceNames {
  return { kind, key, mailbox: key, list: `${key}-access`, aliases: [], identity };
}

function accessIn(access: unknown): Record<string, string[]> {
  const entries = Object.entries(isRecord(access) ? access : {});
  return Object.fromEntries(entries.map(([id, roles]) => [id, Array.isArray(roles) ? roles.map(String) : []]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
