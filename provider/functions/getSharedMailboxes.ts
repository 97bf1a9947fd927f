import { z } from "zod";
import type { Answers } from "../service/answers";
import type { Lookup } from "./lookup";
import { organization, sharedMailbox } from "./shapes";

/** Every shared mailbox. Source: MailboxService_ListShared and _GetShared. */
export const getSharedMailboxes: Lookup<{ orgId: string }, Answers["getSharedMailboxes"]> = {
  inputs: { orgId: organization },
  outputs: {
    mailboxes: { description: "The organization's shared mailboxes.", schema: z.array(sharedMailbox) },
  },
  describe: () => "the shared mailboxes",

  async invoke({ service }, { orgId }) {
    const all = await service.inventory.allShared(orgId);
    return { mailboxes: all.map(({ id, email, name, description }) => ({ id, email, name, description })) };
  },
};
