import { LATER_PAGES, type ListFault } from "../endpoints/paging";
import type { Fault } from "./fault";

const ENDPOINTS = [
  "ListShared",
  "ListDelegated",
  "ListUsers",
  "ListUsersV2",
  "ListGroups",
  "ListGroupsV2",
  "ListDepartments",
  "ListDepartmentsV2",
  "ListDomains",
] as const;

function fault(about: string, list: ListFault): Fault {
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
  "list-shrinks": fault("the first item goes before page 2, so the window moves over one item", "shrinks"),
  "list-duplicates": fault("page 2 and later begin with the last item of the page before", "duplicates"),
  "list-empty-page": fault("page 2 and later are empty, the total is not", "empty-page"),
  "list-total-high": fault("the total is one too many", "total-high"),
  "list-total-low": fault("the total is one too few", "total-low"),
  "list-total-missing": fault("there is no total", "total-missing"),
  "list-page-echo": fault("the page number echoed is another one", "page-echo"),
} satisfies Record<string, Fault>;
