/** Keys for shared mailboxes that have none yet. */
import { domainToUnicode } from "node:url";
import { addressOf } from "./names";

/** Makes a text of Latin letters, digits, `-` and `_` from any other; empty where nothing of it is left. */
export type Slug = (text: string) => string;

/** A shared mailbox without a key. */
interface Keyless {
  id: string;
  email: string;
}

/**
 * A key for each mailbox by its id, from the login of its address: with the domain where a mailbox of the main domain or several
 * others have the same login, and with the id where that is not enough. A mailbox's key depends on those alone that could have
 * the same one, and on no order.
 *
 * @param domains - the organization's, the main one first.
 * @param taken - keys that are not to be used.
 */
export function keysFor(
  mailboxes: readonly Keyless[],
  domains: readonly string[],
  taken: ReadonlySet<string>,
  slug: Slug,
): Map<string, string> {
  const main = addressOf(`x@${domains[0]}`)?.domain;
  const isMain = ({ email }: Keyless) => addressOf(email)?.domain === main;
  const first = keysAmong(mailboxes.filter(isMain), taken, slug);
  const others = mailboxes.filter((mailbox) => !isMain(mailbox));
  return new Map([...first, ...keysAmong(others, new Set([...taken, ...first.values()]), slug)]);
}

function keysAmong(mailboxes: readonly Keyless[], taken: ReadonlySet<string>, slug: Slug): Map<string, string> {
  const wishes = mailboxes.map(({ id, email }) => ({ id, wished: wishesOf(id, email, slug) }));
  const counts = new Map<string, number>();
  for (const key of wishes.flatMap(({ wished }) => wished)) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const isFree = (key: string) => counts.get(key) === 1 && !taken.has(key);
  return new Map(wishes.map(({ id, wished }) => [id, wished.find(isFree) ?? lastResort(wished, counts, taken)]));
}

/** What a mailbox could be called, each once, the shortest first. */
function wishesOf(id: string, email: string, slug: Slug): string[] {
  const address = addressOf(email);
  const login = slug(address?.login ?? email);
  const short = /^[A-Za-z]/.test(login) ? login : ["mailbox", ...(login === "" ? [] : [login])].join("-");
  const domain = slug(domainToUnicode(address?.domain ?? ""));
  return [...new Set([short, ...(domain === "" ? [] : [`${short}-${domain}`]), `${short}-${id}`])];
}

/** Ids are unique, so that only a login that ends in one leads here. */
function lastResort(
  wished: readonly string[],
  counts: ReadonlyMap<string, number>,
  taken: ReadonlySet<string>,
): string {
  let key = `${wished.at(-1)}-x`;
  while (counts.has(key) || taken.has(key)) {
    key += "x";
  }
  return key;
}
