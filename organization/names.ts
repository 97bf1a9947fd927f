/** How a file names people, teams and mailboxes, and what the resources are called. */
import { domainToASCII } from "node:url";
import type { Draft } from "./schema";

/** What stands before the name of a team where people may stand, too. */
export const TEAM = "team:";

/** The name of the team, where the text names one. */
export function teamIn(who: string): string | undefined {
  return who.startsWith(TEAM) ? who.slice(TEAM.length) : undefined;
}

/** The login and the domain of an address, as they are compared: lower case, the domain in ASCII. Undefined for what is none. */
export function addressOf(text: string): { login: string; domain: string; address: string } | undefined {
  const [login = "", domain = "", ...more] = text.toLowerCase().split("@");
  const ascii = asciiOf(domain);
  return PART.test(login) && PART.test(domain) && domain.includes(".") && ascii !== "" && more.length === 0
    ? { login, domain: ascii, address: `${login}@${ascii}` }
    : undefined;
}

/** A domain in Punycode, as the service has it. */
function asciiOf(domain: string): string {
  return /^[a-z0-9.-]*$/.test(domain) ? domain : domainToASCII(domain);
}

/** A login or a domain: labels without what an address cannot have, with single dots between them. */
const PART = /^[^\s@\p{C}"(),:;<>[\\\].]+(\.[^\s@\p{C}"(),:;<>[\\\].]+)*$/u;

/** A name as it is compared. */
export function plainName(text: string): string {
  return addressOf(text)?.address ?? text.toLowerCase();
}

/** The domains of a file, as they are compared. */
export function domainsOf({ domain }: Draft): string[] {
  return listOf(domain).map((name) => asciiOf(name.toLowerCase()));
}

/** What may be written as one or as a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

/** A kind of mailbox, and the key of the file under which its mailboxes are. */
export type Kind = "shared" | "delegated";

/** What the resources of a mailbox are called. */
export interface ResourceNames {
  kind: Kind;
  /** The key in the file. */
  key: string;
  /** The mailbox's resource. */
  mailbox: string;
  /** The resource of its access list. */
  list: string;
  /** The names that both had before, by `was`. */
  aliases: { mailbox: string; list: string }[];
  /** What the mailbox is in the organization, whatever its key: the address, or the owner's id. */
  identity: string;
}

/**
 * The names of all resources, by the file's keys: they stay when the file is reordered.
 *
 * @param mailboxes - the file's mailboxes, resolved; without them, an owner's identity is as the file names the owner.
 */
export function resourceNames(
  { shared = {}, delegated = {} }: Draft,
  mailboxes: readonly { kind: Kind; key: string; identity: string | undefined }[] = [],
): ResourceNames[] {
  const identities = new Map(mailboxes.map(({ kind, key, identity }) => [`${kind} ${key}`, identity] as const));
  const named = (kind: Kind, key: string, identity: string, was: string | string[] | undefined): ResourceNames => ({
    kind,
    key,
    ...namesBy(key),
    aliases: listOf(was).map(namesBy),
    identity: identities.get(`${kind} ${key}`) ?? plainName(identity),
  });
  return [
    ...Object.entries(shared).map(([key, { email = key, was }]) => named("shared", key, email, was)),
    ...Object.entries(delegated).map(([key, { was }]) => named("delegated", key, key, was)),
  ];
}

function namesBy(key: string): { mailbox: string; list: string } {
  return { mailbox: key, list: `${key}-access` };
}

/** A mailbox that has another key than before and no `was`. */
export interface Renamed {
  before: ResourceNames;
  now: ResourceNames;
}

/** The mailboxes that would be deleted and made again because only their key is another one. */
export function renamedWithoutWas(before: readonly ResourceNames[], now: readonly ResourceNames[]): Renamed[] {
  const same = (a: ResourceNames, b: ResourceNames) => a.kind === b.kind && a.mailbox === b.mailbox;
  return before.flatMap((old) => {
    if (now.some((one) => same(one, old) || one.aliases.some(({ mailbox }) => mailbox === old.mailbox))) {
      return [];
    }
    const again = now.find((one) => one.kind === old.kind && one.identity === old.identity);
    return again === undefined ? [] : [{ before: old, now: again }];
  });
}
