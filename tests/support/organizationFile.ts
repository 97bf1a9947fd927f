import type { Directory } from "../../organization";

/** How large an organization is. */
export interface Extent {
  mailboxes: number;
  /** How many entries the access of each mailbox has. */
  rights: number;
  employees: number;
}

const DOMAIN = "acme.example";
const ROLES = ["[editor, sender]", "[imapAdmin, sender]", "[owner]", "[reader, sender]"];

/** The text of an organization file of any size: shared and delegated mailboxes by turns, with teams, ids and days among the rights. */
export function organizationText({ mailboxes, rights, employees }: Extent): string {
  const person = (at: number) => (at % 9 === 0 ? idOf(at % employees) : `user${at % employees}@${DOMAIN}`);
  const access = (box: number) => [
    "    access:",
    ...Array.from({ length: rights }, (_, at) => {
      const roles = ROLES[(box + at) % ROLES.length];
      const grant = at % 5 === 4 ? `{ roles: ${roles}, from: 2026-01-01, until: 2026-12-31, reason: holiday }` : roles;
      // On some mailboxes only: nobody may have access to more than 40.
      const team = at === 0 && box % 60 < 2 ? ["team:desk", "team:sales"][box % 60] : undefined;
      const who = team ?? person(box + 1 + at * 3);
      return `      ${who}: ${grant}`;
    }),
  ];
  const boxes = Array.from({ length: mailboxes }, (_, box) => box);
  return [
    "# The mailboxes of Acme.",
    "stack: acme",
    `domain: ${DOMAIN}`,
    "timeZone: Europe/Moscow",
    "exclusive: true",
    "teams:",
    `  desk: [user1@${DOMAIN}, user2@${DOMAIN}] # who answers`,
    "  sales: { group: Sales }",
    "shared:",
    ...boxes
      .filter((box) => box % 2 === 0)
      .flatMap((box) => [`  box${box}:`, `    email: box${box}@${DOMAIN}`, `    name: Почта ${box}`, ...access(box)]),
    "delegated:",
    ...boxes.filter((box) => box % 2 === 1).flatMap((box) => [`  user${box % employees}@${DOMAIN}:`, ...access(box)]),
    "",
  ].join("\n");
}

/** The directory of such an organization. */
export function directoryOf({ employees }: Extent): Directory {
  return {
    employees: Array.from({ length: employees }, (_, at) => ({
      id: idOf(at),
      nickname: `user${at}`,
      email: `user${at}@${DOMAIN}`,
      aliases: [`alias${at}`],
      departmentId: String(at % 10),
    })),
    groups: [{ id: "1", name: "Sales", members: { employees: [idOf(3), idOf(4)], groups: [], departments: [] } }],
    departments: Array.from({ length: 10 }, (_, at) => ({ id: String(at), name: `Department ${at}` })),
  };
}

function idOf(at: number): string {
  return String(1130000000000000 + at);
}
