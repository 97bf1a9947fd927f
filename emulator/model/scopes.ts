/** The OAuth scopes the emulated methods ask for. Source: pages `access` of the API documentation. */
export const SCOPES = {
  readMailboxes: "ya360_admin:mail_read_shared_mailbox_inventory",
  writeMailboxes: "ya360_admin:mail_write_shared_mailbox_inventory",
  readUsers: "directory:read_users",
  writeUsers: "directory:write_users",
  readGroups: "directory:read_groups",
  writeGroups: "directory:write_groups",
  readDepartments: "directory:read_departments",
  writeDepartments: "directory:write_departments",
  readDomains: "directory:read_domains",
  writeDomains: "directory:write_domains",
  readOrganization: "directory:read_organization",
} as const;

/** One OAuth scope. */
export type Scope = (typeof SCOPES)[keyof typeof SCOPES];

/** The scopes of a token that may read and change nothing. */
export const READ_SCOPES: readonly Scope[] = [
  SCOPES.readMailboxes,
  SCOPES.readUsers,
  SCOPES.readGroups,
  SCOPES.readDepartments,
  SCOPES.readDomains,
  SCOPES.readOrganization,
];

/** A token, what it may do, and the organizations its user administers. */
export interface TokenSeed {
  /** The secret itself, as sent in `Authorization: OAuth <token>`. */
  token: string;
  /** Default: all scopes. */
  scopes?: readonly Scope[] | undefined;
  /** Organization ids. Default: every organization of the emulator, later ones too. */
  organizations?: readonly string[] | undefined;
}

/** The tokens the emulator knows; they can be added and revoked while it runs. */
export class Tokens {
  readonly #tokens = new Map<string, TokenSeed>();

  /** Adds a token, or replaces its rights. */
  add(seed: TokenSeed): void {
    this.#tokens.set(seed.token, seed);
  }

  /** Forgets a token. */
  revoke(token: string): void {
    this.#tokens.delete(token);
  }

  /** All tokens. */
  list(): TokenSeed[] {
    return [...this.#tokens.values()];
  }

  /** What the header stands for: a token, "none" without a header, "wrong" for anything else. */
  find(header: string | undefined): TokenSeed | "none" | "wrong" {
    if (header === undefined) return "none";
    const token = /^OAuth (\S+)$/.exec(header)?.[1];
    return (token !== undefined && this.#tokens.get(token)) || "wrong";
  }
}

/** True when one of the wanted scopes is among those of the token. */
export function hasScope(token: TokenSeed, wanted: readonly Scope[]): boolean {
  return token.scopes === undefined || wanted.some((scope) => token.scopes?.includes(scope));
}

/** True when the token's user administers the organization. */
export function administers(token: TokenSeed, orgId: string): boolean {
  return token.organizations === undefined || token.organizations.includes(orgId);
}
