import type { Switches } from "../model/switches";

/** Why a switch exists. */
export interface SwitchRecord<T> {
  /** The open question of the API notes (section 10), or the section that leaves the point open. */
  question: string;
  /** Why the default is what it is. */
  why: string;
  /** Other values worth running a test suite with. */
  alternatives: readonly T[];
}

function record<T>(question: string, why: string, ...alternatives: NoInfer<T>[]): SwitchRecord<T> {
  return { question, why, alternatives };
}

/** Every switch with its open question and with the other ways the service might behave. */
export const SWITCH_RECORDS: { readonly [Name in keyof Switches]: SwitchRecord<Switches[Name]> } = {
  perPageCeiling: record("Q1", "clients send 50 or 100", 10, 1000),
  perPageAbove: record("Q1", "one client asks for everything and looks whether it was clamped", "refuse"),
  nameMaxLength: record("Q2", "no maximum is documented", 64),
  descriptionMaxLength: record("Q2", "no maximum is documented", 256),
  descriptionOptional: record("Q2", "the page says it is required; two clients leave an empty one out", true),
  updateOmitted: record("Q2", "two clients send only what changes", "clear", "refuse"),
  duplicateName: record(
    "section 6",
    "the help page says names are unique; the message is a guess",
    "invalid_data",
    "allowed",
  ),
  takenStatus: record("Q3", "inferred: no page has 409, clients handle it; one weak source has 400", 400),
  sharedAddressTaken: record(
    "Q3",
    "seen in a client; whether it means the address or the name, and passport_email_taken any address, is not known",
    "passport_email_taken",
    "the address is in use",
  ),
  invalidDataStatus: record("Q3", "inferred: 400 is documented for every mailbox method, without a message", 409),
  limitStatus: record("section 6", "400 is documented for every mailbox method", 403, 409),
  delegatedAlreadyOn: record("Q4", "PUT reads as idempotent; one script takes 409 as already on", 409),
  delegatedBadOwner: record("section 6", "only accounts of the domain can delegate; the status is a guess", 403, 404),
  deleteAbsent: record("Q5", "404 presumably", 200),
  setBadActor: record("Q6", "404 is documented for Set", 400, "task error"),
  setWithoutDelegation: record("Q6", "delegation has to be enabled before", 400, 409, "task error"),
  setNoChange: record("Q6", "Set replaces the list; nothing says that a repetition is refused", 400, "task error"),
  setOverLimit: record("Q6", "a guess", 409, "task error"),
  unknownRole: record("section 4", "seven roles are documented", "accepted"),
  roleCombination: record(
    "section 4",
    "the help page breaks its own rule, newer scripts do not enforce it",
    "sender or owner",
  ),
  errorShape: record(
    "section 5",
    "the pages' shape; some clients were shown a message alone, the newer host has the third one",
    "message alone",
    "error and description",
  ),
  notFoundMessage: record("section 5", "recorded for departments, never for a mailbox", "No such resource"),
  emptyFields: record(
    "section 3",
    "recorded lists of the directory hold them; no page says that they are required",
    "left out",
  ),
  datesSent: record("section 3", "in the one recorded sample; the page says that they may be missing", false),
  basePath: record("Q11", "the outdated host, fully supported; the newer one has no mailbox methods yet", "/v1/api360"),
  taskRetentionMs: record("Q7", "not known", 0, 60_000),
  taskForgottenOnceAnswered: record("Q7", "not known", true),
  concurrentSets: record("Q8", "not known", "newest first", "refused"),
  accessVisibleDelayMs: record("Q8", "not known", 50, 2000),
  listDelayMs: record("section 2", "only Set is documented as asynchronous", 50, 2000),
  ownerListed: record("Q9", "not known", true),
  rolesShown: record("Q9", "not known", "owner alone", "owner expanded", "reordered"),
  actorsWithoutDelegation: record("section 2", "404 is documented for ListActors", "empty"),
  resourcesOfUnknownActor: record("section 2", "404 is documented for ListResources", "empty"),
  retryAfter: record("Q10", "some clients honour it; never seen recorded", "none", "date"),
  secondaryDomains: record("Q12", "one script says the main domain only", true),
  addressCase: record("Q12", "not known", "lowered"),
  addressHeldMs: record("Q12", "not known", 1000),
  deleteWithActors: record("Q13", "not known", 400, 409),
  sharedAmongUsers: record("Q14", "one client looks shared mailboxes up among the employees; not verified", true),
  aliasForm: record("Q14", "add-alias takes a local part", "address"),
  tariff: record("Q15", "sharing is not part of every tariff; the error is not known", 400, 403),
  writeScopeReads: record("Q15", "the pages of reading methods name the read scope", true),
  updatedBeforeCreated: record("section 3", "so in the one recorded sample", false),
  dismissedAccess: record("section 6", "not known", "stays"),
  cloudApi: record(
    "Q16",
    "cloud-api is the current host; what it answers a token or an organization that may not use it is not known",
    403,
    404,
    412,
  ),
  outdatedLists: record(
    "Q16",
    "the access page says the host is supported in full, the pages of three lists say not; clients call them",
    404,
  ),
  directoryPageCeiling: record("Q17", "clients send 1000, which is documented for the v1 users alone", 100, 25),
  directoryPageAbove: record("Q17", "clients take a smaller limit that is echoed", "refuse"),
  cloudErrorShape: record(
    "Q18",
    "the v1 methods on the same host have it; the pages of the v2 methods show none",
    "code and message",
    "message alone",
  ),
  cloudIds: record("Q18", "declared as a string, shown as a number", "string"),
  cloudReferences: record("Q18", "declared as numbers, shown as objects", "numbers"),
  emailFilter: record("Q19", "the page says: by address", "every address", "part"),
  dismissedListed: record("Q20", "a user has a flag for it", false),
  parentIdDepth: record("Q20", "not known", "subtree"),
  userGroups: record("Q20", "not known", "all"),
};
