/** docs/honesty.md, written from the emulator's own records. */
import { join } from "node:path";
import { API_RECORDS, type ApiRecord, defaultSwitches, SWITCH_RECORDS, type Switches } from "../../emulator";
import { ROOT } from "../../tools/sources";
import { LATER_STEPS } from "./laterSteps";
import { STEPS } from "./steps";

/** Where the page is. */
export const PAGE = join(ROOT, "docs/honesty.md");

/** The record that each switch bears on, by its kind and name. */
export const BEARS_ON: { readonly [Name in keyof Switches]: string } = {
  perPageCeiling: "query ListShared perPage",
  perPageAbove: "query ListDelegated perPage",
  nameMaxLength: "body CreateShared name",
  descriptionMaxLength: "body UpdateShared description",
  descriptionOptional: "body CreateShared description",
  updateOmitted: "body UpdateShared name",
  duplicateName: "endpoint CreateShared",
  takenStatus: "error 409 resource_already_exists",
  sharedAddressTaken: "error 409 resource_already_exists",
  invalidDataStatus: "error 400 invalid_data",
  limitStatus: "error 400 limit_exceeded",
  delegatedAlreadyOn: "endpoint CreateDelegated",
  delegatedBadOwner: "body CreateDelegated resourceId",
  deleteAbsent: "endpoint DeleteShared",
  setBadActor: "query Set actorId",
  setWithoutDelegation: "endpoint Set",
  setNoChange: "body Set roles",
  setOverLimit: "limit usersPerMailbox",
  unknownRole: "body Set roles",
  roleCombination: "body Set roles",
  errorShape: "error body code",
  notFoundMessage: "error 404 not_found",
  emptyFields: "reply ListShared resources",
  datesSent: "reply GetShared createdAt",
  basePath: "endpoint ListShared",
  taskRetentionMs: "endpoint TaskStatus",
  taskForgottenOnceAnswered: "endpoint TaskStatus",
  concurrentSets: "error 409 task_is_running",
  accessVisibleDelayMs: "endpoint ListActors",
  listDelayMs: "endpoint ListShared",
  ownerListed: "reply ListActors actors[].actorId",
  rolesShown: "reply ListActors actors[].roles",
  actorsWithoutDelegation: "endpoint ListActors",
  resourcesOfUnknownActor: "endpoint ListResources",
  retryAfter: "header Retry-After",
  secondaryDomains: "body CreateShared email",
  addressCase: "body CreateShared email",
  addressHeldMs: "error 409 passport_email_taken",
  deleteWithActors: "error 400 resource_in_use",
  sharedAmongUsers: "endpoint ListUsers",
  aliasForm: "reply GetUser aliases",
  tariff: "error 403 not_allowed",
  writeScopeReads: "scope ya360_admin:mail_write_shared_mailbox_inventory",
  updatedBeforeCreated: "reply GetShared updatedAt",
  dismissedAccess: "reply ListUsers users[].isDismissed",
  cloudApi: "endpoint ListUsersV2",
  outdatedLists: "endpoint ListGroups",
  directoryPageCeiling: "query ListUsersV2 limit",
  directoryPageAbove: "query ListGroups perPage",
  cloudErrorShape: "error body error",
  cloudIds: "reply ListUsersV2 items[].id",
  cloudReferences: "reply ListGroupsV2 items[].member_of",
  emailFilter: "query ListUsersV2 email",
  dismissedListed: "reply ListUsersV2 items[].is_dismissed",
  parentIdDepth: "query ListDepartments parentId",
  userGroups: "reply ListUsers users[].groups",
};

/** What is open, by the numbers that the switches name. */
const QUESTIONS: readonly (readonly [name: string, question: string])[] = [
  ["Q1", "the largest `perPage` of the mailbox lists"],
  ["Q2", "the longest name and description; whether fields may be left out, and what that does"],
  ["Q3", "the HTTP status and the message of a taken address and of bad data"],
  ["Q4", "the answer to delegation that is on already"],
  ["Q5", "the answer to the deletion of what is absent"],
  ["Q6", "Set for a bad actor, without a change, without delegation: refused at once, or a task in error"],
  ["Q7", "how long a task can be read"],
  ["Q8", "two Sets at once; how soon access shows"],
  ["Q9", "whether ListActors names the owner; whether roles are normalized"],
  ["Q10", "the request rate, 429 and Retry-After"],
  ["Q11", "the host, and so the path, that the methods will have one day"],
  ["Q12", "other domains, letter case, and an address right after its deletion"],
  ["Q13", "deletion of a mailbox that somebody has access to"],
  ["Q14", "shared mailboxes among the employees; the form of aliases"],
  ["Q15", "a tariff without sharing; whether the write scope reads"],
  ["Q16", "which of the two hosts a token may use, and how long the v1 lists stay"],
  ["Q17", "the largest page of the directory's lists"],
  ["Q18", "the forms of the v2 methods on cloud-api: error bodies, ids, references"],
  ["Q19", "what the filter by address compares"],
  ["Q20", "dismissed people in lists; how deep groups and departments are told of"],
  ["section 2", "details of the methods that their pages leave out"],
  ["section 3", "which fields may be missing; the order of the two dates of a mailbox"],
  ["section 4", "roles and combinations that the pages contradict themselves on"],
  ["section 5", "the shape of an error body, and the words for what is not there"],
  ["section 6", "what happens at limits, with names in use, and to those who are not employees any more"],
];

