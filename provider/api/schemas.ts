/**
 * What the service replies. Names of the wire stop here.
 * Source: the schemas of the MailboxService pages. Fields that are not listed are ignored, so that the service may grow.
 */
import { z } from "zod";

/** A uint64 as a decimal string: it does not fit a JavaScript number. */
export const idSchema = z.string().regex(/^[1-9]\d{0,19}$/);

const count = z.int().nonnegative();

/** One page of ListShared or ListDelegated. No field of it is documented as required, so the service may leave any out. */
export const resourcePage = z
  .object({
    resources: z.array(z.object({ resourceId: idSchema, count: count.optional() })).optional(),
    page: count.optional(),
    perPage: count.optional(),
    total: count.optional(),
  })
  .transform(({ resources, ...numbers }) => ({ items: resources, ...numbers }));

/** Reply of the methods that create or change a mailbox. */
export const resourceReference = z.object({ resourceId: idSchema });

/** Reply of GetShared. `createdAt` may be missing. */
export const sharedMailbox = z.object({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  description: z.string().default(""),
  createdAt: z.iso.datetime({ offset: true }).optional(),
});

/** Reply of ListActors. The list is not documented as required. */
export const actorList = z.object({
  actors: z.array(z.object({ actorId: idSchema, roles: z.array(z.string()) })).optional(),
});

/** Reply of ListResources. The list is not documented as required, nor is anything but the id in it. */
export const resourceList = z.object({
  resources: z
    .array(z.object({ resourceId: idSchema, type: z.string().optional(), roles: z.array(z.string()).default([]) }))
    .optional(),
});

/** Reply of Set. The id is opaque; it becomes one segment of a path, which dots alone are not. */
export const taskReference = z.object({
  taskId: z
    .string()
    .max(200)
    .regex(/^(?!\.+$)\P{Cs}+$/u),
});

/** Reply of TaskStatus: `running`, `complete`, `error`, or what the service may add. */
export const task = z.object({ status: z.string() });

/** Reply of the methods that delete. */
export const nothing = z.object({});

/**
 * The body of an error, in each shape that the API is known to have: `{ code, message, details }`, `{ message }`, and
 * `{ error, description, message, details }`, where `error` is a word such as `already_exists`.
 */
export const errorBody = z
  .object({ message: z.string(), code: z.int().optional(), error: z.string().optional() })
  .transform(({ message, code, error }) => ({ message, code: code ?? error }));

/** A shared mailbox as the service describes it. */
export type SharedMailboxReply = z.infer<typeof sharedMailbox>;

/** One employee's roles on a mailbox. */
export type Actor = NonNullable<z.infer<typeof actorList>["actors"]>[number];

/** A mailbox that an employee has access to. */
export type Resource = NonNullable<z.infer<typeof resourceList>["resources"]>[number];

/** A mailbox as a list has it. */
export type ListedMailbox = NonNullable<z.infer<typeof resourcePage>["items"]>[number];
