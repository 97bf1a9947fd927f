import { z } from "zod";
import type { Answers } from "../service/answers";
import type { Lookup } from "./lookup";
import { organization } from "./shapes";

/** Every mailbox that delegation is on for. Source: MailboxService_ListDelegated. */
export const getDelegatedMailboxes: Lookup<{ orgId: string }, Answers["getDelegatedMailboxes"]> = {
  inputs: { orgId: organization },
  outputs: {
    mailboxes: {
      description: "The employees' mailboxes for which delegation is on.",
      schema: z.array(
        z
          .object({
            id: z.string().describe("The decimal id of the employee whose mailbox it is."),
            users: z
              .int()
              .optional()
              .describe("How many employees have access; absent where the service does not say."),
          })
          .meta({ id: "DelegatedMailboxSummary", description: "An employee's mailbox for which delegation is on." }),
      ),
    },
  },
  describe: () => "the delegated mailboxes",

  async invoke({ service }, { orgId }) {
    const all = await service.inventory.all(orgId, "delegated");
    return { mailboxes: [...all].map(([id, users]) => (users === undefined ? { id } : { id, users })) };
  },
};
