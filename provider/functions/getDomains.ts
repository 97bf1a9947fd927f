import { z } from "zod";
import type { Answers } from "../service/answers";
import type { Lookup } from "./lookup";
import { organization } from "./shapes";

/** The organization's domains. Source: DomainService_List. */
export const getDomains: Lookup<{ orgId: string }, Answers["getDomains"]> = {
  inputs: { orgId: organization },
  outputs: {
    domains: {
      description: "The organization's domains. All but the main one are aliases of it.",
      schema: z.array(
        z
          .object({
            name: z.string().describe("The name, in Punycode where it has other letters than Latin ones."),
            isMain: z.boolean().describe("Whether it is the main domain, on which shared mailboxes are made."),
            isVerified: z.boolean().describe("Whether the organization has proven that the domain is its own."),
          })
          .meta({ id: "Domain", description: "A domain of the organization." }),
      ),
    },
  },
  describe: () => "the domains",

  async invoke({ service }, { orgId }) {
    return { domains: await service.directory.domains(orgId) };
  },
};
