/** What is asked of the real service, each answer in the form of the emulator's switch of the same name. */
import type { Switches } from "../../emulator";
import type { Answer, Service } from "./service";

const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";
const LARGE = 5000;
const PATIENCE_MS = 15_000;

export type Question = (service: Service) => Promise<unknown>;

/** A status, or how the task ended; "task" where it went well. */
async function ending(service: Service, answer: Answer): Promise<unknown> {
  const end = await service.end(answer);
  if (end === "error") return "task error";
  return end === "complete" || end === "forgotten" ? "task" : end;
}

/** Milliseconds until something shows; 0 where it does at the first look. */
async function until(shows: () => Promise<boolean>): Promise<number> {
  const begun = performance.now();
  for (let look = 0; ; look++) {
    const seen = await shows();
    const passed = Math.round(performance.now() - begun);
    if (seen) return look === 0 ? 0 : passed;
    if (passed > PATIENCE_MS) throw new Error(`it does not show after ${PATIENCE_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The id of a mailbox that was there a moment ago: nobody's, for certain. */
async function nobody(service: Service): Promise<string> {
  const id = await service.mailbox();
  await service.ask("DELETE", `/shared/${id}`);
  return id;
}

async function setting(service: Service, ...roles: string[]): Promise<unknown> {
  const id = await service.mailbox();
  return ending(service, await service.set(id, service.target.actor, roles));
}

/** A mailbox on which the actor has roles, and the service shows them: what comes next is not to meet the old state. */
async function granted(service: Service, ...roles: string[]): Promise<string> {
  const id = await service.mailbox();
  await service.grant(id, ...roles);
  await until(async () => (await service.roles(id)) !== undefined);
  return id;
}

function shownAs(roles: readonly string[]): string {
  if (roles.join() === OWNER) return "owner alone";
  if (roles.length > 2) return "owner expanded";
  return roles[0] === OWNER ? "as sent" : "reordered";
}

/** The questions that can be asked without harm, with shared mailboxes of the suite's own. */
export const QUESTIONS: { readonly [Name in keyof Switches]?: Question } = {
  perPageAbove: async (service) =>
    (await service.ask("GET", `/shared?perPage=${LARGE}`)).status === 200 ? "clamp" : "refuse",
  perPageCeiling: async (service) => {
    for (const size of [LARGE, 1000, 500, 100, 50, 20, 10]) {
      const { status, body } = await service.ask("GET", `/shared?perPage=${size}`);
      if (status === 200) return body.perPage;
    }
    throw new Error("no page size was taken");
  },
  descriptionOptional: async (service) => (await service.create(service.fresh())).status === 200,
  updateOmitted: async (service) => {
    const id = await service.mailbox({ description: "kept" });
    const { status } = await service.ask("PUT", `/shared/${id}`, { name: service.fresh().name });
    if (status !== 200) return "refuse";
    return (await service.get(`/shared/${id}`)).description === "kept" ? "keep" : "clear";
  },
  duplicateName: async (service) => {
    const { name, email } = service.fresh();
    await service.mailbox({ name, email });
    const { status, message } = await service.create({ ...service.fresh(), name, description: "" });
    return status === 200 ? "allowed" : message;
  },
  takenStatus: async (service) => {
    const { name, email } = service.fresh();
    await service.mailbox({ name, email });
    return (await service.create({ ...service.fresh(), email, description: "" })).status;
  },
  sharedAddressTaken: async (service) => {
    const { name, email } = service.fresh();
    await service.mailbox({ name, email });
    return (await service.create({ ...service.fresh(), email, description: "" })).message;
  },
  errorShape: async (service) => {
    const { body } = await service.ask("GET", `/shared/${await nobody(service)}`);
    if ("error" in body) return "error and description";
    return "code" in body ? "code and message" : "message alone";
  },
  notFoundMessage: async (service) => (await service.ask("GET", `/shared/${await nobody(service)}`)).message,
  emptyFields: async (service) =>
    "actors" in (await service.get(`/actors/${await service.mailbox()}`)) ? "sent" : "left out",
  datesSent: async (service) => "createdAt" in (await service.get(`/shared/${await service.mailbox()}`)),
  invalidDataStatus: async (service) =>
    (await service.create({ ...service.fresh(), email: `${service.prefix}-no-domain`, description: "" })).status,
  addressCase: async (service) => {
    const { name, email } = service.fresh();
    const id = await service.mailbox({ name, email: `${email[0]?.toUpperCase()}${email.slice(1)}` });
    return (await service.get(`/shared/${id}`)).email === email ? "lowered" : "kept";
  },
  addressHeldMs: async (service) => {
    const { name, email } = service.fresh();
    const id = await service.mailbox({ name, email });
    await service.ask("DELETE", `/shared/${id}`);
    return until(async () => (await service.create({ ...service.fresh(), email, description: "" })).status === 200);
  },
  updatedBeforeCreated: async (service) => {
    const { createdAt, updatedAt } = await service.get(`/shared/${await service.mailbox()}`);
    return Date.parse(String(updatedAt)) < Date.parse(String(createdAt));
  },
  listDelayMs: async (service) => {
    const id = await service.mailbox();
    return until(async () => (await service.list("shared")).includes(id));
  },
  deleteAbsent: async (service) => (await service.ask("DELETE", `/shared/${await nobody(service)}`)).status,
  deleteWithActors: async (service) => {
    const id = await granted(service, OWNER);
    const { status } = await service.ask("DELETE", `/shared/${id}`);
    return status === 200 ? "allowed" : status;
  },
  setBadActor: async (service) => {
    const id = await service.mailbox();
    return ending(service, await service.set(id, await nobody(service), [OWNER]));
  },
  setNoChange: async (service) => {
    const id = await granted(service, OWNER);
    return ending(service, await service.set(id, service.target.actor, [OWNER]));
  },
  unknownRole: async (service) =>
    (await setting(service, SENDER, "shared_mailbox_of_no_such_kind")) === "task" ? "accepted" : "refused",
  roleCombination: async (service) => ((await setting(service, READER)) === "task" ? "any" : "sender or owner"),
  taskForgottenOnceAnswered: async (service) => {
    const answer = await service.set(await service.mailbox(), service.target.actor, [OWNER]);
    const first = await service.end(answer);
    if (first === "forgotten") throw new Error("the task was not known at the first look");
    return (await service.end(answer)) === "forgotten";
  },
  concurrentSets: async (service) => {
    const id = await service.mailbox();
    const first = await service.set(id, service.target.actor, [OWNER]);
    const second = await service.set(id, service.target.actor, [SENDER]);
    const ends = [await service.end(first), await service.end(second)];
    if (second.status !== 200) return "refused";
    if (ends.includes("error")) throw new Error(`the tasks ended with ${ends.join(" and ")}`);
    await until(async () => (await service.roles(id)) !== undefined);
    return (await service.roles(id))?.includes(OWNER) === true ? "newest first" : "in order";
  },
  accessVisibleDelayMs: async (service) => {
    const id = await service.mailbox();
    await service.grant(id, OWNER);
    return until(async () => (await service.roles(id)) !== undefined);
  },
  rolesShown: async (service) => {
    const id = await granted(service, OWNER, READER);
    return shownAs((await service.roles(id)) ?? []);
  },
  resourcesOfUnknownActor: async (service) => {
    const { status } = await service.ask("GET", `/resources/${await nobody(service)}`);
    return status === 200 ? "empty" : status;
  },
  sharedAmongUsers: async (service) => {
    const { status, message } = await service.ask("GET", `/users/${await service.mailbox()}`);
    if (status === 403) throw new Error(`the token may not read the directory: ${message}`);
    return status === 200;
  },
};

/** Those that need the owner's mailbox; asked only where its delegation is off at the start. */
export const DELEGATION_QUESTIONS: { readonly [Name in keyof Switches]?: Question } = {
  actorsWithoutDelegation: async (service) => {
    const { status } = await service.ask("GET", `/actors/${service.target.owner}`);
    return status === 200 ? "empty" : status;
  },
  setWithoutDelegation: async (service) => {
    const answer = await service.set(service.target.owner, service.target.actor, [SENDER]);
    // Should the service take it, the access is taken away again when the suite cleans up.
    service.delegates ||= answer.status === 200;
    return ending(service, answer);
  },
  delegatedAlreadyOn: async (service) => {
    await service.delegate(true);
    return (await service.delegate(true)).status;
  },
  ownerListed: async (service) => {
    await service.delegate(true);
    return (await service.roles(service.target.owner, service.target.owner)) !== undefined;
  },
};

/** Why the others are not asked. */
export const NOT_ASKED: { readonly [Name in keyof Switches]?: string } = {
  nameMaxLength: "a limit can only be searched for, with many mailboxes",
  descriptionMaxLength: "a limit can only be searched for, with many mailboxes",
  limitStatus: "the organization would have to be filled to its limit",
  setOverLimit: "a mailbox would have to be filled to its limit",
  delegatedBadOwner: "it needs an invited account",
  taskRetentionMs: "it may take days",
  basePath: "YANDEX360_API_URL says it",
  retryAfter: "the service would have to be overloaded",
  secondaryDomains: "it needs a second domain",
  aliasForm: "it needs an employee with an alias",
  tariff: "it needs another tariff",
  writeScopeReads: "it needs a second token",
  dismissedAccess: "it needs an employee who may be dismissed",
  cloudApi: "it needs a token of another kind",
  outdatedLists: "the suite's token reads no directory",
  directoryPageCeiling: "the suite's token reads no directory",
  directoryPageAbove: "the suite's token reads no directory",
  cloudErrorShape: "the suite's token reads no directory",
  cloudIds: "the suite's token reads no directory",
  cloudReferences: "it needs a group within a group",
  emailFilter: "it needs an employee with an alias",
  dismissedListed: "it needs an employee who is dismissed",
  parentIdDepth: "it needs a department within a department",
  userGroups: "it needs a group within a group",
};
