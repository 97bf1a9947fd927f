/** What the page says, in one language. */
import type { Abilities } from "../../abilities";
import type { Difference } from "../../comparison";
import type { Status } from "../../model";
import type { FindingCode } from "../../severities";
import type { View } from "../address";

/** A text for a number, by the plural rules of its language. `{n}` is the number. */
export type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Everything that the page says. Words in braces are filled in. */
export interface Texts {
  title: string;
  language: string;
  languageName: string;
  /** `{when}`. */
  readAt: string;
  organization: string;
  skip: string;
  search: string;
  searchHint: string;
  views: Record<View, string>;
  navigation: string;
  shared: string;
  delegated: string;
  allKinds: string;
  sharedMailboxes: string;
  delegatedMailboxes: string;
  peopleWithAccess: string;
  rights: string;
  /** `{limit}`, `{total}`. */
  ofLimit: string;
  ofPeople: string;
  attention: string;
  nothingFound: string;
  nothingFoundMore: string;
  mostPeople: string;
  mostMailboxes: string;
  matchingPeople: string;
  matchingMailboxes: string;
  showAll: Counted;
  noMatch: string;
  noMatchMore: string;
  reset: string;
  emptyOrganization: string;
  emptyOrganizationMore: string;
  nobodyHasAccess: string;
  nobodyHasAccessShared: string;
  nobodyHasAccessDelegated: string;
  noAccess: string;
  noAccessMore: string;
  columns: {
    mailbox: string;
    person: string;
    who: string;
    where: string;
    access: string;
    read: string;
    send: string;
    manage: string;
    roles: string;
    until: string;
    difference: string;
    now: string;
    inFile: string;
  };
  filters: { kind: string; status: string; finding: string; everything: string; withAccess: string; allPeople: string };
  statuses: Record<Status, string>;
  robot: string;
  unknownRole: string;
  /** `{n}`: how many may be able to do something, by such a role. */
  unknownCount: string;
  read: Record<Abilities["read"], string>;
  send: Record<Abilities["send"], string>;
  manage: Record<Abilities["manage"], string>;
  /** One letter each, for the matrix. */
  letters: { read: string; send: string; manage: string };
  legend: string;
  matrixHint: string;
  matrixLabel: string;
  more: Counted;
  noneYet: string;
  ownMailbox: string;
  ownMailboxMore: Counted;
  owner: string;
  back: { mailboxes: string; people: string };
  gone: string;
  /** A title with its count, and what to do. */
  findings: Record<FindingCode, { title: Counted; advice: string; badge: string }>;
  severities: Record<"high" | "medium" | "low", string>;
  differences: Record<Difference["code"], string>;
  differencesTitle: Counted;
  sameAsFile: string;
  /** `{file}`, `{day}`. */
  comparedWith: string;
  stays: string;
  /** `{day}`. */
  ended: string;
  endingTitle: string;
  /** `{day}`. */
  endsOn: string;
  printed: string;
  counts: { mailboxes: Counted; people: Counted; rights: Counted };
}
