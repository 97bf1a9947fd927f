/** What several functions take and answer. */
import { z } from "zod";
import { email } from "../resources/address";
import type { Given } from "../resources/lifecycle";
import { employeeId, line, mailboxId, orgId } from "../resources/properties";
import { TEXT } from "../resources/schemaTypes";
import type { Employee } from "../service/answers";
import type { ByPerson } from "../service/directory";
import { exactlyOne } from "./lookup";

/** The organization of a look-up. */
export const organization: Given = {
  description: "The organization, a decimal id.",
  type: TEXT,
  schema: orgId.schema,
  setting: "orgId",
};

/** The mailbox of a look-up. */
export const mailbox: Given = {
  description: "The mailbox: the decimal id of a shared mailbox, or of the employee whose own mailbox it is.",
  type: TEXT,
  schema: mailboxId.schema,
};

/** A small number, such as a group's, kept as a string. */
export const number = z
  .union([z.int(), z.string()], "has to be a number")
  .transform(String)
  .refine((text) => /^[1-9]\d{0,14}$/.test(text), "has to be a number, such as 12");

/** Somebody's look-up: by one of these. */
export interface PersonInputs extends ByPerson {
  orgId: string;
}

/** The inputs that stand for one employee. */
export const person: { [name in keyof Required<PersonInputs>]: Given } = {
  email: {
    description:
      "An address of the employee: the main one, an alias, or one of these on another of the organization's domains. " +
      "Letter case means nothing.",
    type: TEXT,
    schema: email.optional(),
  },
  nickname: {
    description: "The employee's login. Letter case means nothing.",
    type: TEXT,
    schema: line(1, 254).optional(),
  },
  id: { description: "The employee's decimal id.", type: TEXT, schema: employeeId.optional() },
  orgId: organization,
};

/** An employee is looked up by one of these. */
export const onePerson = exactlyOne<PersonInputs>(["email", "nickname", "id"]);

/** How errors name the employee. */
export function describePerson({ email: address, nickname, id }: ByPerson): string {
  return `employee ${address ?? nickname ?? id}`;
}

const flag = (description: string) => z.boolean().describe(description);
const text = (description: string) => z.string().describe(description);

/** An employee's fields, each with its description. */
export const employeeShape = {
  id: text("The decimal id, as `actorId` and `ownerId` take it."),
  email: text("The main address, in lower case; empty where the service says none."),
  nickname: text("The login."),
  name: text("The name that people see."),
  firstName: text("The first name."),
  lastName: text("The last name."),
  middleName: text("The middle name, such as a patronymic; empty where there is none."),
  position: text("The position; empty where the service says none."),
  aliases: z.array(z.string()).describe("Further addresses, in lower case."),
  departmentId: z.string().optional().describe("The department's id; absent where the service says none."),
  isAdmin: flag("Whether the employee administers the organization."),
  isRobot: flag("Whether the account is a robot's, and nobody's."),
  isDismissed: flag("Whether the employee has left."),
  isBlocked: flag("Whether the account is blocked, for now or for good."),
};

/** An employee. */
export const employee = z
  .object(employeeShape)
  .meta({ id: "Employee", description: "An employee." }) satisfies z.ZodType<Employee>;

/** A group or a department in a list. */
export const unit = z
  .object({ id: text("The id."), name: text("The name.") })
  .meta({ id: "NamedUnit", description: "A group, a department or a shared mailbox in a list." });

/** A shared mailbox in a list. */
export const sharedMailbox = z
  .object({
    id: text("The decimal id, as `mailboxId` takes it."),
    email: text("The address."),
    name: text("The name that people see."),
    description: text("What the mailbox is for; empty where nothing is said."),
  })
  .meta({ id: "SharedMailboxSummary", description: "A shared mailbox in a list." });
