import { z } from "zod";
import type { Answers } from "../service/answers";
import type { Lookup } from "./lookup";

/** The organizations that the token's user administers. Source: Organizations, list. */
export const getOrganizations: Lookup<Record<never, never>, Answers["getOrganizations"]> = {
  inputs: {},
  outputs: {
    organizations: {
      description: "The organizations that the token's user administers.",
      schema: z.array(
        z
          .object({
            id: z.string().describe("The decimal id, as `orgId` takes it."),
            name: z.string().describe("The name."),
          })
          .meta({ id: "OrganizationSummary", description: "An organization." }),
      ),
    },
  },
  describe: () => "the organizations",

  async invoke({ service }) {
    return { organizations: await service.directory.organizations() };
  },
};
