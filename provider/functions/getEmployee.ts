import type { Answers } from "../service/answers";
import { named, stateOf } from "../service/employees";
import { fieldsOf, type Lookup } from "./lookup";
import { describePerson, employeeShape, onePerson, type PersonInputs, person } from "./shapes";

/** One employee. Source: directory v2 on cloud-api, users; UserService_List and _Get. */
export const getEmployee: Lookup<PersonInputs, Answers["getEmployee"]> = {
  inputs: person,
  outputs: fieldsOf(employeeShape),
  checkTogether: onePerson,
  describe: describePerson,

  async invoke({ service, log }, { orgId, ...by }) {
    const found = await service.directory.employee(orgId, by);
    const state = stateOf(found);
    if (state !== undefined) {
      log.warn(`employee ${named(found)} ${state}`);
    }
    return found;
  },
};
