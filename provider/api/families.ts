/** Where the endpoints of each family of the API lie; the path of an endpoint goes on from there. */
export const FAMILIES = {
  mailboxes: "/admin/v1/org/{orgId}",
} as const;

/** A family of the API, such as the mailboxes of an organization. */
export type Family = keyof typeof FAMILIES;
