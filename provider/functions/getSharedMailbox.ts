import { email } from "../resources/address";
import { TEXT } from "../resources/schemaTypes";
import type { Answers } from "../service/answers";
import { exactlyOne, fieldsOf, type Lookup } from "./lookup";
import { mailbox, organization, sharedMailbox } from "./shapes";

/** What getSharedMailbox takes, past check. */
export interface GetSharedMailboxInputs {
  orgId: string;
  email?: string | undefined;
  id?: string | undefined;
}

/** One shared mailbox. Source: MailboxService_ListShared and _GetShared. */
export const getSharedMailbox: Lookup<GetSharedMailboxInputs, Answers["getSharedMailbox"]> = {
  inputs: {
    email: { description: "The mailbox's address. Letter case means nothing.", type: TEXT, schema: email.optional() },
    id: { description: "The mailbox's decimal id.", type: TEXT, schema: mailbox.schema.optional() },
    orgId: organization,
  },
  outputs: fieldsOf(sharedMailbox.shape),
  checkTogether: exactlyOne<GetSharedMailboxInputs>(["email", "id"]),
  describe: ({ email: address, id }) => `shared mailbox ${address ?? id}`,

  async invoke({ service }, { orgId, ...by }) {
    const { id, email: address, name, description } = await service.directory.sharedMailbox(orgId, by);
    return { id, email: address, name, description };
  },
};
