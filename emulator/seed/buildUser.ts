import type { User } from "../http/wire";
import type { UserSeed } from "./seed";

const HIRED = "2025-01-09T09:00:00.000Z";

/** The whole directory entry of an employee from the few fields a seed gives. */
export function buildUser(seed: UserSeed, id: string, mainDomain: string): User {
  const email = seed.email ?? `${seed.nickname}@${mainDomain}`;
  return {
    id,
    nickname: seed.nickname,
    departmentId: 1,
    email,
    name: { first: seed.name.first, last: seed.name.last, middle: seed.name.middle ?? "" },
    gender: "",
    position: seed.position ?? "",
    avatarId: "",
    about: "",
    birthday: "",
    contacts: [{ type: "email", value: email, main: true, alias: false, synthetic: true, label: "" }],
    aliases: [...(seed.aliases ?? [])],
    groups: [],
    externalId: "",
    isAdmin: seed.isAdmin ?? false,
    isRobot: seed.isRobot ?? false,
    isDismissed: seed.isDismissed ?? false,
    isEnabled: !(seed.isDismissed ?? false),
    isEnabledUpdatedAt: HIRED,
    timezone: "Europe/Moscow",
    language: "ru",
    createdAt: HIRED,
    updatedAt: HIRED,
    displayName: seed.displayName ?? `${seed.name.first} ${seed.name.last}`,
  };
}