const NAMES = Object.keys(defaultSwitches) as (keyof Switches)[];
const code = (text: string) => `\`${text}\``;
const shown = (value: unknown) => code(typeof value === "string" ? `"${value}"` : String(value));
const row = (...cells: string[]) => `| ${cells.join(" | ")} |`;

function switchesOf({ kind, what }: ApiRecord): (keyof Switches)[] {
  return NAMES.filter((name) => BEARS_ON[name] === `${kind} ${what}`);
}

/** Fields of one method that come from one page share a row, unless a switch bears on one of them. */
function recordRows(): string[] {
  const rows: {
    kind: string;
    of: string;
    names: string[];
    source: string;
    sureness: string;
    switches: (keyof Switches)[];
  }[] = [];
  for (const record of API_RECORDS) {
    const { kind, what, source, sureness } = record;
    const field = kind === "query" || kind === "body" || kind === "reply";
    const [of = "", name = what] = field ? [what.slice(0, what.indexOf(" ")), what.slice(what.indexOf(" ") + 1)] : [];
    const switches = switchesOf(record);
    const last = rows.at(-1);
    const joins =
      last !== undefined &&
      switches.length + last.switches.length === 0 &&
      last.kind === kind &&
      last.of === of &&
      last.source === source &&
      last.sureness === sureness;
    if (joins) last.names.push(name);
    else rows.push({ kind, of, names: [name], source, sureness, switches });
  }
  return rows.map(({ kind, of, names, source, sureness, switches }) =>
    row(
      of === "" ? kind : `${kind} of ${of}`,
      names.map(code).join(", "),
      source,
      sureness,
      switches.map((name) => `${code(name)} (${SWITCH_RECORDS[name].question})`).join(", "),
    ),
  );
}

function switchRows(): string[] {
  return NAMES.map((name) => {
    const { question, why, alternatives } = SWITCH_RECORDS[name];
    return row(code(name), question, shown(defaultSwitches[name]), [...alternatives].map(shown).join(", "), why);
  });
}

/** The values that make a step impossible; "always" where every value does. */
function impossibleAt(when: (switches: Switches) => boolean): string {
  const by = NAMES.flatMap((name) => {
    const values = [defaultSwitches[name], ...SWITCH_RECORDS[name].alternatives];
    const refusing = values.filter((value) => when({ ...defaultSwitches, [name]: value }));
    return refusing.length > 0 && refusing.length < values.length
      ? [`${code(name)}: ${refusing.map(shown).join(", ")}`]
      : [];
  });
  return by.join("; ") || "always";
}

function stepRows(): string[] {
  return [...STEPS, ...LATER_STEPS].flatMap(({ title, refused }) =>
    refused ? [row(title, impossibleAt(refused.when), refused.why)] : [],
  );
}

/** The whole page. */
export function page(): string {
  const count = (sureness: string) => API_RECORDS.filter((record) => record.sureness === sureness).length;
  return `<!-- Written by \`npx tsx tests/honesty/writePage.ts\` from the emulator's records; do not edit by hand. -->
# How honest the emulator is

Nothing in this repository was run against the live service; the emulator stands in for it. So everything the emulator does has a record,
which says where it is documented, or in which public client it was seen, and how sure that is. What no source settles is a switch, and the
package must work with every value of it.

- tests/emulator/records.test.ts checks that the records are complete: every method, field, enum value and error that the emulator
  takes or answers has one, and every record is answered.
- tests/honesty/helpPages.sh is a client that knows nothing of this package. It follows the service's help pages with curl, sentence by
  sentence. The emulator has to answer as the pages promise, and to refuse their three misprints.
- tests/honesty/switches.test.ts runs one long story (create, adopt, change, rename, drift, limits, deletion) with every switch at
  every value, and look-ups with every value of a switch of the directory. tests/honesty/flipped.test.ts runs the real engine with all switches flipped at once.
- tests/live asks a real organization and writes its answers down in the form of the switches.

## Records

${API_RECORDS.length} records: ${count("doc")} from documentation pages ("doc"), ${count("client code")} seen in public clients ("client code"), ${count("inferred")} concluded ("inferred").
In brackets is the open question that a switch belongs to, by its number in the list below.

| kind | names | source | how sure | switches that bear on it |
|---|---|---|---|---|
${recordRows().join("\n")}

## Switches

These questions are open:

${QUESTIONS.map(([name, question]) => `- ${name}: ${question}.`).join("\n")}

| switch | question | default | other values tested | why the default |
|---|---|---|---|---|
${switchRows().join("\n")}

## What a value makes impossible

At every step the story converges, or it fails with one clear line, loses nothing, and converges after you do what the line advises. These
steps fail:

| step | where | why |
|---|---|---|
${stepRows().join("\n")}
`;
}
