import { z } from "zod";
import { email } from "../resources/address";
import { line } from "../resources/properties";
import { TEXT } from "../resources/schemaTypes";
import type { Answers } from "../service/answers";
import type { ByUnit } from "../service/directory";
import { exactlyOne, type Lookup } from "./lookup";
import { employee, number, organization, unit } from "./shapes";

/** What getGroup takes, past check. */
export interface GetGroupInputs extends ByUnit {
  orgId: string;
}

/** One group with everybody in it. Source: directory v2 on cloud-api, groups; GroupService_List; GroupV2, members. */
export const getGroup: Lookup<GetGroupInputs, Answers["getGroup"]> = {
  inputs: {
    email: {
      description:
        "An address of the group: the main one, an alias, or one of these on another of the organization's domains. " +
        "Letter case means nothing.",
      type: TEXT,
      schema: email.optional(),
    },
    id: { description: "The group's id, a number.", type: TEXT, schema: number.optional() },
    name: {
      description: "The group's name. Where no group is called exactly so, letter case means nothing.",
      type: TEXT,
      schema: line(1, 1000).optional(),
    },
    orgId: organization,
  },
  outputs: {
    id: { description: "The group's id.", schema: z.string() },
    name: { description: "The group's name.", schema: z.string() },
    email: { description: "The group's main address, in lower case; empty where it has none.", schema: z.string() },
    description: { description: "What the group is for; empty where nothing is said.", schema: z.string() },
    members: {
      description:
        "Everybody in the group, once each: its own members, and those of the groups and departments in it, however deep. " +
        "Those who have left are not among them; robots and blocked accounts are.",
      schema: z.array(employee),
    },
    groups: { description: "The groups in it, however deep.", schema: z.array(unit) },
    departments: { description: "The departments in it; departments below these count too.", schema: z.array(unit) },
    sharedMailboxes: { description: "The shared mailboxes in it, however deep.", schema: z.array(unit) },
    externalContacts: { description: "How many people from outside are in it.", schema: z.int() },
  },
  checkTogether: exactlyOne<GetGroupInputs>(["email", "id", "name"]),
  describe: ({ email: address, id, name }) => `group ${address ?? id ?? JSON.stringify(name)}`,

  async invoke({ service }, { orgId, ...by }) {
    const { id, name = "", email: address = "", description = "" } = await service.directory.group(orgId, by);
    return { id, name, email: address.toLowerCase(), description, ...(await service.directory.membersOf(orgId, id)) };
  },
};
