/** Who has access to one mailbox: what a file says of it, brought up to what is there. */
import { type Day, type Phase, phaseOf } from "./days";
import type { Naming } from "./fromLive";
import { plainName, teamIn } from "./names";
import { type WholeAccess as Access, entryOf } from "./schema";
import { divide, joined, type Share, type Shares } from "./shares";
import { namesOfRoles, roleNamed, type Vocabulary } from "./vocabulary";

/** The API's names of the roles by employee id. */
type Roles = ReadonlyMap<string, readonly string[]>;

/** A team with whom it is. */
export interface Members {
  /** Who is in it, by id. */
  people: readonly string[];
  /** Who is in it and gets nothing by it, since they have left or are blocked. */
  away: readonly string[];
  /** Whether nobody is left whom the file may name, so that the team leaves it. */
  goes: boolean;
}

/** What an access is brought up to date with. */
export interface AccessAround {
  naming: Naming;
  vocabulary: Vocabulary;
  teams: ReadonlyMap<string, Members>;
  today: Day;
}

/** An entry with whom it is about. */
interface Grant extends Share {
  who: string;
  given: Access[string];
  team: Members | undefined;
  people: readonly string[];
  phase: Phase;
}

type Entry = Pick<Grant, "who" | "given">;

/** Brings the access of a mailbox up to date. */
export class AccessUpdate {
  /** What is changed, in people's words. */
  readonly lines: string[] = [];

  /**
   * @param live - what is there.
   * @param owner - the owner of a delegated mailbox, who needs no access.
   * @param exclusive - whether the file names everybody who has access.
   */
  constructor(
    private readonly live: Roles,
    private readonly owner: string | undefined,
    private readonly exclusive: boolean,
    private readonly around: AccessAround,
  ) {}

  /** The access that says what is there. Where nobody is left in it, there is none. */
  of(given: Access | undefined): Access | undefined {
    const access = given ?? {};
    const grants = Object.entries(access).flatMap(([who, given]) => this.grant(who, given));
    const active = grants.filter(({ phase }) => phase === "active");
    const inactive = grants.filter(({ phase }) => phase !== "active");
    const staying = active.filter((grant) => grant.team !== undefined && this.stays(grant, grant.team));
    const before = this.rolesBy(active);
    const listed = this.exclusive ? [...this.live.keys()] : [...before.keys()].filter((id) => this.live.has(id));
    const beside = {
      own: active.filter(({ team }) => team === undefined),
      lost: active.filter((grant) => grant.team !== undefined && !staying.includes(grant)),
      staying,
      later: inactive.filter(({ phase }) => phase === "later"),
    };
    const untils = new Map<string, Day | undefined>();
    const used = new Set(inactive.map(({ who }) => plainName(who)));
    const direct = listed.flatMap((id) => this.entriesOf(id, beside, used, untils));
    this.tell(before, inactive, untils);
    const kept = new Map([...inactive, ...staying, ...direct].map(({ who, given }) => [who, given]));
    // What stays keeps its place.
    const inPlace = Object.keys(access).flatMap((who) => (kept.has(who) ? [who] : []));
    const order = new Set([...inPlace, ...kept.keys()]);
    const isEmpty = given !== undefined && Object.keys(given).length === 0;
    return order.size === 0 && !isEmpty
      ? undefined
      : Object.fromEntries([...order].flatMap((who) => entryAt(kept, who)));
  }

  /** The entry, by a name that may stand there; nothing where it is nobody's. */
  private grant(who: string, given: Access[string]): Grant[] {
    const { naming, teams, vocabulary, today } = this.around;
    const { roles = [], ...span } = entryOf(given);
    const common = {
      ...span,
      given,
      roles: roles.flatMap((name) => roleNamed(vocabulary, name) ?? []),
      phase: phaseOf(span, today),
    };
    const name = teamIn(who);
    const team = name === undefined ? undefined : teams.get(name);
    if (team !== undefined && !(team.goes && common.phase !== "active")) {
      return [{ ...common, who, team, people: team.people.filter((id) => id !== this.owner) }];
    }
    const employee = name === undefined ? naming.whoIs(who) : undefined;
    if (employee === undefined || employee.id === this.owner) {
      this.lines.push(`${who} is taken out: it is nobody who could have access`);
      return [];
    }
    return [{ ...common, who: naming.allowed(who) ?? who, team: undefined, people: [employee.id] }];
  }

