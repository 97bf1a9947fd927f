/** The properties that resources share. Each schema says in one line what is wrong, without repeating the value. */
import { z } from "zod";
import { Yandex360Error } from "../api/errors";
import { canonicalRoles, nearestRole, Role, roleOf } from "../service/roles";
import type { Property } from "./lifecycle";
import { INTEGER, NOTIFY, TEXT } from "./schemaTypes";

const LARGEST_ID = 18_446_744_073_709_551_615n;

/** An id of the service: a uint64 as a decimal string, or a safe integer that is kept as a string. `source` says where it is found. */
function idFrom(source: string) {
  return z.unknown().transform((value, context) => {
    const problem = idProblem(value, source);
    if (problem === undefined) {
      return String(value);
    }
    context.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });
}

const OF_EMPLOYEE = "an employee's id is in the address of the employee's page in the admin console, after `uid=`";

/** An employee's id. */
export const employeeId = idFrom(OF_EMPLOYEE);

/** What is wrong with an employee's id, if anything. */
export function employeeIdProblem(value: unknown): string | undefined {
  return idProblem(value, OF_EMPLOYEE);
}

function idProblem(value: unknown, source: string): string | undefined {
  if (value === undefined || value === null) {
    return "is required";
  }
  if (typeof value === "number") {
    if (!Number.isInteger(value) || value < 1) {
      return "has to be a decimal id";
    }
    return Number.isSafeInteger(value)
      ? undefined
      : "is too large for a number and has lost digits: write the id as a string, in quotes";
  }
  if (typeof value === "string" && value.includes("@")) {
    return `is an address and has to be an id: ${source}`;
  }
  return typeof value === "string" && /^[1-9]\d{0,19}$/.test(value) && BigInt(value) <= LARGEST_ID
    ? undefined
    : "has to be a decimal id, such as 1130000000000001";
}

/** Whether the text is an id of the service. */
export function isId(text: string): boolean {
  return idProblem(text, "") === undefined;
}

/** The error of a resource's id that has another format than the type's. */
export function malformedId(format: string): Yandex360Error {
  return new Yandex360Error(`the id has to be ${format}`);
}

/** Text of one line. */
export const line = (least: number, most: number) =>
  z
    .string(required("has to be text"))
    .refine((text) => !/[\p{Cc}\u2028\u2029]/u.test(text), "must not have line breaks or other control characters")
    .refine(
      (text) => [...text.trim()].length >= least,
      `has to have at least ${least} ${least === 1 ? "character" : "characters"}`,
    )
    .max(most, `must not be longer than ${most} characters`);

/** Yes or no. */
export const flag = (otherwise: boolean) => z.boolean("has to be true or false").default(otherwise);

const KEYS = Object.keys(Role).join(", ");

/** One role, kept by the API's name. */
const role = z
  .unknown()
  .refine((value) => value !== undefined && value !== null, {
    error: `is undefined, as a misspelled Role is in JavaScript: yandex360.Role has ${KEYS}`,
    abort: true,
  })
  .pipe(line(1, 200))
  .superRefine((name, context) => {
    const meant = nearestRole(name);
    if (meant !== undefined) {
      context.addIssue({ code: "custom", message: `is not a role: did you mean "${meant}"?` });
    }
  })
  .transform(roleOf);

/** What an employee may do: at least one role, once each, in one order. */
export const roles = z
  .array(role, required("has to be a list of roles"))
  .min(1, "has to name at least one role; to take the access away, leave it out of the program")
  .max(100, "must not name more than 100 roles")
  .transform(canonicalRoles);

/** How long the service may take for a change of access. */
export const taskTimeout: Property = {
  description: "How many seconds a task of the service may take. A change of it alone sends nothing.",
  type: INTEGER,
  schema: z
    .number("has to be a number of seconds")
    .int("has to be whole seconds")
    .min(1, "has to be at least 1")
    .max(86_400, "has to be at most 86400")
    .optional(),
  change: "update",
  setting: "taskTimeout",
};

/** Whom the service tells about a change of access. */
export const notify = {
  description:
    "Whom the service tells about a change: `all` (owner and employee), `delegates` (the employee) or `none`. " +
    "A change of it alone sends nothing.",
  type: NOTIFY,
  schema: z.enum(["all", "delegates", "none"], "has to be one of all, delegates, none").default("all"),
  change: "update",
} satisfies Property;

/** The organization; another one means another thing. */
export const orgId: Property = {
  description: "The organization, a decimal id.",
  type: TEXT,
  setting: "orgId",
  schema: idFrom("the organization's id is in the admin console, in General settings, Company profile, below the name"),
  change: "replace",
};

/**
 * The mailbox that access is given to; another one means another access. The id of a mailbox stays known while the mailbox is
 * updated, so one that is not known belongs to a mailbox that is still to be made.
 */
export const mailboxId: Property = {
  description:
    "The mailbox: the `id` of a SharedMailbox or DelegatedMailbox, or the decimal id of one that is managed elsewhere. " +
    "Another mailbox means replacement: the new access is given first, and then the old one is taken away.",
  type: TEXT,
  schema: idFrom(
    "take the `id` of a SharedMailbox or DelegatedMailbox; for an employee's own mailbox it is the employee's id",
  ),
  change: "replace",
  unknown: "replace",
};

/** A message for what is missing, and one for what is of another type. */
export function required(otherwise: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined || input === null ? "is required" : otherwise) };
}
