import type { TokenSeed } from "./scopes";

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
