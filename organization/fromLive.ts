/** A living organization as a spec, which changes nothing of it. */
import { PeopleCheck } from "./checkPeople";
import { type Directory, type Employee, isId, nameOf } from "./directory";
import { keysFor, type Slug } from "./keys";
import { USUAL_LIMITS } from "./limits";
import { addressOf, type Kind, listOf } from "./names";
import { People } from "./people";
import type { Spec } from "./schema";
import { namesOfRoles, type Vocabulary } from "./vocabulary";

/** A mailbox as the service shows it. */
export interface LiveMailbox {
  kind: Kind;
  /** The id of a shared mailbox, or of the owner of a delegated one. */
  id: string;
  /** The address of a shared mailbox. */
  email?: string | undefined;
  name?: string | undefined;
  description?: string | undefined;
  /** The API's names of the roles by employee id, without the owner of a delegated mailbox. */
  access: ReadonlyMap<string, readonly string[]>;
}

/** An organization as the service shows it. */
export interface Live {
  /** The organization's domains, the main one first. */
  domains: readonly string[];
  employees: readonly Employee[];
  mailboxes: readonly LiveMailbox[];
}

/** What a spec is made with. */
export interface LiveOptions {
  /** The stack that the file is for. */
  stack: string;
  vocabulary: Vocabulary;
  slug: Slug;
}

/** A spec, and which mailbox each of its keys is. */
export interface FromLive {
  spec: Spec;
  /** The service's id of a shared mailbox, or of a delegated one's owner, by kind and key: `shared support`. */
  ids: ReadonlyMap<string, string>;
}

/** Everything that the organization has: people by their addresses, and by id those whom an address would not name. */
export function fromLive(live: Live, { stack, vocabulary, slug }: LiveOptions): FromLive {
  const shared = live.mailboxes.filter(({ kind }) => kind === "shared");
  const domain = domainsOfLive(live, []);
  const naming = new Naming({ employees: live.employees, groups: [], departments: [] }, frameOf(live, domain));
  const keyless = shared.map(({ id, email = "" }) => ({ id, email }));
  const keys = keysFor(keyless, domain, new Set(), slug);
  const keyed = live.mailboxes.map((mailbox) => {
    const { kind, id } = mailbox;
    return { mailbox, key: kind === "shared" ? (keys.get(id) ?? id) : naming.nameOf(id) };
  });
  const of = (kind: Kind) => keyed.filter(({ mailbox }) => mailbox.kind === kind);
  const spec: Spec = {
    stack,
    domain: oneOrAll(domain),
    limits: limitsNeeded(live, {}),
    shared: named(of("shared").map(({ mailbox, key }) => [key, sharedOf(mailbox, naming, vocabulary)])),
    delegated: named(of("delegated").map(({ mailbox, key }) => [key, accessOf(mailbox, naming, vocabulary)])),
  };
  return { spec, ids: new Map(keyed.map(({ mailbox: { kind, id }, key }) => [`${kind} ${key}`, id])) };
}

/** What has names, as a mapping; nothing where there is none. */
function named<T>(entries: readonly (readonly [string, T])[]): Record<string, T> | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What decides whom a name may be: the domains of the file, and the addresses of its shared mailboxes. */
export function frameOf({ mailboxes }: Pick<Live, "mailboxes">, domain: string[]): Pick<Spec, "domain" | "shared"> {
  const shared = mailboxes.filter(({ kind }) => kind === "shared");
  return { domain, shared: Object.fromEntries(shared.map(({ id, email = "", name = "" }) => [id, { email, name }])) };
}

/** How a file names people, so that resolving the name leads to them and to nobody else. */
export class Naming {
  readonly people: People;
  private readonly check: PeopleCheck;

  constructor(directory: Directory, file: Pick<Spec, "domain" | "shared">) {
    this.check = new PeopleCheck(file);
    this.people = new People(directory, {
      domains: listOf(file.domain).map((name) => addressOf(`x@${name}`)?.domain ?? name),
      isRefused: (name) => this.check.problemWith(name) !== undefined,
      near: () => [],
    });
  }

  /** The main address; the id where the address would be refused, or would name somebody else. */
  nameOf(id: string): string {
    const employee = this.people.employees.get(id);
    const isUsable = employee !== undefined && !employee.isDismissed && !employee.isBlocked;
    if (!isUsable || addressOf(employee.email) === undefined) {
      return id;
    }
    const found = this.people.isRefused(employee.email) ? undefined : this.people.employee(employee.email);
    return found !== undefined && "one" in found && found.one.id === id ? employee.email : id;
  }

