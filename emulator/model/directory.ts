import type { DomainSeed, UserSeed } from "./seed";

const HIRED = "2025-01-09T09:00:00.000Z";

/** An employee as the directory has it. Source: UserService_List, UserService_Get. */
export interface User {
  id: string;
  nickname: string;
  departmentId: number;
  email: string;
  name: { first: string; last: string; middle: string };
  gender: string;
  position: string;
  avatarId: string;
  about: string;
  birthday: string;
  contacts: { type: string; value: string; main: boolean; alias: boolean; synthetic: boolean; label: string }[];
  aliases: string[];
  groups: number[];
  externalId: string;
  isAdmin: boolean;
  isRobot: boolean;
  isDismissed: boolean;
  isEnabled: boolean;
  isEnabledUpdatedAt: string;
  timezone: string;
  language: string;
  createdAt: string;
  updatedAt: string;
  displayName: string;
  /** The address that letters come from; another one than `email` where that is on a secondary domain. On cloud-api only. */
  defaultEmail: string;
  /** On cloud-api only. */
  is2faEnabled: boolean;
}

/** Whether a record of a domain is as it should be. */
interface DomainCheck {
  match: boolean;
  value: string;
}

/** A domain as the directory has it. Source: DomainService_List. */
export interface Domain {
  name: string;
  country: string;
  mx: boolean;
  delegated: boolean;
  /** The main domain of the organization. */
  master: boolean;
  verified: boolean;
  status: {
    name: string;
    lastCheck: string;
    lastAdded: string;
    spf: DomainCheck;
    mx: DomainCheck;
    ns: DomainCheck;
    dkim: DomainCheck;
  };
}

/** A domain, the main one or an alias of it; everything is well with it, unless it is not verified. */
export function buildDomain({ name, verified = true }: DomainSeed, master: boolean): Domain {
  const good = { match: verified, value: "" };
  const status = { name, lastCheck: HIRED, lastAdded: HIRED, spf: good, mx: good, ns: good, dkim: good };
  return { name, country: "ru", mx: verified, delegated: verified, master, verified, status };
}

/** The whole directory entry of an employee from the few fields a seed gives. */
export function buildUser(seed: UserSeed, id: string, mainDomain: string, departmentId: number): User {
  const email = seed.email ?? `${seed.nickname}@${mainDomain}`;
  return {
    id,
    nickname: seed.nickname,
    departmentId,
    email,
    name: { first: seed.name.first, last: seed.name.last, middle: seed.name.middle ?? "" },
    gender: "",
    position: seed.position ?? "",
    avatarId: "",
    about: "",
    birthday: "",
    contacts:
      email === "" ? [] : [{ type: "email", value: email, main: true, alias: false, synthetic: true, label: "" }],
    aliases: [...(seed.aliases ?? [])],
    groups: [],
    externalId: "",
    isAdmin: seed.isAdmin ?? false,
    isRobot: seed.isRobot ?? false,
    isDismissed: seed.isDismissed ?? false,
    isEnabled: seed.isEnabled ?? !(seed.isDismissed ?? false),
    isEnabledUpdatedAt: HIRED,
    timezone: "Europe/Moscow",
    language: "ru",
    createdAt: HIRED,
    updatedAt: HIRED,
    displayName: seed.displayName ?? `${seed.name.first} ${seed.name.last}`,
    defaultEmail: seed.defaultEmail ?? email,
    is2faEnabled: false,
  };
}
