import { z } from "zod";
import type { Answers } from "../service/answers";
import { canonicalRoles } from "../service/roles";
import type { Lookup } from "./lookup";
import { describePerson, onePerson, organization, type PersonInputs, person } from "./shapes";

/** What mailboxes an employee has access to. Source: MailboxService_ListResources. */
export const getEmployeeMailboxes: Lookup<PersonInputs, Answers["getEmployeeMailboxes"]> = {
  inputs: { ...person, orgId: organization },
  outputs: {
    employeeId: { description: "The employee's decimal id.", schema: z.string() },
    mailboxes: {
      description: "The mailboxes that the employee has access to, their own not among them.",
      schema: z.array(
        z
          .object({
            mailboxId: z.string().describe("The mailbox's decimal id."),
            type: z.string().optional().describe("`shared` or `delegated`; absent where the service does not say."),
            roles: z.array(z.string()).describe("The roles by the API's names, once each, in the API's order."),
          })
          .meta({ id: "EmployeeMailbox", description: "A mailbox that the employee has access to." }),
      ),
    },
  },
  checkTogether: onePerson,
  describe: (inputs) => `the mailboxes of ${describePerson(inputs)}`,

  async invoke({ service }, { orgId, ...by }) {
    const employeeId = by.id ?? (await service.directory.employee(orgId, by)).id;
    const found = await service.directory.mailboxesOf(orgId, employeeId);
    return {
      employeeId,
      mailboxes: found
        .filter(({ resourceId }) => resourceId !== employeeId)
        .map(({ resourceId, type, roles }) => ({
          mailboxId: resourceId,
          ...(type === undefined ? {} : { type }),
          roles: canonicalRoles(roles),
        })),
    };
  },
};
