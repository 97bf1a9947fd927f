/** Who has access to one mailbox: what a file says of it, brought up to what is there. */
import { type Day, phaseOf } from "./days";
import type { Naming } from "./fromLive";
import { plainName, teamIn } from "./names";
import { type WholeAccess as Access, entryOf } from "./schema";
import { namesOfRoles, roleNamed, type Vocabulary } from "./vocabulary";

/** The API's names of the roles by employee id. */
type Roles = ReadonlyMap<string, readonly string[]>;

/** What an access is brought up to date with. */
export interface AccessAround {
  naming: Naming;
  vocabulary: Vocabulary;
  /** Who is in each team that stays, by id. */
  teams: ReadonlyMap<string, readonly string[]>;
  today: Day;
}

/** An entry with whom it is about. */
interface Grant {
  who: string;
  given: Access[string];
  team: boolean;
  people: readonly string[];
  roles: readonly string[];
  isActive: boolean;
}

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
    const before = this.rolesBy(grants.filter(({ isActive }) => isActive));
    const teams = grants.filter((grant) => grant.team && (!grant.isActive || this.isTrue(grant)));
    const byTeams = this.rolesBy(teams.filter(({ isActive }) => isActive));
    const listed = this.exclusive ? this.live.keys() : [...before.keys()].filter((id) => this.live.has(id));
    const direct = this.directly(
      grants.filter(({ team }) => !team),
      byTeams,
      new Set(listed),
    );
    this.tell(before);
    const kept = new Map([...teams, ...direct].map(({ who, given }) => [who, given]));
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
    const { roles = [], from, until } = entryOf(given);
    const common = {
      given,
      roles: roles.flatMap((name) => roleNamed(vocabulary, name) ?? []),
      isActive: phaseOf({ from, until }, today) === "active",
    };
    const team = teamIn(who);
    const members = team === undefined ? undefined : teams.get(team);
    if (members !== undefined) {
      return [{ ...common, who, team: true, people: members.filter((id) => id !== this.owner) }];
    }
    const employee = team === undefined ? naming.whoIs(who) : undefined;
    if (employee === undefined || employee.id === this.owner) {
      this.lines.push(`${who} is taken out: it is nobody who could have access`);
      return [];
    }
    return [{ ...common, who: naming.allowed(who) ?? who, team: false, people: [employee.id] }];
  }

  private isTrue({ who, people, roles }: Grant): boolean {
    const { naming, vocabulary } = this.around;
    const wrong = people.filter((id) => {
      const has = this.live.get(id);
      return has === undefined || !vocabulary.sameRoles([...has, ...roles], has);
    });
    if (wrong.length > 0) {
      const names = wrong.map((id) => naming.called(id)).join(", ");
      this.lines.push(`${who} is replaced by its people who have the access, since it is not true of ${names}`);
    }
    return wrong.length === 0;
  }

  /** The entries of people, with those that are missing beside what teams give. */
  private directly(
    grants: readonly Grant[],
    byTeams: Roles,
    listed: ReadonlySet<string>,
  ): Pick<Grant, "who" | "given">[] {
    const { naming, vocabulary } = this.around;
    const inactive = grants.filter(({ isActive }) => !isActive);
    const active = grants.filter(({ isActive, people: [id = ""] }) => isActive && this.live.has(id));
    const given = this.rolesBy([...active]);
    const isRight = (id: string) => {
      const roles = [...(byTeams.get(id) ?? []), ...(given.get(id) ?? [])];
      return vocabulary.sameRoles(roles, this.live.get(id) ?? []) && roles.length > 0;
    };
    const right = active.filter(({ people: [id = ""] }) => isRight(id));
    const used = new Set(inactive.map(({ who }) => plainName(who)));
    const anew = [...listed]
      .filter((id) => !isRight(id))
      .map((id) => {
        const roles = namesOfRoles(vocabulary, this.live.get(id) ?? []);
        const [old] = active.filter(({ people }) => people.includes(id));
        const name = naming.nameOf(id);
        const who = old?.who ?? (used.has(plainName(name)) ? id : name);
        return { who, given: old === undefined || Array.isArray(old.given) ? roles : { ...old.given, roles } };
      });
    return [...inactive, ...right, ...anew];
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

  private tell(before: Roles): void {
    const { naming, vocabulary } = this.around;
    const short = (roles: readonly string[]) => namesOfRoles(vocabulary, roles).join(", ");
    for (const [id, roles] of this.live) {
      const had = before.get(id);
      if (had === undefined) {
        this.lines.push(...(this.exclusive ? [`has access: ${naming.called(id)}: ${short(roles)}`] : []));
      } else if (!vocabulary.sameRoles(had, roles)) {
        this.lines.push(`other roles: ${naming.called(id)}: ${short(roles)} instead of ${short(had)}`);
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
