/** A host of the service. The setting of its address is `apiUrl` for api360 and `directoryUrl` for cloud-api. */
export type Host = "api360" | "cloud-api";

/** On which host the endpoints of each family of the API are, and where they lie; the path of an endpoint goes on from there. */
export const FAMILIES = {
  mailboxes: { host: "api360", prefix: "/admin/v1/org/{orgId}" },
  directory: { host: "api360", prefix: "" },
  cloudDirectory: { host: "cloud-api", prefix: "" },
} as const satisfies Record<string, { host: Host; prefix: string }>;

/** A family of the API, such as the mailboxes of an organization. */
export type Family = keyof typeof FAMILIES;
