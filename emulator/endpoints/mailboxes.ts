import { SCOPES, type Scope } from "../model/scopes";

/** Base path of the mailbox methods. */
export const MAILBOXES = "/admin/v1/org/:orgId/mailboxes";

/** Scope of every reading mailbox method. */
export const READ: readonly Scope[] = [SCOPES.readMailboxes];

/** Scope of every writing mailbox method. */
export const WRITE: readonly Scope[] = [SCOPES.writeMailboxes];
