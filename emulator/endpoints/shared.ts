import { z } from "zod";
import { ALREADY_EXISTS, EMAIL_TAKEN, LIMIT, Refusal } from "../model/errors";
import type { Organization, StoredShared } from "../model/organization";
import { type Call, defineEndpoint, type Endpoint, integer, noBody, noQuery } from "./endpoint";
import { MAILBOXES, READ, WRITE } from "./mailboxes";
import { resourceList } from "./resourceList";

/** A shared mailbox as GetShared answers it; the dates may be missing. Source: MailboxService_GetShared. */
interface SharedMailbox {
  id: string;
  email: string;
  name: string;
  description: string;
  createdAt?: string;
  updatedAt?: string;
}

const LOCAL_PART = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;
const NAME_MIN_LENGTH = 2;

const updateBody = z.strictObject({ name: z.string().optional(), description: z.string().optional() });
const createBody = z.strictObject({ email: z.string(), name: z.string(), description: z.string().optional() });

/** The five methods of shared mailboxes. Source: MailboxService_ListShared … MailboxService_DeleteShared. */
export const sharedEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    name: "ListShared",
    method: "GET",
    path: `${MAILBOXES}/shared`,
    scopes: READ,
    query: z.strictObject({ page: integer(1), perPage: integer(10) }),
    body: noBody,
    act: (call) =>
      resourceList(call, call.organization.shared, call.organization.removedShared, (item) => item.createdAt),
  }),
  defineEndpoint({
    name: "CreateShared",
    method: "PUT",
    path: `${MAILBOXES}/shared`,
    scopes: WRITE,
    query: noQuery,
    body: createBody,
    act: create,
  }),
  defineEndpoint({
    name: "GetShared",
    method: "GET",
    path: `${MAILBOXES}/shared/:id`,
    id: "mailbox",
    scopes: READ,
    query: noQuery,
    body: noBody,
    act: (call) => toWire(existing(call), call.organization.around.switches.datesSent),
  }),
  defineEndpoint({
    name: "UpdateShared",
    method: "PUT",
    path: `${MAILBOXES}/shared/:id`,
    id: "mailbox",
    scopes: WRITE,
    query: noQuery,
    body: updateBody,
    act: update,
  }),
  defineEndpoint({
    name: "DeleteShared",
    method: "DELETE",
    path: `${MAILBOXES}/shared/:id`,
    id: "mailbox",
    scopes: WRITE,
    query: noQuery,
    body: noBody,
    act: remove,
  }),
];

function create({ organization, body }: Call<unknown, z.infer<typeof createBody>>): { resourceId: string } {
  const { switches, limits } = organization.around;
  const email = switches.addressCase === "lowered" ? body.email.toLowerCase() : body.email;
  if (body.description === undefined && !switches.descriptionOptional) throw invalid(organization);
  checkAddress(organization, email);
  checkTexts(organization, body);
  if (organization.shared.size >= limits.sharedMailboxes) throw new Refusal(switches.limitStatus, LIMIT, 8);
  const { name, description = "" } = body;
  return { resourceId: organization.createShared({ email, name, description }) };
}

function update(call: Call<unknown, z.infer<typeof updateBody>>): { resourceId: string } {
  const { organization, body } = call;
  const mailbox = existing(call);
  const { updateOmitted } = organization.around.switches;
  const omitted = body.name === undefined || body.description === undefined;
  if (omitted && updateOmitted === "refuse") throw invalid(organization);
  const fallback = updateOmitted === "clear" ? "" : mailbox.description;
  const change = { name: body.name ?? mailbox.name, description: body.description ?? fallback };
  checkTexts(organization, change, mailbox.id);
  organization.renameShared(mailbox.id, change);
  return { resourceId: mailbox.id };
}

function remove({ organization, id }: Call<unknown, unknown>): Record<string, never> {
  const { deleteAbsent, deleteWithActors } = organization.around.switches;
  if (!organization.shared.has(id) && deleteAbsent === 404) throw new Refusal(404);
  const used = organization.access.countActors(id) > 0;
  if (used && deleteWithActors !== "allowed") throw new Refusal(deleteWithActors, "resource_in_use", 9);
  organization.removeShared(id);
  return {};
}

function existing({ organization, id }: Call<unknown, unknown>): StoredShared {
  const mailbox = organization.shared.get(id);
  if (mailbox === undefined) throw new Refusal(404);
  return mailbox;
}

function checkAddress(organization: Organization, email: string): void {
  const { switches, now } = organization.around;
  const [local = "", domain = "", ...rest] = email.split("@");
  const domains = organization.domains.filter(({ master }) => master || switches.secondaryDomains);
  const ours = domains.some(({ name }) => name === domain.toLowerCase());
  if (!LOCAL_PART.test(local) || !ours || rest.length > 0) throw invalid(organization);
  if (organization.findShared(email)) throw new Refusal(switches.takenStatus, switches.sharedAddressTaken, 6);
  const heldSince = now() - switches.addressHeldMs;
  const held = organization.removedShared.some(
    (removed) => removed.until > heldSince && removed.email.toLowerCase() === email.toLowerCase(),
  );
  const taken = organization.findUser(email) !== undefined || organization.structure.hasAddress(email);
  if (held || taken) throw new Refusal(switches.takenStatus, EMAIL_TAKEN, 6);
}

function checkTexts(
  organization: Organization,
  texts: { name: string; description?: string | undefined },
  except?: string,
): void {
  const { nameMaxLength, descriptionMaxLength, duplicateName, takenStatus } = organization.around.switches;
  const { length } = [...texts.name];
  if (length < NAME_MIN_LENGTH || length > nameMaxLength) throw invalid(organization);
  if ([...(texts.description ?? "")].length > descriptionMaxLength) throw invalid(organization);
  if (duplicateName === "allowed" || !organization.isNameTaken(texts.name, except)) return;
  throw duplicateName === "invalid_data" ? invalid(organization) : new Refusal(takenStatus, ALREADY_EXISTS, 6);
}

function invalid(organization: Organization): Refusal {
  return new Refusal(organization.around.switches.invalidDataStatus, "invalid_data", 3);
}

function toWire(mailbox: StoredShared, dates: boolean): SharedMailbox {
  const { id, email, name, description, createdAt, updatedAt } = mailbox;
  const sent = { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
  return { id, email, name, description, ...(dates && sent) };
}
