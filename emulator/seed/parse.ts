import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { SCOPES } from "../model/scopes";
import type { Seed } from "../model/seed";

const id = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{0,19}$/, "must be a decimal id"));
const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, "must be an address");
const text = z.string().min(1);
const reference = z.union([id, address]);
const role = z.string().regex(/^\S+$/, "must be the name of a role");
const domain = z.strictObject({ name: text, verified: z.boolean().optional() });
const number = z.int().positive();

const user = z.strictObject({
  id: id.optional(),
  nickname: z.string(),
  name: z.strictObject({ first: z.string(), last: z.string(), middle: z.string().optional() }),
  displayName: z.string().optional(),
  email: z.union([address, z.literal("")]).optional(),
  aliases: z.array(text).optional(),
  position: z.string().optional(),
  isAdmin: z.boolean().optional(),
  isRobot: z.boolean().optional(),
  isDismissed: z.boolean().optional(),
  isEnabled: z.boolean().optional(),
  defaultEmail: address.optional(),
  department: z.union([number, text]).optional(),
});

const unit = {
  id: number.optional(),
  name: text,
  label: text.optional(),
  aliases: z.array(text).optional(),
  description: z.string().optional(),
};

const group = z.strictObject({
  ...unit,
  type: z.enum(["generic", "organization_admin", "organization_deputy_admin", "robots"]).optional(),
  users: z.array(reference).optional(),
  groups: z.array(z.union([number, text])).optional(),
  departments: z.array(z.union([number, text])).optional(),
  sharedMailboxes: z.array(reference).optional(),
  externalContacts: z
    .array(z.strictObject({ id, firstName: z.string(), lastName: z.string(), middleName: z.string() }))
    .optional(),
});

const organization = z.strictObject({
  id,
  name: text,
  domains: z.array(z.union([text, domain])).min(1),
  departments: z.array(z.strictObject({ ...unit, parent: z.union([number, text]).optional() })).optional(),
  users: z.array(user).optional(),
  madeUpUsers: z.int().nonnegative().optional(),
  groups: z.array(group).optional(),
  shared: z
    .array(z.strictObject({ id: id.optional(), email: address, name: z.string(), description: z.string().optional() }))
    .optional(),
  delegated: z.array(reference).optional(),
  access: z.array(z.strictObject({ mailboxId: reference, actorId: reference, roles: z.array(role).min(1) })).optional(),
});

const seed: z.ZodType<Seed> = z.strictObject({
  organizations: z.array(organization).min(1),
  tokens: z
    .array(
      z.strictObject({
        token: text,
        scopes: z.array(z.enum(SCOPES)).optional(),
        organizations: z.array(id).optional(),
      }),
    )
    .min(1),
});

/** A seed that cannot be used; the message names every problem by its path, one line each. */
export class SeedError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

/** Checks plain data, as read from a file. Throws SeedError. */
export function parseSeed(data: unknown): Seed {
  const result = seed.safeParse(data);
  if (result.success) return result.data;
  throw new SeedError(
    result.error.issues.map((issue) => `${z.core.toDotPath(issue.path) || "seed"}: ${issue.message}`),
  );
}

/** Reads and checks a seed file, YAML or JSON. Throws SeedError. */
export function readSeed(file: string): Seed {
  let data: unknown;
  try {
    const content = readFileSync(file, "utf8");
    data = file.endsWith(".json") ? JSON.parse(content) : parse(content);
  } catch (error) {
    throw new SeedError([`${file}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`]);
  }
  return parseSeed(data);
}