  /** Whether what the team's entry gives is true of all its people. */
  private stays({ who, people, roles, until }: Grant, { goes }: Members): boolean {
    const { naming, vocabulary } = this.around;
    const hasAny = (id: string, wanted: readonly string[]) => {
      const has = this.live.get(id) ?? [];
      return wanted.some((role) => has.length > 0 && vocabulary.sameRoles([...has, role], has));
    };
    const wrong = people.filter((id) => !roles.every((role) => hasAny(id, [role])));
    if (goes) {
      this.lines.push(`${who} is taken out, since nobody is left in the team`);
    } else if (wrong.length > 0) {
      const days = until === undefined ? "" : `, until ${until} as before`;
      const names = wrong.map((id) => naming.called(id)).join(", ");
      this.lines.push(
        people.some((id) => hasAny(id, roles))
          ? `${who} is replaced by its people who have the access${days}, since it is not true of ${names}`
          : `${who} is taken out, since none of its people has the access`,
      );
    }
    return !goes && wrong.length === 0;
  }

  /** What the file has to say of somebody, beside the teams that stay. */
  private entriesOf(
    id: string,
    beside: Readonly<Record<keyof Shares, readonly Grant[]>>,
    used: ReadonlySet<string>,
    untils: Map<string, Day | undefined>,
  ): Entry[] {
    const { naming, vocabulary } = this.around;
    const has = this.live.get(id) ?? [];
    const gives = ({ people }: Grant) => people.includes(id);
    const gave = ({ people, team }: Grant) => people.includes(id) || (team?.away.includes(id) ?? false);
    const own = beside.own.filter(gives);
    const lost = [...beside.lost, ...beside.staying.filter((grant) => !gives(grant))]
      .filter(gave)
      // The name of a team's entry is not the person's.
      .map(({ roles, from, until, reason }) => ({ roles, from, until, reason }));
    const all = { own, lost, staying: beside.staying.filter(gives), later: beside.later.filter(gave) };
    const { shares, newUntil } = divide(has, all, vocabulary);
    untils.set(id, newUntil);
    const named = new Map<string, Share>();
    const names = [...own.map(({ who }) => who), naming.nameOf(id), id];
    for (const share of shares.sort((a, b) => Number(b.who !== undefined) - Number(a.who !== undefined))) {
      const isFree = (name: string) => !named.has(name) && !used.has(plainName(name));
      const who = share.who ?? names.find(isFree) ?? [...named.keys()].at(-1) ?? id;
      const other = named.get(who);
      if (other !== undefined && other.until !== share.until) {
        const until = joined(other, share).until;
        this.lines.push(
          `${naming.called(id)}: ends on ${until}, the first of several days, since one name has one entry`,
        );
      }
      named.set(who, other === undefined ? share : joined(other, share));
    }
    return [...named].map(([who, share]) => {
      const same = own.find(
        (grant) => grant.who === who && vocabulary.sameRoles(grant.roles, share.roles) && grant.until === share.until,
      );
      return { who, given: same?.given ?? this.written(share) };
    });
  }

  private written({ roles, from, until, reason }: Share): Access[string] {
    const names = namesOfRoles(this.around.vocabulary, roles);
    const more = Object.entries({ from, until, reason }).filter(([, value]) => value !== undefined);
    return more.length === 0 ? names : { roles: names, ...Object.fromEntries(more) };
  }

  private rolesBy(grants: readonly Grant[]): Map<string, string[]> {
    const all = new Map<string, string[]>();
    for (const { people, roles } of grants) {
      for (const id of people) {
        all.set(id, [...(all.get(id) ?? []), ...roles]);
      }
    }
    return all;
  }

  private tell(before: Roles, inactive: readonly Grant[], untils: ReadonlyMap<string, Day | undefined>): void {
    const { naming, vocabulary } = this.around;
    const short = (roles: readonly string[]) => namesOfRoles(vocabulary, roles).join(", ");
    for (const [id, roles] of this.live) {
      const had = before.get(id);
      const until = untils.get(id);
      const days = until === undefined ? "" : `, until ${until}`;
      if (had === undefined) {
        const ended = inactive.find(({ phase, people }) => phase === "ended" && people.includes(id));
        const although = ended === undefined ? "" : `, although ${ended.who} ended on ${ended.until}`;
        this.lines.push(
          ...(this.exclusive ? [`has access: ${naming.called(id)}: ${short(roles)}${days}${although}`] : []),
        );
      } else if (!vocabulary.sameRoles(had, roles)) {
        this.lines.push(`other roles: ${naming.called(id)}: ${short(roles)} instead of ${short(had)}${days}`);
      }
    }
    for (const id of before.keys()) {
      this.lines.push(...(this.live.has(id) ? [] : [`has no access: ${naming.called(id)}`]));
    }
  }
}

function entryAt(entries: ReadonlyMap<string, Access[string]>, who: string): [string, Access[string]][] {
  const entry = entries.get(who);
  return entry === undefined ? [] : [[who, entry]];
}
