/** What roles let somebody do with a mailbox. Source: the table of roles in docs/resources.md. */
import { isKnownRole, Role } from "../../provider/service/roles";

/** What somebody can do. `unknown` stands where a role that this package does not know may allow it. */
export interface Abilities {
  /** Where letters can be read. */
  read: "everywhere" | "webMail" | "mailProgram" | "no" | "unknown";
  /** How letters can be sent: in the mailbox's name, or only on its behalf. */
  send: "inItsName" | "onItsBehalf" | "no" | "unknown";
  /** What can be looked after: everything, or folders and what is sorted into them. */
  manage: "everything" | "folders" | "no" | "unknown";
}

const WEB_MAIL: readonly string[] = [Role.Owner, Role.Reader, Role.Editor, Role.Admin];
const MAIL_PROGRAM: readonly string[] = [Role.Owner, Role.ImapAdmin];
const FOLDERS: readonly string[] = [Role.Admin, Role.ImapAdmin];

/**
 * What these roles allow together.
 *
 * @param roles - by the API's names.
 */
export function abilitiesOf(roles: readonly string[]): Abilities {
  const has = (...some: readonly string[]) => roles.some((role) => some.includes(role));
  const otherwise = roles.every(isKnownRole) ? "no" : "unknown";
  const [web, program] = [has(...WEB_MAIL), has(...MAIL_PROGRAM)];
  return {
    read: web && program ? "everywhere" : web ? "webMail" : program ? "mailProgram" : otherwise,
    send: has(Role.Owner, Role.Sender) ? "inItsName" : has(Role.HalfSender) ? "onItsBehalf" : otherwise,
    manage: has(Role.Owner) ? "everything" : has(...FOLDERS) ? "folders" : otherwise,
  };
}
