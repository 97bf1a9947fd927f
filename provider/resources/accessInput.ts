/** The property `access` of an access list: how a program gives it, and what it is kept as. */
import { z } from "zod";
import { byId } from "../service/ids";
import { sameRoles } from "../service/roles";
import { employeeId, employeeIdProblem, required, roles } from "./properties";

/** Roles by employee id: an object, so that a diff is by person and order means nothing. */
export type Access = Record<string, string[]>;

const entry = z.strictObject({ actorId: employeeId, roles }, required("has to be { actorId, roles }"));

const entries = z
  .array(entry)
  .superRefine((entries, context) => {
    for (const [at, { actorId }] of entries.entries()) {
      if (entries.findIndex((other) => other.actorId === actorId) !== at) {
        context.addIssue({ code: "custom", path: [at, "actorId"], message: "is in the list already" });
      }
    }
  })
  .transform((entries): Access => sorted(entries.map(({ actorId, roles }) => [actorId, roles])));

const byEmployee = z
  .custom<object>()
  .superRefine((given, context) => {
    for (const actorId of Object.keys(given)) {
      const message = employeeIdProblem(actorId);
      if (message !== undefined) {
        context.addIssue({ code: "custom", path: [actorId], message });
      }
    }
  })
  .pipe(z.record(z.string(), roles))
  .transform((access): Access => sorted(Object.entries(access)));

/** A list of entries, or what it is kept as: the roles by employee id. */
export const access = z
  .custom<Record<string, unknown>>((value) => typeof value === "object" && value !== null, {
    ...required("has to be a list of { actorId, roles }, or the roles by employee id"),
    abort: true,
  })
  .transform((given, context): Access => {
    const { success, data, error } = (Array.isArray(given) ? entries : byEmployee).safeParse(given);
    if (!success) {
      for (const issue of error.issues) {
        const { path, message } = issue;
        const isKept = issue.code === "unrecognized_keys";
        context.issues.push(isKept ? { ...issue, input: given } : { code: "custom", path, message, input: given });
      }
      return z.NEVER;
    }
    return data;
  });

/** The order that ids are kept in. */
export function sorted(entries: [string, string[]][]): Access {
  return Object.fromEntries([...entries].sort(([a], [b]) => byId(a, b)));
}

/** Whether the same people have the same roles. */
export function sameAccess(a: Access, b: Access): boolean {
  const [left, right] = [Object.keys(a), Object.keys(b)];
  return left.length === right.length && left.every((actorId) => sameRoles(a[actorId] ?? [], b[actorId] ?? []));
}
