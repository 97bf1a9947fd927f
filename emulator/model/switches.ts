import type { ErrorShape } from "./errors";
import type { RolesShown } from "./roles";

/** An answer to an open question that is an HTTP status, or a task that ends in `error`. */
export type RefusedSet = 400 | 404 | 409 | "task error";

/** What the documentation leaves open. Every field is one choice; `defaultSwitches` are the defaults, and `emulator.switches` can be changed at any time. */
export interface Switches {
  /** Q1. Most items one page of ListShared and ListDelegated holds. Default 100. */
  perPageCeiling: number;
  /** Q1. A larger `perPage` is clamped and echoed as clamped, or refused with 400. Default "clamp". */
  perPageAbove: "clamp" | "refuse";
  /** Q2. Longest name of a shared mailbox, characters. Default Infinity. */
  nameMaxLength: number;
  /** Q2. Longest description, characters. Default Infinity. */
  descriptionMaxLength: number;
  /** Q2. CreateShared without `description` makes an empty one (true) or is refused with invalid_data (false). Default false. */
  descriptionOptional: boolean;
  /** Q2. What UpdateShared does with a field that is not sent. Default "keep". */
  updateOmitted: "keep" | "clear" | "refuse";
  /** Help page. A name that another shared mailbox has: refused with one of two messages, or allowed. Default "resource_already_exists". */
  duplicateName: "resource_already_exists" | "invalid_data" | "allowed";
  /** Q3. HTTP status of `resource_already_exists` and `passport_email_taken`. Default 409. */
  takenStatus: 400 | 409;
  /** Q3. Message of CreateShared for an address that a shared mailbox has. Default "resource_already_exists". */
  sharedAddressTaken: "resource_already_exists" | "passport_email_taken" | "the address is in use";
  /** Q3. HTTP status of `invalid_data`. Default 400. */
  invalidDataStatus: 400 | 409;
  /** Section 6. HTTP status of a create beyond a limit. Default 400. */
  limitStatus: 400 | 403 | 409;
  /** Q4. CreateDelegated for a mailbox that is delegated already. Default 200. */
  delegatedAlreadyOn: 200 | 409;
  /** Section 6. CreateDelegated for an account that is not on a domain of the organization (invited, robot, dismissed). Default 400. */
  delegatedBadOwner: 400 | 403 | 404;
  /** Q5. DeleteShared and DeleteDelegated of something absent. Default 404. */
  deleteAbsent: 200 | 404;
  /** Q6. Set for an actor who is unknown, dismissed, invited, a robot, or the owner. Default 404. */
  setBadActor: RefusedSet;
  /** Q6. Set on a personal mailbox without delegation. Default 404. */
  setWithoutDelegation: RefusedSet;
  /** Q6. Set of the roles the actor has already. Default "task". */
  setNoChange: "task" | RefusedSet;
  /** Q6. Set beyond the limit of users per mailbox or mailboxes per user. Default 400. */
  setOverLimit: RefusedSet;
  /** Section 4. A role outside the documented seven. Default "refused" (400). */
  unknownRole: "accepted" | "refused";
  /** Section 4. Role lists without sender and owner: the help page forbids them, and breaks its own rule. Default "any". */
  roleCombination: "any" | "sender or owner";
  /** Section 5. The shape of error bodies on api360. Default "code and message". */
  errorShape: ErrorShape;
  /** Section 5. The message of every 404. Default "not_found". */
  notFoundMessage: "not_found" | "No such resource";
  /** Section 3. What the four lists do with zeros and empty lists. Default "sent". */
  emptyFields: "sent" | "left out";
  /** Section 3. GetShared has `createdAt` and `updatedAt`. Default true. */
  datesSent: boolean;
  /** Q11. The path before every other; `url` ends in it. Default "". */
  basePath: "" | "/v1/api360";
  /** Q7. How long a finished task can be read, ms; then 404. Default Infinity. */
  taskRetentionMs: number;
  /** Q7. A task is forgotten (404) after its end was answered once. Default false. */
  taskForgottenOnceAnswered: boolean;
  /** Q8. Two Sets for one mailbox and actor at once. Default "in order". */
  concurrentSets: "in order" | "newest first" | "refused";
  /** Q8. Delay between `complete` and ListActors showing it, ms. Default 0. */
  accessVisibleDelayMs: number;
  /** Section 2. Delay until ListShared and ListDelegated show a creation or a deletion, ms. Default 0. */
  listDelayMs: number;
  /** Q9. ListActors names the owner of a personal mailbox. Default false. */
  ownerListed: boolean;
  /** Q9. How a reply shows the stored roles. Default "as sent". */
  rolesShown: RolesShown;
  /** Section 2. ListActors of a personal mailbox without delegation. Default 404. */
  actorsWithoutDelegation: 404 | "empty";
  /** Section 2. ListResources of an employee who does not exist. Default 404. */
  resourcesOfUnknownActor: 404 | "empty";
  /** Q10. The header of a 429 answer of the rate limit. Default "seconds". */
  retryAfter: "none" | "seconds" | "date";
  /** Q12. Shared mailboxes on a domain that is not the main one. Default false. */
  secondaryDomains: boolean;
  /** Q12. The address of a shared mailbox is kept as sent or made lower case. Uniqueness ignores case either way. Default "kept". */
  addressCase: "kept" | "lowered";
  /** Q12. How long the address of a deleted shared mailbox stays taken, ms. Default 0. */
  addressHeldMs: number;
  /** Q13. DeleteShared of a mailbox that somebody has access to: allowed, or refused with this status. Default "allowed". */
  deleteWithActors: "allowed" | 400 | 409;
  /** Q14. Shared mailboxes show up among the users of the directory. Default false. */
  sharedAmongUsers: boolean;
  /** Q14. `aliases` of a user hold local parts or whole addresses. Default "local". */
  aliasForm: "local" | "address";
  /** Q15. The organization's tariff has mailbox sharing, or every mailbox method is refused with this status. Default "with sharing". */
  tariff: "with sharing" | 400 | 403;
  /** Q15. The write scope is enough for reading. Default false. */
  writeScopeReads: boolean;
  /** Section 3. updatedAt of a new shared mailbox is half a second before createdAt, as in the one recorded sample. Default true. */
  updatedBeforeCreated: boolean;
  /** Section 6. What becomes of an employee's access when they are dismissed. Default "ends". */
  dismissedAccess: "ends" | "stays";
  /** Q16. The methods of cloud-api, or the status they are refused with, as for a token that may use api360 alone. Default "available". */
  cloudApi: "available" | 403 | 404 | 412;
  /** Q16. The v1 lists of users, groups and departments, which their pages call not supported. Default "available". */
  outdatedLists: "available" | 404;
  /** Q17. Most items one page of a list of the directory holds where no maximum is documented. Default 1000. */
  directoryPageCeiling: number;
  /** Q17. A larger page is clamped and echoed as clamped, or refused with 400. Default "clamp". */
  directoryPageAbove: "clamp" | "refuse";
  /** Q18. The shape of error bodies of the v2 methods on cloud-api. Default "error and description". */
  cloudErrorShape: ErrorShape;
  /** Q18. The ids of employees on cloud-api: as in the sample, or as declared. Default "number". */
  cloudIds: "number" | "string";
  /** Q18. What a v2 group or department says of what it belongs to: `{ id }` as in the samples, or numbers as declared. Default "objects". */
  cloudReferences: "objects" | "numbers";
  /** Q19. What the filter `email` of the v2 lists compares: the main and default address, aliases and secondary domains too, or parts of the address. Default "main". */
  emailFilter: "main" | "every address" | "part";
  /** Q20. The lists of users hold dismissed people. Default true. */
  dismissedListed: boolean;
  /** Q20. What `parentId` of the v1 list of departments gives: children, or everything below. Default "children". */
  parentIdDepth: "children" | "subtree";
  /** Q20. The `groups` of a user: those that hold them directly, or by another group too. Default "direct". */
  userGroups: "direct" | "all";
}

