/** What an access list has to change, and what it knows afterwards: decisions alone, without the service. */
import { clip, Yandex360Error } from "../api/errors";
import type { AccessOutcome, Roles } from "../service/access";
import { canonicalRoles, sameRoles } from "../service/roles";
import { type Access, sorted } from "./accessInput";
import type { Unlisted } from "./unlisted";
import type { Unsettled } from "./unsettled";

/** What the program declares. */
export interface DeclaredList {
  access: Access;
  exclusive: boolean;
  unlisted: Unlisted;
}

/** What state has. */
export interface ListState extends Unsettled {
  access: Access;
}

/** What this run has done to the mailbox before, which the service may not show yet. */
export interface RunSoFar {
  /** Delegation was switched off: everybody has lost access, also where it is on again. */
  everybodyRevoked: boolean;
  wasRevoked(actorId: string): boolean;
}

/** One employee whose roles change. */
export interface Change {
  actorId: string;
  /** The roles to have; none to lose access. */
  roles: string[];
  /** Whether an earlier change may still take effect. */
  open: boolean;
}

/** What is to be done. */
export interface Plan {
  give: Change[];
  take: Change[];
  /** Who would lose access although the program, state and this run have had nothing to do with them: then nothing is done. */
  refuse: Roles;
  /** What everybody concerned has before the changes. */
  before: Roles;
}

/** How one change ended. */
export interface End {
  change: Change;
  outcome: AccessOutcome;
}

/** Whose access the state has, or may come to have. */
export function employeesOf({ access, unsettled = [] }: ListState): string[] {
  return [...new Set([...Object.keys(access), ...unsettled])];
}

/**
 * Compares what is declared with what the service shows and with state. What differs from state is sent whatever the service
 * shows, which may be older than the last `up`.
 */
export function planOf(
  { access, exclusive, unlisted }: DeclaredList,
  state: ListState | undefined,
  observed: Roles,
  { everybodyRevoked, wasRevoked }: RunSoFar,
): Plan {
  const inState = state === undefined ? [] : employeesOf(state);
  const isListed = (actorId: string) => Object.hasOwn(access, actorId);
  const change = (actorId: string, roles: string[]): Change => {
    return { actorId, roles, open: state?.unsettled?.includes(actorId) === true };
  };
  const give = Object.entries(access)
    .filter(
      ([actorId, roles]) =>
        everybodyRevoked ||
        wasRevoked(actorId) ||
        state?.unsettled?.includes(actorId) ||
        !sameRoles(observed.get(actorId) ?? [], roles) ||
        (state !== undefined && !sameRoles(state.access[actorId] ?? [], roles)),
    )
    .map(([actorId, roles]) => change(actorId, roles));
  const take = [...new Set([...inState, ...(exclusive ? observed.keys() : [])])]
    .filter((actorId) => !isListed(actorId))
    .map((actorId) => change(actorId, []));
  const isUnseen = (actorId: string) => !isListed(actorId) && !inState.includes(actorId) && !wasRevoked(actorId);
  const refuses = exclusive && unlisted === "refuse";
  return {
    give,
    take,
    refuse: new Map(refuses ? [...observed].filter(([actorId]) => isUnseen(actorId)) : []),
    // Of an employee to lose access, state is believed too: who is in it is asked about until they surely have lost it.
    before: new Map([
      ...Object.keys(access).map((actorId) => [actorId, observed.get(actorId) ?? []] as const),
      ...take.map(({ actorId }) => [actorId, observed.get(actorId) ?? state?.access[actorId] ?? []] as const),
    ]),
  };
}

/** What state keeps after changes of which some failed: what is confirmed or observed, and whose access may still change. */
export function stateAfter({ before }: Plan, ends: readonly End[]): { access: Access } & Unsettled {
  const known = new Map(before);
  const unsettled: string[] = [];
  for (const { change, outcome } of ends) {
    if (outcome.kind === "confirmed") {
      known.set(change.actorId, change.roles);
      continue;
    }
    if (outcome.kind === "unconfirmed" && outcome.observed !== undefined) {
      known.set(change.actorId, outcome.observed);
    }
    if (change.open || (outcome.kind === "unconfirmed" && outcome.open)) {
      unsettled.push(change.actorId);
    }
  }
  const entries = [...known].filter(([, roles]) => roles.length > 0);
  const access = sorted(entries.map(([actorId, roles]) => [actorId, canonicalRoles(roles)]));
  return unsettled.length > 0 ? { access, unsettled } : { access };
}

/** A change that is not confirmed. */
export interface Failure {
  change: Change;
  outcome: Exclude<AccessOutcome, { kind: "confirmed" }>;
}

/** The changes that are not confirmed. */
export function failedOf(ends: readonly End[]): Failure[] {
  return ends.flatMap(({ change, outcome }) => (outcome.kind === "confirmed" ? [] : [{ change, outcome }]));
}

/** One line: who is missing and who still has access, and why for the first of them. */
export function inShort(failed: Failure[], of: number): Yandex360Error {
  const who = failed.map(({ change: { actorId, roles } }) =>
    roles.length > 0 ? actorId : `${actorId} (to lose access)`,
  );
  const why = new Map(failed.slice(0, 3).map(({ outcome: { error } }) => [String(error), error]));
  return new Yandex360Error([
    `${failed.length} of ${of} changes failed, for ${failed.length > 1 ? "employees" : "employee"} ` +
      `${clip(who.join(", "), 400)}: `,
    ...[...why.values()].flatMap((error, at) => (at === 0 ? [error] : ["; ", error])),
  ]);
}
