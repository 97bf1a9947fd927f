import { z } from "zod";
import { isNotFound, Yandex360Error } from "../api/errors";
import type { Answers } from "../service/answers";
import type { Context } from "../service/context";
import { canonicalRoles } from "../service/roles";
import type { Lookup } from "./lookup";
import { mailbox, organization } from "./shapes";

/** What getMailboxActors takes, past check. */
export interface GetMailboxActorsInputs {
  orgId: string;
  mailboxId: string;
}

/** Who has access to a mailbox. Source: MailboxService_ListActors. */
export const getMailboxActors: Lookup<GetMailboxActorsInputs, Answers["getMailboxActors"]> = {
  inputs: { mailboxId: mailbox, orgId: organization },
  outputs: {
    actors: {
      description: "Everybody who has access to the mailbox. The owner of a personal mailbox is not among them.",
      schema: z.array(
        z
          .object({
            actorId: z.string().describe("The employee's decimal id."),
            roles: z.array(z.string()).describe("The roles by the API's names, once each, in the API's order."),
          })
          .meta({ id: "MailboxActor", description: "An employee who has access to the mailbox." }),
      ),
    },
  },
  describe: ({ mailboxId }) => `who has access to mailbox ${mailboxId}`,

  async invoke(context, inputs) {
    const actors = await actorsOf(context, inputs);
    return {
      actors: [...actors]
        .filter(([actorId]) => actorId !== inputs.mailboxId)
        .map(([actorId, roles]) => ({ actorId, roles: canonicalRoles(roles) })),
    };
  },
};

async function actorsOf({ service }: Context, { orgId, mailboxId }: GetMailboxActorsInputs) {
  try {
    return await service.inventory.actors(orgId, mailboxId);
  } catch (error) {
    if (isNotFound(error)) {
      throw new Yandex360Error(
        "there is no shared mailbox with this id, and no employee's mailbox with delegation on",
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