/** The defaults of every switch, each with its reason in `SWITCH_RECORDS`. */
export const defaultSwitches: Readonly<Switches> = {
  perPageCeiling: 100,
  perPageAbove: "clamp",
  nameMaxLength: Number.POSITIVE_INFINITY,
  descriptionMaxLength: Number.POSITIVE_INFINITY,
  descriptionOptional: false,
  updateOmitted: "keep",
  duplicateName: "resource_already_exists",
  takenStatus: 409,
  sharedAddressTaken: "resource_already_exists",
  invalidDataStatus: 400,
  limitStatus: 400,
  delegatedAlreadyOn: 200,
  delegatedBadOwner: 400,
  deleteAbsent: 404,
  setBadActor: 404,
  setWithoutDelegation: 404,
  setNoChange: "task",
  setOverLimit: 400,
  unknownRole: "refused",
  roleCombination: "any",
  errorShape: "code and message",
  notFoundMessage: "not_found",
  emptyFields: "sent",
  datesSent: true,
  basePath: "",
  taskRetentionMs: Number.POSITIVE_INFINITY,
  taskForgottenOnceAnswered: false,
  concurrentSets: "in order",
  accessVisibleDelayMs: 0,
  listDelayMs: 0,
  ownerListed: false,
  rolesShown: "as sent",
  actorsWithoutDelegation: 404,
  resourcesOfUnknownActor: 404,
  retryAfter: "seconds",
  secondaryDomains: false,
  addressCase: "kept",
  addressHeldMs: 0,
  deleteWithActors: "allowed",
  sharedAmongUsers: false,
  aliasForm: "local",
  tariff: "with sharing",
  writeScopeReads: false,
  updatedBeforeCreated: true,
  dismissedAccess: "ends",
  cloudApi: "available",
  outdatedLists: "available",
  directoryPageCeiling: 1000,
  directoryPageAbove: "clamp",
  cloudErrorShape: "error and description",
  cloudIds: "number",
  cloudReferences: "objects",
  emailFilter: "main",
  dismissedListed: true,
  parentIdDepth: "children",
  userGroups: "direct",
};
