/** What the parts of the config are checked with. A message follows the path of what it is about. */
import { z } from "zod";

/** A message for what is missing, and one for what is of another type. */
export function needs(what: string): { error: (issue: z.core.$ZodRawIssue) => string | undefined } {
  return {
    error: ({ code, input }) => {
      if (code !== "invalid_type" && code !== "invalid_union" && code !== "invalid_value") return undefined;
      return input === undefined || input === null ? "is required" : `has to be ${what}`;
    },
  };
}

export const text = z.string(needs("text"));

/** An id of the service. `pulumi config set --path` writes it as a number. */
export const id = z
  .union([z.string(), z.int()], needs("a decimal id, in quotes"))
  .transform(String)
  .refine((digits) => /^[1-9]\d{0,19}$/.test(digits), "has to be a decimal id, such as 1130000000000001");

/** What is wrong with the keys and items of a record. */
type Rule = (given: [key: string, item: unknown][]) => { path: string[]; message: string }[];

/** Items by key. The rules also run where an item is wrong, so that all problems are named at once. */
export function record<Item extends z.ZodType>(item: Item, ...rules: Rule[]) {
  return z.record(z.string(), item, needs("a mapping")).superRefine(
    (given, context) => {
      for (const problem of rules.flatMap((rule) => rule(Object.entries(given)))) {
        context.addIssue({ code: "custom", ...problem });
      }
    },
    { when: ({ value }) => isRecord(value) },
  );
}

/** Every key passes. */
export function keys(passes: (key: string) => boolean, message: string): Rule {
  return (given) => given.filter(([key]) => !passes(key)).map(([key]) => ({ path: [key], message }));
}

/** No two items are the same, or have the same in one of their fields. */
export function distinct(field?: string): Rule {
  return (given) => {
    const firsts = new Map<unknown, string>();
    return given.flatMap(([key, item]) => {
      const value = field === undefined ? item : isRecord(item) ? item[field] : undefined;
      if (typeof value !== "string") return [];
      const first = firsts.get(value.toLowerCase());
      if (first === undefined) firsts.set(value.toLowerCase(), key);
      const path = field === undefined ? [key] : [key, field];
      return first === undefined ? [] : [{ path, message: `is the same as that of ${first}` }];
    });
  };
}

/** The owner of a mailbox needs no access to it. */
export const ownerApart: Rule = (given) =>
  given.flatMap(([key, item]) => {
    const { owner, access } = isRecord(item) ? item : {};
    if (typeof owner !== "string" || !isRecord(access) || access[owner] === undefined) return [];
    return [{ path: [key, "access", owner], message: "is the mailbox's owner" }];
  });

/** A line for each problem: its path in the config, and what is wrong. */
export function toLines(issue: z.core.$ZodIssue): string[] {
  const line = (path: PropertyKey[], message: string) =>
    `${path.length === 1 ? String(path[0]) : z.core.toDotPath(path)}: ${message}`;
  if (issue.code !== "unrecognized_keys") return [line(issue.path, issue.message)];
  return issue.keys.map((key) => line([...issue.path, key], "is not a key that is known here"));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
