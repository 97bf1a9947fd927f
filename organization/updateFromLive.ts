/** An existing file brought up to what is there: what it says rightly, it goes on saying as it does. */
import { type AccessAround, AccessUpdate, type Members } from "./accessUpdate";
import { dayIn } from "./days";
import type { Directory } from "./directory";
import {
  accessOf,
  domainsOfLive,
  type FromLive,
  frameOf,
  type Live,
  type LiveMailbox,
  type LiveOptions,
  limitsNeeded,
  Naming,
  oneOrAll,
  sharedOf,
} from "./fromLive";
import { keysFor } from "./keys";
import { listOf, plainName } from "./names";
import { Findings, type Problem } from "./problems";
import type { WholeAccess as Access, Spec, Team } from "./schema";
import { settingsOf } from "./settings";
import { everybodyIn, membersOf } from "./teams";
import { namesOfRoles } from "./vocabulary";

/** What a file is brought up to date with. */
export interface UpdateOptions extends Omit<LiveOptions, "stack"> {
  /** The groups and departments that teams of the file are. */
  units: Pick<Directory, "groups" | "departments">;
  /** What time it is. */
  now: Date;
}

/** A file that says what is there. */
export interface Updated extends FromLive {
  /** What is changed, in people's words, a line each. */
  changes: string[];
  /** How many mailboxes of the file are not there, and leave it. */
  gone: number;
  /** Why teams of the file cannot be told: then nothing is changed. */
  problems: Problem[];
}

/** A mailbox of a file, of either kind. */
type Mailbox = NonNullable<Spec["delegated"]>[string];

/**
 * The spec that says what is there. What it is right about stays as it is; where it is wrong about somebody on a mailbox, that
 * entry changes, and a team that is wrong about somebody is replaced by its people on that mailbox.
 *
 * @param spec - one that `check` has nothing against.
 */
export function updateFromLive(spec: Spec, live: Live, options: UpdateOptions): Updated {
  const update = new Update(spec, live, options);
  return update.problems.length > 0
    ? { spec, ids: new Map(), changes: [], gone: 0, problems: update.problems }
    : { ...update.made(), problems: [] };
}

class Update {
  readonly problems: Problem[];
  private readonly changes: string[] = [];
  private gone = 0;
  private readonly ids = new Map<string, string>();
  private readonly domains: string[];
  private readonly naming: Naming;
  private readonly teams: Spec["teams"];
  private readonly around: AccessAround;
  /** What is there and has not been found in the file yet, by what it is. */
  private readonly rest: Map<string, LiveMailbox>;

  constructor(
    private readonly spec: Spec,
    private readonly live: Live,
    private readonly options: UpdateOptions,
  ) {
    const { vocabulary, units, now } = options;
    this.domains = domainsOfLive(live, listOf(spec.domain));
    this.naming = new Naming({ employees: live.employees, ...units }, frameOf(live, this.domains));
    const members = new Map<string, Members>();
    const findings = new Findings("", { at: () => undefined });
    this.teams = this.teamsNow(members, findings);
    this.problems = findings.problems;
    this.around = { naming: this.naming, vocabulary, teams: members, today: dayIn(spec.timeZone, now) };
    this.rest = new Map(
      live.mailboxes.map((mailbox) => {
        const { kind, id, email = "" } = mailbox;
        return [`${kind} ${kind === "shared" ? plainName(email) : id}`, mailbox];
      }),
    );
  }

  made(): Omit<Updated, "problems"> {
    const shared = Object.entries(this.spec.shared ?? {}).flatMap(([key, given]) => {
      const mailbox = this.take(key, `shared ${plainName(given.email)}`);
      return mailbox === undefined ? [] : [[key, this.sharedNow(key, given, mailbox)] as const];
    });
    const delegated = Object.entries(this.spec.delegated ?? {}).flatMap(([key, given]) => {
      const mailbox = this.take(key, `delegated ${this.naming.whoIs(key)?.id}`);
      return mailbox === undefined ? [] : [this.delegatedNow(key, given, mailbox)];
    });
    const fresh = this.fresh([...shared, ...delegated]);
    const { limits, domain } = this.spec;
    const isSameDomain = this.domains.length === listOf(domain).length;
    const needed = limitsNeeded(this.live, limits ?? {});
    if (!isSameDomain) {
      this.changes.push(`domain: ${this.domains.join(", ")}`);
    }
    if (JSON.stringify(needed) !== JSON.stringify(limits)) {
      this.changes.push(`limits: the organization is beyond them, and they are ${JSON.stringify(needed)}`);
    }
    const spec: Spec = {
      ...this.spec,
      domain: isSameDomain ? domain : oneOrAll(this.domains),
      limits: needed,
      teams: this.teams,
      shared: mapping(this.spec.shared, [...shared, ...fresh.shared]),
      delegated: mapping(this.spec.delegated, [...delegated, ...fresh.delegated]),
    };
    return { spec, ids: this.ids, changes: this.changes, gone: this.gone };
  }

