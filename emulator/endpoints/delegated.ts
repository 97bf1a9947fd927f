import { z } from "zod";
import { LIMIT, Refusal } from "../model/errors";
import { type Call, decimal, defineEndpoint, type Endpoint, integer, noBody, noQuery } from "./endpoint";
import { MAILBOXES, READ, WRITE } from "./mailboxes";
import { resourceList } from "./resourceList";

const createBody = z.strictObject({ resourceId: decimal });

/** The three methods of delegated mailboxes. Source: MailboxService_ListDelegated, _CreateDelegated, _DeleteDelegated. */
export const delegatedEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    name: "ListDelegated",
    method: "GET",
    path: `${MAILBOXES}/delegated`,
    scopes: READ,
    query: z.strictObject({ page: integer(1), perPage: integer(10) }),
    body: noBody,
    act: (call) =>
      resourceList(call, call.organization.delegated, call.organization.removedDelegated, (since) => since),
  }),
  defineEndpoint({
    name: "CreateDelegated",
    method: "PUT",
    path: `${MAILBOXES}/delegated`,
    scopes: WRITE,
    query: noQuery,
    body: createBody,
    act: create,
  }),
  defineEndpoint({
    name: "DeleteDelegated",
    method: "DELETE",
    path: `${MAILBOXES}/delegated/:id`,
    id: "mailbox",
    scopes: WRITE,
    query: noQuery,
    body: noBody,
    act: remove,
  }),
];

function create({ organization, body }: Call<unknown, z.infer<typeof createBody>>): { resourceId: string } {
  const { switches, limits } = organization.around;
  const { resourceId } = body;
  if (!organization.users.has(resourceId)) throw new Refusal(404);
  if (!organization.isAccount(resourceId)) throw new Refusal(switches.delegatedBadOwner);
  if (organization.delegated.has(resourceId)) {
    if (switches.delegatedAlreadyOn === 409) throw new Refusal(409);
    return { resourceId };
  }
  if (organization.delegated.size >= limits.delegatedMailboxes) throw new Refusal(switches.limitStatus, LIMIT, 8);
  organization.enableDelegation(resourceId);
  return { resourceId };
}

function remove({ organization, id }: Call<unknown, unknown>): Record<string, never> {
  const { deleteAbsent } = organization.around.switches;
  if (!organization.delegated.has(id) && deleteAbsent === 404) throw new Refusal(404);
  organization.disableDelegation(id);
  return {};
}
