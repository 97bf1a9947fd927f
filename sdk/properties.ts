/** The names of each resource type's properties. Written from provider/registry.ts by `npm run generate`. */
export const PROPERTIES = {
  SharedMailbox: ["orgId", "email", "name", "description", "adopt"],
  DelegatedMailbox: ["orgId", "ownerId"],
  MailboxAccess: ["orgId", "mailboxId", "actorId", "roles", "notify", "taskTimeout"],
  MailboxAccessList: ["orgId", "mailboxId", "access", "notify", "exclusive", "unlisted", "taskTimeout"],
} as const;

/** The resource types of the package. */
export type ResourceType = keyof typeof PROPERTIES;
