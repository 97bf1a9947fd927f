/**
 * What the service replies. Names of the wire stop here.
 * Source: the schemas of the MailboxService pages. Fields that are not listed are ignored, so that the service may grow.
 */
import { z } from "zod";

/** A uint64 as a decimal string: it does not fit a JavaScript number. */
export const idSchema = z.string().regex(/^[1-9]\d{0,19}$/);

const count = z.int().nonnegative();

/** One page of ListShared or ListDelegated. */
export const resourcePage = z.object({
  resources: z.array(z.object({ resourceId: idSchema, count })),
  page: count,
  perPage: count,
  total: count,
});

/** Reply of the methods that create or change a mailbox. */
export const resourceReference = z.object({ resourceId: idSchema });

/** Reply of GetShared. */
export const sharedMailbox = z.object({
  id: idSchema,
  email: z.string(),
  name: z.string(),
  description: z.string().default(""),
  createdAt: z.iso.datetime({ offset: true }),
});

/** Reply of ListActors. */
export const actorList = z.object({
  actors: z.array(z.object({ actorId: idSchema, roles: z.array(z.string()) })),
});

/** Reply of Set. The id is opaque; it becomes one segment of a path. */
export const taskReference = z.object({ taskId: z.string().min(1).max(200) });

/** Reply of TaskStatus: `running`, `complete`, `error`, or what the service may add. */
export const task = z.object({ status: z.string() });

/** Reply of the methods that delete. */
export const nothing = z.object({});

/** The body of an error. */
export const errorBody = z.object({ code: z.int(), message: z.string() });

/** A shared mailbox as the service describes it. */
export type SharedMailboxReply = z.infer<typeof sharedMailbox>;

/** One employee's roles on a mailbox. */
export type Actor = z.infer<typeof actorList>["actors"][number];

/** One page of a list of mailboxes. */
export type ResourcePage = z.infer<typeof resourcePage>;
