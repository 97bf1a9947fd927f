/** The types of properties, for programs in typed languages. */
import type { SchemaType } from "./lifecycle";

const ref = (name: string): SchemaType => ({ $ref: `#/types/yandex360:index:${name}` });

/** Text, and ids: they do not fit every language's numbers. */
export const TEXT: SchemaType = { type: "string" };
/** Yes or no. */
export const FLAG: SchemaType = { type: "boolean" };
/** A whole number. */
export const INTEGER: SchemaType = { type: "integer" };

/** The roles of one employee: a known one, or one that only the service knows. */
export const ROLES: SchemaType = { type: "array", items: { oneOf: [TEXT, ref("Role")], type: "string" } };

/** What an access list is kept as. */
export const ROLES_BY_EMPLOYEE: SchemaType = { type: "object", additionalProperties: ROLES };

/** How a program gives an access list: entries, whose employees may be outputs, or what it is kept as. */
export const ACCESS: SchemaType = {
  oneOf: [{ type: "array", items: ref("MailboxAccessEntry") }, ROLES_BY_EMPLOYEE],
};

/** Whom the service tells. */
export const NOTIFY: SchemaType = ref("Notify");
/** What becomes of people who are not in a list. */
export const UNLISTED: SchemaType = ref("Unlisted");