  /** Whom a name is, whether or not it may stand in a file; undefined for nobody, and for several. */
  whoIs(name: string): Employee | undefined {
    if (this.people.isRefused(name)) {
      return undefined;
    }
    const found = this.people.employee(name);
    return "one" in found ? found.one : isId(name) && found.isUnknown ? { id: name, email: "" } : undefined;
  }

  /** The name, or the id where the name may not stand in a file; undefined where it is nobody's. */
  allowed(name: string): string | undefined {
    const employee = this.whoIs(name);
    return employee !== undefined && (employee.isDismissed || employee.isBlocked) ? employee.id : employee && name;
  }

  /** A person as messages name one. */
  called(id: string): string {
    return nameOf(this.people.employees.get(id) ?? { id, email: "" });
  }
}

type Shared = NonNullable<Spec["shared"]>[string];

/** A shared mailbox as a file has it. */
export function sharedOf(mailbox: LiveMailbox, naming: Naming, vocabulary: Vocabulary): Shared {
  const { email = "", name = "", description = "" } = mailbox;
  return {
    email,
    name,
    ...(description === "" ? {} : { description }),
    ...accessOf(mailbox, naming, vocabulary),
  };
}

/** Who has access to a mailbox, as a file has it; nothing where nobody has. */
export function accessOf({ access }: LiveMailbox, naming: Naming, vocabulary: Vocabulary): Pick<Shared, "access"> {
  const entries = [...access].filter(([, roles]) => roles.length > 0);
  return entries.length === 0
    ? {}
    : {
        access: Object.fromEntries(entries.map(([id, roles]) => [naming.nameOf(id), namesOfRoles(vocabulary, roles)])),
      };
}

/** The domains that a file has to name: those that it names already, the organization's, and those of its shared mailboxes. */
export function domainsOfLive({ domains, employees, mailboxes }: Live, before: readonly string[]): string[] {
  const known = new Map<string, string>();
  const add = (name: string) => {
    const plain = addressOf(`x@${name}`)?.domain;
    if (plain !== undefined && !known.has(plain)) {
      known.set(plain, name);
    }
  };
  before.forEach(add);
  domains.forEach(add);
  const others = mailboxes.flatMap(({ kind, email = "" }) =>
    kind === "shared" ? (addressOf(email)?.domain ?? []) : [],
  );
  others.sort().forEach(add);
  return known.size > 0 ? [...known.values()] : mostUsed(employees);
}

/** Where nothing says which domains are the organization's, the one that most people have. */
function mostUsed(employees: readonly Employee[]): string[] {
  const counts = new Map<string, number>();
  for (const { email } of employees) {
    const domain = addressOf(email)?.domain;
    if (domain !== undefined) {
      counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.slice(0, 1).map(([domain]) => domain);
}

/** A domain alone, or all of them as a list. */
export function oneOrAll(domains: readonly string[]): string | string[] {
  const [first, ...others] = domains;
  return first === undefined || others.length > 0 ? [...domains] : first;
}

/** What a file has to say of the limits, where the organization is beyond the usual ones. */
export function limitsNeeded(
  { mailboxes }: Pick<Live, "mailboxes">,
  before: NonNullable<Spec["limits"]>,
): Spec["limits"] {
  const held = new Map<string, number>();
  for (const id of mailboxes.flatMap(({ access }) => [...access.keys()])) {
    held.set(id, (held.get(id) ?? 0) + 1);
  }
  const ofKind = (kind: Kind) => mailboxes.filter((mailbox) => mailbox.kind === kind).length;
  const reached = {
    people: most(mailboxes.map(({ access }) => access.size)),
    mailboxes: most([...held.values()]),
    ofAKind: most([ofKind("shared"), ofKind("delegated")]),
  };
  const needed = (["people", "mailboxes", "ofAKind"] as const).filter(
    (name) => reached[name] > (before[name] ?? USUAL_LIMITS[name]),
  );
  const limits = { ...before, ...Object.fromEntries(needed.map((name) => [name, reached[name]])) };
  return Object.keys(limits).length === 0 ? undefined : limits;
}

function most(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.max(a, b), 0);
}
