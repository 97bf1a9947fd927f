import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { ROLES } from "../model/roles";
import { SCOPES, type TokenSeed } from "../model/scopes";

/** An employee to start with. */
export interface UserSeed {
  /** Decimal string. Default: the next free one from 1130000000000001 on. */
  id?: string | undefined;
  /** Local part of the address. */
  nickname: string;
  name: { first: string; last: string; middle?: string | undefined };
  /** Default: first and last name. */
  displayName?: string | undefined;
  /** Default: nickname and the main domain. */
  email?: string | undefined;
  /** Further local parts. */
  aliases?: readonly string[] | undefined;
  position?: string | undefined;
  isAdmin?: boolean | undefined;
  isRobot?: boolean | undefined;
  isDismissed?: boolean | undefined;
}

/** A shared mailbox to start with. */
export interface SharedSeed {
  /** Decimal string. Default: the next free one from 1130000900000001 on. */
  id?: string | undefined;
  email: string;
  name: string;
  /** Default: empty. */
  description?: string | undefined;
}

/** A right to start with; mailbox and employee by id or by address. */
export interface AccessSeed {
  mailboxId: string;
  actorId: string;
  roles: readonly string[];
}

/** An organization to start with. */
export interface OrganizationSeed {
  /** Decimal string below 2^53. */
  id: string;
  name: string;
  /** The first one is the main domain. */
  domains: readonly string[];
  users?: readonly UserSeed[] | undefined;
  shared?: readonly SharedSeed[] | undefined;
  /** Employees whose mailbox is delegated, by id or by address. */
  delegated?: readonly string[] | undefined;
  access?: readonly AccessSeed[] | undefined;
}

/** Everything the emulator starts with: organizations, and the tokens that may use them. */
export interface Seed {
  organizations: readonly OrganizationSeed[];
  tokens: readonly TokenSeed[];
}

const id = z
  .union([z.string(), z.int()])
  .transform(String)
  .pipe(z.string().regex(/^[1-9]\d{0,18}$/, "must be a decimal id"));
const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, "must be an address");
const text = z.string().min(1);
const reference = z.union([id, address]);

const user = z.strictObject({
  id: id.optional(),
  nickname: text,
  name: z.strictObject({ first: text, last: text, middle: z.string().optional() }),
  displayName: text.optional(),
  email: address.optional(),
  aliases: z.array(text).optional(),
  position: z.string().optional(),
  isAdmin: z.boolean().optional(),
  isRobot: z.boolean().optional(),
  isDismissed: z.boolean().optional(),
});

const organization = z.strictObject({
  id,
  name: text,
  domains: z.array(text).min(1),
  users: z.array(user).optional(),
  shared: z
    .array(z.strictObject({ id: id.optional(), email: address, name: text.min(2), description: z.string().optional() }))
    .optional(),
  delegated: z.array(reference).optional(),
  access: z
    .array(z.strictObject({ mailboxId: reference, actorId: reference, roles: z.array(z.enum(ROLES)).min(1) }))
    .optional(),
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

/** `organizations[0].users[2].nickname` for the path of a problem. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

/** Checks plain data, as read from a file. Throws SeedError. */
export function parseSeed(data: unknown): Seed {
  const result = seed.safeParse(data);
  if (result.success) return result.data;
  throw new SeedError(result.error.issues.map((issue) => `${pathOf(issue.path) || "seed"}: ${issue.message}`));
}

/** Reads and checks a seed file, YAML or JSON. Throws SeedError. */
export function readSeed(file: string): Seed {
  let data: unknown;
  try {
    data = parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new SeedError([`${file}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`]);
  }
  return parseSeed(data);
}
