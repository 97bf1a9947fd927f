/** What is shown, as the part of the address after #: `#/mailboxes/1130?q=anna&lang=ru`. */

/** The views, as the address names them. The first is shown where none is named. */
export const VIEWS = ["overview", "mailboxes", "people", "matrix", "file"] as const;

/** A view's name. */
export type View = (typeof VIEWS)[number];

/** A filter's name. */
export type Filter = "q" | "kind" | "status" | "finding" | "all" | "sort" | "lang";

const FILTERS: readonly Filter[] = ["q", "kind", "status", "finding", "all", "sort", "lang"];

/** What is shown. */
export interface Address {
  view: View;
  /** The id of the mailbox or person that is shown; empty where it is all of them. */
  subject: string;
  /** Values by filter, none of them empty. */
  filters: ReadonlyMap<Filter, string>;
}

/** Reads an address. What it does not understand is left out. */
export function addressIn(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [name, subject = ""] = path.split("/");
  const given = new URLSearchParams(query);
  return {
    view: VIEWS.find((view) => view === name) ?? "overview",
    subject: decoded(subject),
    filters: new Map(FILTERS.flatMap((filter) => (given.get(filter) ? [[filter, given.get(filter) ?? ""]] : []))),
  };
}

/** Writes an address. */
export function hashOf({ view, subject, filters }: Address): string {
  const path = subject === "" ? view : `${view}/${encodeURIComponent(subject)}`;
  const query = new URLSearchParams([...filters].filter(([, value]) => value !== "")).toString();
  return query === "" ? `#/${path}` : `#/${path}?${query}`;
}

/** The address with other filters; an empty value takes a filter away. */
export function filtered(address: Address, changes: Partial<Record<Filter, string>>): Address {
  const filters = new Map(address.filters);
  for (const filter of FILTERS) {
    const value = changes[filter];
    if (value !== undefined) {
      filters.set(filter, value);
    }
    if (value === "") {
      filters.delete(filter);
    }
  }
  return { ...address, filters };
}

/** Another view, in the same language. What is searched for stays where it is asked to. */
export function elsewhere(
  { filters }: Address,
  view: View,
  { subject = "", keep = [], ...changes }: { subject?: string; keep?: Filter[] } & Partial<Record<Filter, string>> = {},
): Address {
  const kept = new Map([...filters].filter(([filter]) => filter === "lang" || keep.includes(filter)));
  return filtered({ view, subject, filters: kept }, changes);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