  /** The teams, without those members whom a file may not name; and who is in each. */
  private teamsNow(members: Map<string, Members>, findings: Findings): Spec["teams"] {
    const teams = Object.entries(this.spec.teams ?? {}).flatMap(([name, team]): [string, Team][] => {
      if (!Array.isArray(team)) {
        const people = membersOf(team, ["teams", name], this.naming.people, findings).map(({ id }) => id);
        const away = everybodyIn(team, this.naming.people).filter((id) => !people.includes(id));
        members.set(name, { people, away, goes: false });
        return [[name, team]];
      }
      const kept = team.filter((who) => this.naming.allowed(who) === who);
      const idsOf = (names: readonly string[]) => names.flatMap((who) => this.naming.whoIs(who)?.id ?? []);
      const away = idsOf(team.filter((who) => !kept.includes(who)));
      members.set(name, { people: idsOf(kept), away, goes: kept.length === 0 });
      if (kept.length < team.length) {
        const gone = team.filter((who) => !kept.includes(who)).join(", ");
        this.changes.push(
          `team ${name}: ${gone} cannot be in it any more, and ${kept.length === 0 ? "the team goes" : "goes"}`,
        );
      }
      return kept.length === 0 ? [] : [[name, kept]];
    });
    return mapping(this.spec.teams, teams);
  }

  private take(key: string, identity: string): LiveMailbox | undefined {
    const mailbox = this.rest.get(identity);
    this.rest.delete(identity);
    if (mailbox === undefined) {
      this.gone += 1;
      this.changes.push(`${key}: is not in the organization, and leaves the file`);
    }
    return mailbox;
  }

  private sharedNow(key: string, given: NonNullable<Spec["shared"]>[string], mailbox: LiveMailbox) {
    const { name = "", description = "" } = mailbox;
    const before = { name: given.name, description: given.description ?? "" };
    for (const [field, now] of Object.entries({ name, description })) {
      const was = field === "name" ? before.name : before.description;
      if (now !== was) {
        this.changes.push(`${key}: the ${field} is ${JSON.stringify(now)} instead of ${JSON.stringify(was)}`);
      }
    }
    this.ids.set(`shared ${key}`, mailbox.id);
    return {
      ...given,
      name,
      description: description === before.description ? given.description : description || undefined,
      access: this.accessNow(key, given, mailbox, undefined),
    };
  }

  private delegatedNow(key: string, given: Mailbox, mailbox: LiveMailbox): readonly [string, Mailbox] {
    const { id } = mailbox;
    const now = this.naming.allowed(key) ?? id;
    this.ids.set(`delegated ${now}`, id);
    const access = this.accessNow(now, given, mailbox, id);
    if (now === key) {
      return [key, { ...given, access }];
    }
    this.changes.push(`${key}: is ${now} in the file, since the owner cannot be named otherwise any more`);
    return [now, { ...given, was: [...listOf(given.was), key], access }];
  }

  private accessNow(
    key: string,
    given: Mailbox,
    { access: live }: LiveMailbox,
    owner: string | undefined,
  ): Access | undefined {
    const { exclusive } = settingsOf(this.spec, given);
    const update = new AccessUpdate(live, owner, exclusive, this.around);
    const access = update.of(given.access);
    this.changes.push(...update.lines.map((line) => `${key}: ${line}`));
    return access;
  }

  /** What is there and not in the file. */
  private fresh(known: readonly (readonly [string, Mailbox])[]) {
    const { vocabulary, slug } = this.options;
    const taken = new Set(known.flatMap(([key, { was }]) => [key, ...listOf(was)]));
    const rest = [...this.rest.values()];
    const keyless = rest.flatMap(({ kind, id, email = "" }) => (kind === "shared" ? [{ id, email }] : []));
    const keys = keysFor(keyless, this.domains, taken, slug);
    const named = rest.map((mailbox) => {
      const { kind, id, access } = mailbox;
      const name = kind === "shared" ? (keys.get(id) ?? id) : this.naming.nameOf(id);
      const key = taken.has(name) ? id : name;
      this.ids.set(`${kind} ${key}`, id);
      this.changes.push(`${key}: is new in the file`);
      for (const [person, roles] of access) {
        this.changes.push(
          `${key}: has access: ${this.naming.called(person)}: ${namesOfRoles(vocabulary, roles).join(", ")}`,
        );
      }
      return { key, mailbox };
    });
    const of = (kind: LiveMailbox["kind"]) => named.filter(({ mailbox }) => mailbox.kind === kind);
    return {
      shared: of("shared").map(({ key, mailbox }) => [key, sharedOf(mailbox, this.naming, vocabulary)] as const),
      delegated: of("delegated").map(({ key, mailbox }) => [key, accessOf(mailbox, this.naming, vocabulary)] as const),
    };
  }
}

/** A mapping of a file; none where there is nothing in it and there was none. */
function mapping<T>(
  before: object | undefined,
  entries: readonly (readonly [string, T])[],
): Record<string, T> | undefined {
  return before === undefined && entries.length === 0 ? undefined : Object.fromEntries(entries);
}
