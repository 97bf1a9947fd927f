/** Who has access to which mailbox before an `up`, and who has it afterwards: real effects, not operations. */
import { byId } from "../../provider/service/ids";
import { canonicalRoles, sameRoles } from "../../provider/service/roles";
import { grouped } from "./grouped";
import { type Mailbox, Mailboxes } from "./mailboxes";
import { type Entry, isHidden, type Preview, type Shown, type Step } from "./read";
import { isOwner, losesRights } from "./rights";
import { type Notes, notesIn, peopleIn, type Roles } from "./said";

/** What was asked of the service: who has access to a mailbox now; nothing where it has not been asked. */
export type Ask = (orgId: string, mailboxId: string) => Roles | undefined;

/** One person whose roles on a mailbox change. */
export interface PersonChange {
  /** Hidden where the preview does not show who it is. */
  actorId: Shown<string>;
  before: readonly string[];
  after: Shown<readonly string[]>;
  /** `loses`: no access any more, or less. `gains`: nothing is lost. */
  kind: "gains" | "loses";
}

/** A mailbox of which something changes. */
export interface MailboxChange extends Mailbox {
  people: PersonChange[];
  /** Whether nobody manages a shared mailbox any more; `maybe` where others may have access that nothing shows. */
  lastOwner: "no" | "maybe" | "lost";
  /** Whether others than those above may lose access by this. */
  othersMayLose: boolean;
  /** Whom an exclusive list refuses to take access from, so that `up` fails. */
  refused: string[];
  /** What an earlier `up` has left half-made and this one finishes: names of resources. */
  unfinished: string[];
}

/** What a preview comes to. */
export interface Changes extends Notes {
  mailboxes: MailboxChange[];
}

/** Somebody's access, as a resource declares it. */
interface Right {
  actorId: Shown<string>;
  roles: Shown<readonly string[]>;
}

/** What one resource says about access to one mailbox. */
interface Declared {
  step: Step;
  /** In state. */
  old?: { mailbox: Mailbox; rights: Right[] };
  /** In the program; `rights` is hidden where the preview does not show whom it lists. */
  new?: { mailbox: Mailbox; rights: Shown<Right[]> };
}

/** What a preview does, by what it shows and by what was asked; in no order. */
export function changesIn(preview: Preview, ask: Ask = () => undefined): Changes {
  const mailboxes = new Mailboxes(preview);
  const declared = preview.steps
    .filter(({ type }) => type === "MailboxAccess" || type === "MailboxAccessList")
    .map((step) => declaredBy(step, mailboxes));
  const olds = grouped(declared, ({ old }) => old?.mailbox);
  const news = grouped(declared, (one) => one.new?.mailbox);
  const changes = mailboxes.all.map((mailbox) => {
    const about: About = {
      olds: olds.get(mailbox) ?? [],
      news: news.get(mailbox) ?? [],
      urn: mailboxes.urnOf(mailbox),
    };
    return changeOf(mailbox, about, peopleSaid(about, mailboxes), ask);
  });
  return { mailboxes: changes.filter(isChange), ...notesIn(preview) };
}

function declaredBy(step: Step, mailboxes: Mailboxes): Declared {
  const { op, before, after } = step;
  const oldMailbox = mailboxes.before(step);
  const old = oldMailbox && { mailbox: oldMailbox, rights: rightsOf(before?.access, before?.actorId, before?.roles) };
  return {
    step,
    ...(old !== undefined && { old: { ...old, rights: isHidden(old.rights) ? [] : old.rights } }),
    ...(op !== "delete" &&
      after !== undefined && {
        new: { mailbox: mailboxes.after(step), rights: rightsOf(after.access, after.actorId, after.roles) },
      }),
  };
}

function rightsOf(
  access: Shown<Entry[]> | undefined,
  actorId: Shown<string> | undefined,
  roles: Shown<string[]> | undefined,
): Shown<Right[]> {
  return access ?? (actorId === undefined ? [] : [{ actorId, roles: roles ?? [] }]);
}

