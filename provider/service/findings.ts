/** What look-ups say of what is not found, found more than once, or found to be something else. */
import { ApiError, clip, Yandex360Error } from "../api/errors";
import { nearestFew } from "../nearest";
import { addressesOf, localPart } from "./employees";

/** What has an address. */
export type Holder = "employee" | "group" | "department" | "shared mailbox";

const LOOKED_UP_WITH: Record<Holder, string | undefined> = {
  employee: "getEmployee",
  group: "getGroup",
  department: undefined,
  "shared mailbox": "getSharedMailbox",
};

const MOST_SUGGESTED = 3;
const MOST_LISTED = 10;

const LIST = new Intl.ListFormat("en-GB", { type: "conjunction" });
const CHOICE = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** The error of what is not there, with what was probably meant. */
export function nothing(what: string, near: readonly string[]): Yandex360Error {
  const meant = near.map((name) => JSON.stringify(clip(name, 80)));
  return new Yandex360Error(what, meant.length === 0 ? {} : { advice: `did you mean ${CHOICE.format(meant)}?` });
}

/** The error of what is there more than once. */
export function several(what: string, found: readonly string[]): Yandex360Error {
  const listed = found.slice(0, MOST_LISTED);
  const more = found.length > listed.length ? [`${found.length - listed.length} more`] : [];
  return new Yandex360Error(`it stands for ${found.length} ${what}: ${LIST.format([...listed, ...more])}`, {
    advice: "look the right one up by id",
  });
}

/** The error of an address that belongs to something else than was looked up. */
export function anotherKind(holder: Holder, name: string): Yandex360Error {
  const instead = LOOKED_UP_WITH[holder];
  return new Yandex360Error(
    `this is the address of ${holder} ${name}`,
    instead === undefined ? {} : { advice: `look it up with ${instead}` },
  );
}

/** The known addresses that are near this one: by what stands before the `@`. */
export function nearestAddresses(address: string, known: readonly string[]): string[] {
  const byLocalPart = new Map(known.map((one) => [localPart(one), one]));
  return nearestFew(localPart(address), [...byLocalPart.keys()], MOST_SUGGESTED).flatMap(
    (local) => byLocalPart.get(local) ?? [],
  );
}

/** The known names that are near this one. */
export function nearestNames(name: string, known: readonly string[]): string[] {
  return nearestFew(name, known, MOST_SUGGESTED);
}

/** A group or a department as the service has it. */
export interface HasName {
  id: string;
  name?: string | undefined;
  email?: string | undefined;
  aliases?: string[] | undefined;
}

/** How messages name a group, a department or a mailbox: `"Sales" (4)`. */
export function quoted({ id, name = "" }: { id: string; name?: string | undefined }): string {
  return `${JSON.stringify(clip(name, 80))} (${id})`;
}

/** Those with a name: as it is written, else in whatever letter case. */
export function withName<Unit extends HasName>(units: readonly Unit[], name: string): Unit[] {
  const exact = units.filter((unit) => unit.name === name);
  return exact.length > 0 ? exact : units.filter((unit) => unit.name?.toLowerCase() === name.toLowerCase());
}

/** Those that have one of these addresses. */
export function withAddress<Unit extends HasName>(units: readonly Unit[], addresses: readonly string[]): Unit[] {
  return units.filter((unit) => addressesOf(unit).some((own) => addresses.includes(own)));
}

/** Whether the service has refused, and not failed. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.refusal.status < 500 && error.refusal.status !== 401;
}
