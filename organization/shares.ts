/** Which entries a person needs on a mailbox in place of teams that leave it, and how long each lasts. */
import type { Day } from "./days";
import type { Vocabulary } from "./vocabulary";

/** What one entry gives one person. */
export interface Share {
  /** The entry's name, where it is the person's own. */
  who?: string | undefined;
  /** The API's names. */
  roles: readonly string[];
  from?: Day | undefined;
  until?: Day | undefined;
  reason?: string | undefined;
}

/** All that the file says of somebody on a mailbox. */
export interface Shares {
  /** From entries of the person. */
  own: readonly Share[];
  /** From teams that are replaced. */
  lost: readonly Share[];
  /** From teams that stay. */
  staying: readonly Share[];
  /** From entries and teams whose time has not come. */
  later: readonly Share[];
}

/** What a file has to say of somebody beside the teams that stay. */
export interface Divided {
  shares: Share[];
  /** The last day of roles that the file gave nowhere; undefined where it gave all of them, or never ended them. */
  newUntil: Day | undefined;
}

/**
 * Divides the roles that somebody has among entries, so that nothing lasts longer than the file says. Roles that it gives
 * nowhere last as long as what ends first.
 */
export function divide(
  has: readonly string[],
  { own, lost, staying, later }: Shares,
  { sameRoles }: Vocabulary,
): Divided {
  const covers = (given: readonly string[], role: string) => sameRoles([...given, role], given);
  const held = (all: readonly Share[]) =>
    all
      .map((share) => ({ ...share, roles: share.roles.filter((role) => covers(has, role)) }))
      .filter(({ roles }) => roles.length > 0);
  const shares: Share[] = held(own);
  const add = (share: Share) => {
    const at = shares.findIndex((one) => isAlike(one, share));
    const same = shares[at];
    if (same === undefined) {
      shares.push(share);
    } else {
      shares[at] = { ...share, ...same, roles: [...same.roles, ...share.roles], reason: same.reason ?? share.reason };
    }
  };
  // What lasts longest comes first, so that the others need not repeat it.
  for (const share of held(lost).sort((a, b) => Number(lastsAsLong(b, a)) - Number(lastsAsLong(a, b)))) {
    const others = [...shares, ...staying].filter((one) => lastsAsLong(one, share)).flatMap(({ roles }) => roles);
    const missing = share.roles.filter((role) => !covers(others, role));
    if (missing.length > 0) {
      add({ ...share, roles: missing });
    }
  }
  const given = [...shares, ...staying].flatMap(({ roles }) => roles);
  const fresh = has.filter((role) => !covers(given, role));
  if (fresh.length === 0) {
    return { shares, newUntil: undefined };
  }
  const until = soonest([...own, ...lost, ...staying, ...later]);
  const isEnding = (one: Share) => one.until === until;
  const at = shares.findIndex(isEnding);
  // An entry that gives nothing any more says the new roles instead.
  const target = shares[at] ?? { ...[...own, ...lost].find(isEnding), until, roles: [] };
  const roles = [...target.roles, ...fresh];
  const named = roles.filter((role) => has.includes(role));
  const share = { ...target, roles: sameRoles(named, roles) ? named : roles };
  return { shares: at === -1 ? [...shares, share] : shares.with(at, share), newUntil: until };
}

/** One share in place of two, which ends when the first of them does. */
export function joined(a: Share, b: Share): Share {
  const first = lastsAsLong(a, b) ? b : a;
  return { ...first, who: a.who ?? b.who, roles: [...a.roles, ...b.roles] };
}

/** Whether two shares differ in nothing that one entry could not say. */
function isAlike(a: Share, b: Share): boolean {
  const hasReasons = a.reason !== undefined && b.reason !== undefined;
  return a.from === b.from && a.until === b.until && (!hasReasons || a.reason === b.reason);
}

function lastsAsLong(a: Share, b: Share): boolean {
  return a.until === undefined || (b.until !== undefined && a.until >= b.until);
}

function soonest(shares: readonly Share[]): Day | undefined {
  return shares.flatMap(({ until }) => until ?? []).sort()[0];
}