/** What there is about one mailbox. */
interface About {
  /** What has access to it in state. */
  olds: readonly Declared[];
  /** What has access to it in the program. */
  news: readonly Declared[];
  /** The URN of its own resource. */
  urn: string | undefined;
}

/** Who has access, as messages beside the mailbox's resources have it. */
function peopleSaid({ urn, news }: About, mailboxes: Mailboxes): Roles {
  const urns = [...(urn === undefined ? [] : [urn]), ...news.map(({ step }) => step.urn)];
  return new Map(urns.flatMap((one) => [...peopleIn(mailboxes.saidBeside(one))]));
}

function changeOf(mailbox: Mailbox, { olds, news }: About, said: Roles, ask: Ask): MailboxChange {
  const { fate } = mailbox;
  const asked = mailbox.id === undefined || mailbox.orgId === undefined ? undefined : ask(mailbox.orgId, mailbox.id);
  const isNew = fate === "created" || fate === "switchedOn";
  const before = asked ?? (isNew ? new Map() : beforeBy(olds, said));
  const isGone = fate === "deleted" || fate === "switchedOff";
  const plan = planOf(mailbox, olds, news, before);
  const after: Roles = isGone ? new Map() : plan.after;
  const unseen = asked === undefined && !isNew;
  const people = [...peopleChanged(before, after), ...(isGone ? [] : plan.unshown)];
  return {
    ...mailbox,
    // What the preview could not see may be on already.
    fate: fate === "switchedOn" && before.size > 0 ? "adopted" : fate,
    people,
    lastOwner: lastOwnerOf(mailbox, {
      before,
      after,
      unshown: plan.unshown,
      sure: asked !== undefined || plan.takesAll,
      isGone,
    }),
    othersMayLose: plan.uncertain || (unseen && (isGone || fate === "switchedAnew" || plan.takesAll)),
    refused: plan.refused,
    unfinished: [...olds, ...news]
      .filter(({ step }) => step.halfMade)
      .map(({ step }) => step.resource)
      .filter(unique),
  };
}

function beforeBy(olds: readonly Declared[], said: Roles): Map<string, readonly string[]> {
  const inState = olds.flatMap(({ old }) =>
    (old?.rights ?? []).flatMap(({ actorId, roles }): [string, readonly string[]][] =>
      isHidden(actorId) || isHidden(roles) || roles.length === 0 ? [] : [[actorId, roles]],
    ),
  );
  return new Map([...said, ...inState]);
}

/** What the resources make of a mailbox that stays. */
interface Outcome {
  after: Roles;
  /** Gains whose person or roles the preview does not show. */
  unshown: PersonChange[];
  /** Whether everybody whom nobody lists loses access, whoever it is. */
  takesAll: boolean;
  /** Whether somebody may lose access whom the preview does not show. */
  uncertain: boolean;
  refused: string[];
}

function planOf({ fate }: Mailbox, olds: readonly Declared[], news: readonly Declared[], before: Roles): Outcome {
  const anew = fate === "switchedAnew";
  const after = new Map(anew ? [] : before);
  const held = new Set(news.flatMap((one) => shownIn(one).map(({ actorId }) => actorId)));
  const outcome: Outcome = { after, unshown: [], takesAll: false, uncertain: false, refused: [] };
  for (const { step, old, new: declared } of olds) {
    const stays = declared?.mailbox === old?.mailbox && step.op !== "replace";
    const hidden = stays && isHidden(declared?.rights);
    if (step.retained && step.op !== "update") continue;
    if (hidden) outcome.uncertain ||= (old?.rights.length ?? 0) > 0;
    else if (!["same", "import"].includes(step.op)) {
      for (const { actorId } of old?.rights ?? []) if (!isHidden(actorId) && !held.has(actorId)) after.delete(actorId);
    }
  }
  for (const one of news.filter((one) => isSent(one, anew))) {
    const { step, new: declared } = one;
    const isList = step.type === "MailboxAccessList";
    if (isList && step.after?.exclusive !== false && !isHidden(declared?.rights))
      narrow(one, before, after, held, outcome);
    for (const { actorId, roles } of isHidden(declared?.rights) ? [] : (declared?.rights ?? [])) {
      if (!isHidden(actorId) && !isHidden(roles)) after.set(actorId, roles);
      else
        outcome.unshown.push({
          actorId,
          before: isHidden(actorId) ? [] : (before.get(actorId) ?? []),
          after: roles,
          kind: "gains",
        });
    }
    if (isHidden(declared?.rights)) {
      outcome.unshown.push({ actorId: declared.rights, before: [], after: declared.rights, kind: "gains" });
    }
  }
  return outcome;
}

