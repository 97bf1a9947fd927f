/**
 * What the directory replies, on both hosts. Names of the wire stop here: what is called `default_email` on cloud-api is
 * `defaultEmail` on api360. No field of a list's item is documented as required, so only the id is.
 * Source: UserService, GroupService, DepartmentService, DomainService and Organizations; directory v1 and v2 on cloud-api.
 */
import { z } from "zod";
import { idSchema } from "./schemas";

const count = z.int().nonnegative();

/** The id of an employee: declared as a string, and shown as a number. One that has lost digits is refused. */
const id = z.union([z.int().positive().transform(String), idSchema]);

/** The id of a group or a department, a small number; 0 stands for none. */
const number = z.union([z.int().nonnegative().transform(String), z.string().regex(/^\d{1,15}$/)]);

/** What something belongs to: declared as a number, and shown as an object. */
const reference = z.union([number, z.object({ id: number }).transform((held) => held.id)]);

/** What may be left out, or be null. */
function maybe<Value>(schema: z.ZodType<Value>) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const text = maybe(z.string());
const flag = maybe(z.boolean());
const texts = maybe(z.array(z.string()));

const name = maybe(z.object({ first: text, last: text, middle: text }));

const user = either({
  id,
  nickname: text,
  email: text,
  defaultEmail: text,
  aliases: texts,
  name,
  displayName: text,
  position: text,
  departmentId: maybe(number),
  isAdmin: flag,
  isRobot: flag,
  isDismissed: flag,
  isEnabled: flag,
});

const group = either({
  id: number,
  name: text,
  type: text,
  description: text,
  email: text,
  aliases: texts,
  removed: flag,
});

const department = either({
  id: number,
  name: text,
  description: text,
  email: text,
  aliases: texts,
  removed: flag,
  parentId: maybe(number),
  parent: maybe(reference),
}).transform(({ parent, parentId, ...own }) => ({ ...own, parentId: parentId ?? parent }));

const domain = either({ name: z.string(), master: flag, verified: flag });

const organization = z.object({ id, name: text });

/** What a group holds. A list that is left out is empty: no field of it is documented as required. */
export const members = z.object({
  users: z.array(user).default([]),
  groups: z.array(z.object({ id: number, name: text })).default([]),
  departments: z.array(z.object({ id: number, name: text })).default([]),
  sharedMailboxes: z.array(z.object({ id, name: text })).default([]),
  externalContacts: z.array(z.object({ id: text, firstName: text, lastName: text })).default([]),
});

/** Reply of UserService_Get. */
export const userReply = user;

/** One page of each list, by the name it has on api360; cloud-api calls it `items`. */
export const pages = {
  users: pageOf("users", user),
  groups: pageOf("groups", group),
  departments: pageOf("departments", department),
  domains: pageOf("domains", domain),
};

/** Reply of Organizations list. The last page has no token, or an empty one. */
export const organizationPage = z.object({ organizations: z.array(organization).optional(), nextPageToken: text });

/** An employee as a list has it. */
export type User = z.infer<typeof user>;

/** A group as a list has it. */
export type Group = z.infer<typeof group>;

/** A department as a list has it. */
export type Department = z.infer<typeof department>;

/** A domain as the list has it. */
export type Domain = z.infer<typeof domain>;

/** An organization that the token's user administers. */
export type Organization = z.infer<typeof organization>;

/** What a group holds. */
export type Members = z.infer<typeof members>;

/** A page in the form of either host: numbered with `page` and `perPage`, or cut with `offset` and `limit`. */
function pageOf<Item>(list: string, item: z.ZodType<Item>) {
  const page = z
    .object({
      items: z.array(item).optional(),
      page: count.optional(),
      perPage: count.optional(),
      limit: count.optional(),
      offset: count.optional(),
      total: count.optional(),
    })
    .transform(({ items, page, perPage, limit, offset, total }) => ({
      items,
      page: page ?? (offset === undefined || !limit ? undefined : offset / limit + 1),
      perPage: perPage ?? limit,
      total,
    }));
  return z
    .unknown()
    .transform((reply) => (isObject(reply) && reply.items === undefined ? { ...reply, items: reply[list] } : reply))
    .pipe(page);
}

/** An object whose fields have either host's names: `default_email` is `defaultEmail`. */
function either<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).map((name) => [name, snake(name)] as const);
  return z
    .unknown()
    .transform((value) =>
      isObject(value) ? Object.fromEntries(names.map(([name, other]) => [name, value[name] ?? value[other]])) : value,
    )
    .pipe(z.object(shape));
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
