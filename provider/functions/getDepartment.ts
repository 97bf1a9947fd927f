import { z } from "zod";
import { flag, line } from "../resources/properties";
import { FLAG, TEXT } from "../resources/schemaTypes";
import type { Answers } from "../service/answers";
import { exactlyOne, type Lookup } from "./lookup";
import { employee, number, organization, unit } from "./shapes";

/** What getDepartment takes, past check. */
export interface GetDepartmentInputs {
  orgId: string;
  id?: string | undefined;
  name?: string | undefined;
  nested: boolean;
}

/** One department with everybody in it. Source: directory v2 on cloud-api, departments; DepartmentService_List. */
export const getDepartment: Lookup<GetDepartmentInputs, Answers["getDepartment"]> = {
  inputs: {
    id: { description: "The department's id, a number.", type: TEXT, schema: number.optional() },
    name: {
      description: "The department's name. Where no department is called exactly so, letter case means nothing.",
      type: TEXT,
      schema: line(1, 1000).optional(),
    },
    nested: { description: "Whether members of the departments below it count too.", type: FLAG, schema: flag(false) },
    orgId: organization,
  },
  outputs: {
    id: { description: "The department's id.", schema: z.string() },
    name: { description: "The department's name.", schema: z.string() },
    email: { description: "The department's address, in lower case; empty where it has none.", schema: z.string() },
    parentId: {
      description: "The id of the department that it belongs to; absent where it belongs to none.",
      schema: z.string().optional(),
    },
    members: {
      description:
        "Everybody in the department. Those who have left are not among them; robots and blocked accounts are.",
      schema: z.array(employee),
    },
    departments: { description: "The departments below it, however deep.", schema: z.array(unit) },
  },
  checkTogether: exactlyOne<GetDepartmentInputs>(["id", "name"]),
  describe: ({ id, name }) => `department ${id ?? JSON.stringify(name)}`,

  async invoke({ service }, { orgId, nested, ...by }) {
    const { id, name = "", email = "", parentId } = await service.directory.department(orgId, by);
    const { employees: members, below: departments } = await service.directory.employeesIn(orgId, id, nested);
    const parent = parentId === undefined || parentId === "0" ? {} : { parentId };
    return { id, name, email: email.toLowerCase(), ...parent, members, departments };
  },
};
