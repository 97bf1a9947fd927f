/** Surveys that no service has shown: a small one with everything that a report finds, an empty one and large ones. */
import type { Survey, SurveyedMailbox } from "../../provider/engine/survey";
import type { Employee } from "../../provider/service/answers";
import { Role } from "../../provider/service/roles";

/** A role that this package does not know. */
export const UNKNOWN_ROLE = "shared_mailbox_auditor";

/** An employee's id by a short number. */
export function person(at: number): string {
  return String(1130000000000000 + at);
}

/** A shared mailbox's id by a short number. */
export function box(at: number): string {
  return String(1130000900000000 + at);
}

/** An employee of acme.example. */
export function employee(at: number, login: string, name: string, more: Partial<Employee> = {}): Employee {
  return {
    id: person(at),
    email: `${login}@acme.example`,
    nickname: login,
    name,
    firstName: "",
    lastName: "",
    middleName: "",
    position: "",
    aliases: [],
    isAdmin: false,
    isRobot: false,
    isDismissed: false,
    isBlocked: false,
    ...more,
  };
}

/** A shared mailbox with roles by short numbers of people. */
export function shared(
  at: number,
  login: string,
  name: string,
  access: Record<number, readonly string[]> = {},
): SurveyedMailbox {
  return {
    kind: "shared",
    id: box(at),
    email: `${login}@acme.example`,
    name,
    description: "",
    access: accessOf(access),
  };
}

/** The mailbox of an employee, delegated. */
export function delegated(owner: number, access: Record<number, readonly string[]> = {}): SurveyedMailbox {
  return { kind: "delegated", id: person(owner), access: accessOf(access) };
}

function accessOf(access: Record<number, readonly string[]>): Map<string, readonly string[]> {
  return new Map(Object.entries(access).map(([at, roles]) => [person(Number(at)), roles]));
}

/** An organization with these. */
export function survey(employees: readonly Employee[], mailboxes: readonly SurveyedMailbox[]): Survey {
  return {
    orgId: "1000001",
    orgName: "Acme",
    domains: [{ name: "acme.example", isMain: true, isVerified: true }],
    employees,
    mailboxes,
  };
}

/** Names that have broken other pages and tables. */
export const HOSTILE = [
  "</script><script>document.title='broken'</script>",
  "<img src=x onerror=document.title='broken'>",
  "<!--<script>",
  "__proto__",
  "constructor",
  '=HYPERLINK("http://example.org")',
  "+1 (2)",
  "-2+3",
  "@SUM(A1)",
  "\tTab",
  "שרה כהן",
  "\u202etxt.exe",
  "👩‍👩‍👧 Семья",
  "\ud800",
  'a"];b["',
] as const;

/** A small organization in which there is something of everything that a report finds. */
export const everything = survey(
  [
    employee(1, "anna", "Анна Смирнова", { position: "Директор", isAdmin: true }),
    employee(2, "boris", "Борис Иванов", { aliases: ["cfo@acme.example"] }),
    employee(3, "vera", "Вера Кузнецова"),
    employee(4, "grigory", "Григорий Попов", { isBlocked: true }),
    employee(5, "oleg", "Олег Виноградов", { isDismissed: true }),
    employee(6, "irem", "İrem Yıldız"),
    employee(7, "printer", "Printer", { isRobot: true }),
    employee(8, "john", "John Smith"),
  ],
  [
    shared(1, "support", "Поддержка", {
      3: [Role.Owner],
      4: [Role.Editor, Role.Sender],
      5: [Role.ImapAdmin, Role.HalfSender],
    }),
    shared(2, "archive", "Old archive", { 2: [Role.Reader] }),
    shared(3, "lost", "Lost"),
    shared(4, "sales", "Продажи", { 6: [UNKNOWN_ROLE], 8: [Role.Owner], 99: [Role.Reader] }),
    delegated(1, { 2: [Role.ImapAdmin, Role.Sender] }),
    delegated(2),
  ],
);

/** How large an organization is. */
export interface Extent {
  mailboxes: number;
  employees: number;
  /** How many people have access to each mailbox. */
  rights: number;
}

const ROLES = [[Role.Editor, Role.Sender], [Role.ImapAdmin, Role.Sender], [Role.Owner], [Role.Reader]];

/** An organization of any size: shared and delegated mailboxes by turns. */
export function large({ mailboxes, employees, rights }: Extent): Survey {
  const people = Array.from({ length: employees }, (_, at) =>
    employee(at, `user${at}`, `${FIRST[at % FIRST.length]} ${LAST[(at * 7) % LAST.length]} ${at}`, {
      position: "Специалист отдела",
      isDismissed: at % 500 === 499,
    }),
  );
  const boxes = Array.from({ length: mailboxes }, (_, at) => {
    const steps = Array.from({ length: rights }, (_, step) => step);
    // Never the owner, whose number the mailbox has.
    const access = Object.fromEntries(
      steps.map((step) => [(at + 1 + step * 97) % employees, ROLES[(at + step) % ROLES.length] ?? []]),
    );
    return at % 2 === 0 ? shared(at, `box${at}`, `Почта отдела ${at}`, access) : delegated(at, access);
  });
  return survey(people, [
    ...boxes.filter(({ kind }) => kind === "shared"),
    ...boxes.filter(({ kind }) => kind !== "shared"),
  ]);
}

const FIRST = ["Анна", "Борис", "Вера", "Григорий", "Дарья", "Egor", "Жанна", "İrem", "Ольга", "Семён"];
const LAST = ["Смирнова", "Иванов", "Кузнецова", "Попов", "Yıldız", "Лебедев", "Козлова", "Новиков"];