/** Whoever is not in an exclusive list loses access, or the list refuses that. */
function narrow(
  { step, old }: Declared,
  before: Roles,
  after: Map<string, readonly string[]>,
  held: ReadonlySet<unknown>,
  outcome: Outcome,
): void {
  const inState = new Set((old?.rights ?? []).map(({ actorId }) => actorId));
  const others = [...before.keys()].filter((actorId) => !held.has(actorId) && !inState.has(actorId));
  if (step.after?.unlisted !== "remove") {
    outcome.refused.push(...others);
    return;
  }
  outcome.takesAll = true;
  for (const actorId of others) after.delete(actorId);
}

/** Whether `up` sends anything for it; what is only in state and as the program has it is left as it is. */
function isSent({ step, new: declared }: Declared, anew: boolean): boolean {
  const { op, before, after } = step;
  if (op !== "update") return op === "create" || op === "replace";
  const narrower = after?.exclusive !== false && before?.exclusive === false;
  return (
    anew ||
    narrower ||
    before?.unsettled !== undefined ||
    !sameRights(rightsOf(before?.access, before?.actorId, before?.roles), declared?.rights ?? [])
  );
}

function sameRights(a: Shown<Right[]>, b: Shown<Right[]>): boolean {
  if (isHidden(a) || isHidden(b) || a.length !== b.length) return false;
  return a.every(({ actorId, roles }) => {
    const other = b.find((one) => one.actorId === actorId);
    return other !== undefined && !isHidden(roles) && !isHidden(other.roles) && sameRoles(roles, other.roles);
  });
}

function shownIn({ new: declared }: Declared): Right[] {
  return declared === undefined || isHidden(declared.rights)
    ? []
    : declared.rights.filter(({ actorId }) => !isHidden(actorId));
}

function peopleChanged(before: Roles, after: Roles): PersonChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort(byId).flatMap((actorId): PersonChange[] => {
    const [had, has] = [before.get(actorId) ?? [], after.get(actorId) ?? []];
    const goes = before.has(actorId) && !after.has(actorId);
    const kind = goes || losesRights(had, has) ? "loses" : "gains";
    const isSame = before.has(actorId) === after.has(actorId) && sameRoles(had, has);
    return isSame ? [] : [{ actorId, before: canonicalRoles(had), after: canonicalRoles(has), kind }];
  });
}

function lastOwnerOf(
  { kind }: Mailbox,
  {
    before,
    after,
    unshown,
    sure,
    isGone,
  }: { before: Roles; after: Roles; unshown: PersonChange[]; sure: boolean; isGone: boolean },
): MailboxChange["lastOwner"] {
  const owners = (roles: Roles) => [...roles.values()].filter(isOwner).length;
  const comes = unshown.some(({ after }) => isHidden(after) || isOwner(after));
  if (kind === "delegated" || isGone || owners(before) === 0 || owners(after) > 0) return "no";
  return sure && !comes ? "lost" : "maybe";
}

function isChange({ fate, renamed, redescribed, people, othersMayLose, refused, unfinished }: MailboxChange): boolean {
  const says = [renamed, redescribed].some((one) => one !== undefined);
  return fate !== "kept" || says || people.length > 0 || othersMayLose || refused.length > 0 || unfinished.length > 0;
}

function unique<T>(value: T, at: number, all: readonly T[]): boolean {
  return all.indexOf(value) === at;
}
