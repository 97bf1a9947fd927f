import * as pulumi from "@pulumi/pulumi";
import { Role } from "pulumi-yandex360";
import { z } from "zod";
import { distinct, id, keys, needs, ownerApart, record, text, toLines } from "./rules";

/** What the stack files call the roles. */
const ROLES = {
  owner: Role.Owner,
  reader: Role.Reader,
  editor: Role.Editor,
  admin: Role.Admin,
  imapAdmin: Role.ImapAdmin,
  sender: Role.Sender,
  halfSender: Role.HalfSender,
} as const;

const role = z
  .enum(Object.keys(ROLES) as (keyof typeof ROLES)[], needs(`one of ${Object.keys(ROLES).join(", ")}`))
  .transform((name) => ROLES[name]);

const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;

/** What each employee may do with a mailbox. */
export type Access = Record<string, Role[]>;

/**
 * The stack's config, checked.
 *
 * @throws pulumi.RunError that names every problem with its path.
 */
export function readConfig() {
  const config = {
    "yandex360:orgId": new pulumi.Config("yandex360").get("orgId"),
    organization: new pulumi.Config().getObject<unknown>("organization"),
  };
  const { data, error } = schemaFor(config).safeParse(config);
  if (error) {
    const problems = error.issues.flatMap(toLines);
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    throw new pulumi.RunError(`${count} in the config of stack ${pulumi.getStack()}:\n  ${problems.join("\n  ")}`);
  }
  const { employees, shared, delegated } = data.organization;
  /** The id of somebody who is among the employees, as everybody in `shared` and `delegated` is. */
  const idOf = (employee: string) => String(employees[employee]);
  return { orgId: data["yandex360:orgId"], shared, delegated, idOf };
}

/** The parts that others refer to, looked up beforehand: what is wrong in one part must not hide what is wrong in another. */
const items = z.record(z.string(), z.unknown()).transform((given) => new Map(Object.entries(given)));
const outline = z
  .object({
    domain: z.string().toLowerCase().optional().catch(undefined),
    employees: items.optional().catch(undefined),
    shared: items.optional().catch(undefined),
  })
  .catch({});

function schemaFor({ organization }: { organization: unknown }) {
  const { domain, employees, shared } = outline.parse(organization);
  const isEmployee = (name: string) => employees === undefined || employees.has(name);
  const isOwnAddress = (address: string) => {
    const [login, at, ...more] = address.split("@");
    return login && at && more.length === 0 && (domain === undefined || at.toLowerCase() === domain);
  };

  const stack = pulumi.getStack();
  const readable = keys((key) => KEY.test(key), "has to be a key of letters, digits, - and _");
  const hired = keys(isEmployee, "is not among organization.employees");
  const unshared = keys((key) => !shared?.has(key), "is a key of organization.shared already");

  const roles = z.array(role, needs("a list of roles")).min(1, "has to have a role");
  const access = record(roles, hired).default({});
  const sharedMailbox = z.strictObject({
    email: text.refine(isOwnAddress, `has to be an address in the organization's domain, ${domain}`),
    name: text.refine((name) => name.trim().length >= 2, "has to have at least 2 characters"),
    description: text.optional(),
    adopt: z.boolean(needs("true or false")).optional(),
    access,
  });
  const delegatedMailbox = z.strictObject({
    owner: text.refine(isEmployee, "is not among organization.employees"),
    access,
  });

  return z.object({
    "yandex360:orgId": id,
    organization: z.strictObject(
      {
        stack: text.refine((name) => name === stack, `is not ${stack}: this is the config of another stack`),
        domain: text.regex(/^[^\s@]+\.[^\s@]+$/, "has to be a domain such as example.org"),
        employees: record(id, readable, distinct()),
        shared: record(sharedMailbox, readable, distinct("email"), distinct("name")).default({}),
        delegated: record(delegatedMailbox, readable, unshared, distinct("owner"), ownerApart).default({}),
      },
      needs("a mapping with stack, domain, employees, shared and delegated"),
    ),
  });
}
