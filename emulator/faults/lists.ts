import { LATER_PAGES, type ListTwist } from "../endpoints/paging";
import type { Fault } from "./fault";

const ENDPOINTS = ["ListShared", "ListDelegated", "ListUsers", "ListDomains"] as const;

function twist(about: string, list: ListTwist): Fault {
  return {
    about,
    acts: true,
    endpoints: ENDPOINTS,
    laterPages: LATER_PAGES.includes(list),
    run: ({ act }) => act({ list }),
  };
}

/** Faults of paged lists. */
export const listFaults = {
  "list-shrinks": twist("the first item goes before page 2, so the window moves over one item", "shrinks"),
  "list-duplicates": twist("page 2 and later begin with the last item of the page before", "duplicates"),
  "list-empty-page": twist("page 2 and later are empty, the total is not", "empty-page"),
  "list-total-high": twist("the total is one too many", "total-high"),
  "list-total-low": twist("the total is one too few", "total-low"),
  "list-total-missing": twist("there is no total", "total-missing"),
  "list-page-echo": twist("the page number echoed is another one", "page-echo"),
} satisfies Record<string, Fault>;
