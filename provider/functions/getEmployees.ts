import { z } from "zod";
import { flag } from "../resources/properties";
import { FLAG } from "../resources/schemaTypes";
import type { Answers } from "../service/answers";
import { present } from "../service/structure";
import type { Lookup } from "./lookup";
import { employee, organization } from "./shapes";

/** What getEmployees takes, past check. */
export interface GetEmployeesInputs {
  orgId: string;
  includeDismissed: boolean;
}

/** Everybody in the organization. Source: directory v2 on cloud-api, users; UserService_List. */
export const getEmployees: Lookup<GetEmployeesInputs, Answers["getEmployees"]> = {
  inputs: {
    includeDismissed: { description: "Whether those who have left are listed too.", type: FLAG, schema: flag(false) },
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
