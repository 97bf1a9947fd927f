import {
  check,
  type Directory,
  type Employee,
  inOrder,
  lineOf,
  type Parsed,
  parse,
  type Resolved,
  resolve,
} from "../../../organization";
import { vocabulary } from "../../../provider/vocabulary";

export const FILE = "organization.acme.yaml";

/** The morning of 26 November 2026, in UTC. */
export const NOW = new Date("2026-11-26T06:00:00Z");

/** A file of the stack acme on acme.example, with these lines after its head. */
export function acme(...lines: string[]): string {
  return ["stack: acme", "domain: acme.example", ...lines, ""].join("\n");
}

/** The text as it is read; the test fails if it is not what it wants of it. */
export const read = (text: string): Parsed => parse(text, FILE, vocabulary);

/** What is wrong with a text without a directory, in order, as lines without the file's name. */
export function refusals(text: string, stack?: string): string[] {
  const parsed = read(text);
  const { problems } = check(parsed, { vocabulary, now: NOW, stack });
  return shown([...parsed.problems, ...problems]);
}

/** What is warned of without a directory. */
export function cautions(text: string): string[] {
  return shown(check(read(text), { vocabulary, now: NOW }).warnings);
}

/** The problems as `line:column: path: message`. */
export function shown(problems: Parameters<typeof inOrder>[0]): string[] {
  return inOrder(problems).map((problem) => lineOf(problem).replace(`${FILE}:`, ""));
}

const person = (id: number, nickname: string, more: Partial<Employee> = {}): Employee => ({
  id: String(id),
  nickname,
  email: `${nickname}@acme.example`,
  ...more,
});

export const ANNA = person(1130000000000001, "anna", { name: "Anna Smirnova", aliases: ["ceo"], departmentId: "1" });
export const BORIS = person(1130000000000002, "boris", { aliases: ["cfo@acme.example"], departmentId: "2" });
export const VERA = person(1130000000000003, "vera", { departmentId: "3" });
export const OLEG = person(1130000000000004, "oleg", { isDismissed: true, departmentId: "3" });
export const NINA = person(1130000000000005, "nina", { isBlocked: true, departmentId: "3" });

/** Five employees; the departments Company (1), Finance (2) below it and Accounting (3) below that; no groups. */
export function directory(more: Partial<Directory> = {}): Directory {
  return {
    employees: [ANNA, BORIS, VERA, OLEG, NINA],
    groups: [],
    departments: [
      { id: "1", name: "Company" },
      { id: "2", name: "Finance", parentId: "1", email: "finance@acme.example" },
      { id: "3", name: "Accounting", parentId: "2" },
    ],
    ...more,
  };
}

/** A text with a directory. */
export function resolved(text: string, more: Partial<Directory> = {}, now = NOW, soon?: number): Resolved {
  return resolve(read(text), directory(more), { vocabulary, now, soon });
}

/** Short role names by nickname for each mailbox that the text has. */
export function rights({ mailboxes, employees }: Resolved): Record<string, Record<string, string>> {
  const short = (role: string) => Object.entries(vocabulary.roles).find(([, api]) => api === role)?.[0];
  return Object.fromEntries(
    mailboxes.map(({ key, roles }) => [
      key,
      Object.fromEntries(
        [...roles].map(([id, all]) => [employees.get(id)?.nickname ?? id, all.map(short).join(" ")] as const),
      ),
    ]),
  );
}
