/** The types of properties, for programs in typed languages. */
import type { SchemaType } from "./lifecycle";

const ref = (name: string): SchemaType => ({ $ref: `#/types/yandex360:index:${name}` });

export const TEXT: SchemaType = { type: "string" };
export const FLAG: SchemaType = { type: "boolean" };
export const INTEGER: SchemaType = { type: "integer" };

/** The roles of one employee: a known one, or one that only the service knows. */
export const ROLES: SchemaType = { type: "array", items: { oneOf: [TEXT, ref("Role")], type: "string" } };

export const ROLES_BY_EMPLOYEE: SchemaType = { type: "object", additionalProperties: ROLES };

export const ACCESS: SchemaType = {
  oneOf: [{ type: "array", items: ref("MailboxAccessEntry") }, ROLES_BY_EMPLOYEE],
};

export const NOTIFY: SchemaType = ref("Notify");
export const UNLISTED: SchemaType = ref("Unlisted");
