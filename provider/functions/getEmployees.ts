import { z } from "zod";
import { flag } from "../resources/properties";
import type { Employee } from "../service/employees";
import { present } from "../service/structure";
import type { Lookup } from "./lookup";
import { employee, organization } from "./shapes";

/** What {@link getEmployees} takes. */
interface Inputs {
  orgId: string;
  includeDismissed: boolean;
}

/** Everybody in the organization. Source: directory v2 on cloud-api, users; UserService_List. */
export const getEmployees: Lookup<Inputs, { employees: Employee[] }> = {
  inputs: {
    includeDismissed: { description: "Whether those who have left are listed too.", schema: flag(false) },
    orgId: organization,
  },
  outputs: {
    employees: {
      description: "The employees, as the service lists them; robots and blocked accounts are among them.",
      schema: z.array(employee),
    },
  },
  describe: () => "the employees",

  async invoke({ service }, { orgId, includeDismissed }) {
    const all = await service.directory.employees(orgId);
    return { employees: includeDismissed ? [...all] : present(all) };
  },
};
