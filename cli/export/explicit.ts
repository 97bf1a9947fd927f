/** An organization as explicit resources: what each is called, and who its people are. */
import { DEFAULTS, keysFor, nameOf } from "../../organization";
import type { SurveyedMailbox } from "../../provider/engine/survey";
import type { Employee } from "../../provider/service/answers";
import { canonicalRoles, shortRole } from "../../provider/service/roles";
import { type Exported, slug } from "./exported";
import { bothResources, type Imported } from "./importFile";

/** A mailbox with the names of its resources. */
export interface ExplicitMailbox {
  mailbox: SurveyedMailbox;
  /** The mailbox's resource. */
  name: string;
  /** The resource of who has access. */
  list: string;
  /** Who has access, with roles by the names that people use. */
  access: { person: Person; roles: string[] }[];
  /** The owner of a delegated mailbox. */
  owner: Person | undefined;
}

/** An employee, or an id that the directory does not know. */
export interface Person {
  id: string;
  /** The main address; the id where there is none, or somebody else has the same. */
  name: string;
  /** Who that is, and whether the person has left. */
  comment: string;
}

/** Names that cannot be a resource's: in a YAML program, `pulumi` is something else. */
const TAKEN: ReadonlySet<string> = new Set(["pulumi"]);

/** The mailboxes in the order of the survey. */
export function explicitMailboxes({ survey }: Exported): ExplicitMailbox[] {
  const { domains, employees, mailboxes } = survey;
  const people = new People(employees);
  const of = (kind: SurveyedMailbox["kind"]) =>
    mailboxes.flatMap((mailbox) => {
      const email = kind === "shared" ? mailbox.email : people.emailOf(mailbox.id);
      return mailbox.kind === kind ? [{ id: mailbox.id, email: email || mailbox.id }] : [];
    });
  const names = domains.map(({ name }) => name);
  const shared = keysFor(of("shared"), names, TAKEN, slug);
  const delegated = keysFor(of("delegated"), names, new Set([...TAKEN, ...shared.values()]), slug);
  const all = new Set([...shared.values(), ...delegated.values()]);
  return mailboxes.map((mailbox) => {
    const { kind, id } = mailbox;
    const name = (kind === "shared" ? shared : delegated).get(id) ?? id;
    const list = `${name}-access`;
    return {
      mailbox,
      name,
      list: all.has(list) ? `${list}-${id}` : list,
      access: [...mailbox.access].map(([actor, roles]) => ({
        person: people.of(actor),
        roles: canonicalRoles(roles).map(shortRole),
      })),
      owner: kind === "delegated" ? people.of(id) : undefined,
    };
  });
}

/** The same as what `pulumi import` takes. */
export function explicitImports(mailboxes: readonly ExplicitMailbox[]): Imported[] {
  const { notify, exclusive, unlisted } = DEFAULTS;
  const settings = { notify, exclusive, unlisted };
  return mailboxes.flatMap(({ mailbox, name, list }) => {
    const { kind, id, email = "", name: title = "", description = "" } = mailbox;
    const shared = kind === "shared" ? { email, name: title, description, adopt: false } : undefined;
    return bothResources({ shared, id, name, list, access: Object.fromEntries(mailbox.access), settings });
  });
}

/** A text as a literal of JSON, TypeScript and YAML in which nothing is hidden: marks that turn the direction are escaped. */
export function literal(text: string): string {
  return JSON.stringify(text).replace(HIDDEN, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text as the rest of a line. */
export function oneLine(text: string): string {
  return text.replace(HIDDEN, " ").replace(/\s+/g, " ").trim();
}

/** Control characters, line separators, and marks that change the order in which a line is shown. */
const HIDDEN = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** People as programs name them. */
class People {
  private readonly known = new Map<string, Employee>();
  private readonly holders = new Map<string, number>();

  constructor(employees: readonly Employee[]) {
    for (const employee of employees) {
      this.known.set(employee.id, employee);
      this.holders.set(employee.email, (this.holders.get(employee.email) ?? 0) + 1);
    }
  }

  emailOf(id: string): string | undefined {
    return this.known.get(id)?.email;
  }

  of(id: string): Person {
    const employee = this.known.get(id);
    if (employee === undefined) {
      return { id, name: id, comment: "not in the directory" };
    }
    const { email, name, isDismissed, isBlocked } = employee;
    const state = isDismissed ? ["has left"] : isBlocked ? ["blocked"] : [];
    const isOwn = email !== "" && this.holders.get(email) === 1;
    return {
      id,
      name: isOwn ? email : id,
      comment: oneLine([name === "" ? nameOf({ id, email }) : name, ...state].join(", ")),
    };
  }
}
