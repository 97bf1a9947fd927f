/** A preview in people's words, whatever the format. */
import { counted } from "../common/counted";
import type { Known } from "./ask";
import type { Changes, MailboxChange, PersonChange } from "./changes";
import { LONGEST_MESSAGE } from "./given";
import type { Changed } from "./mailboxes";
import { type Danger, dangerOf } from "./order";
import { isHidden, type Shown } from "./read";
import { inWords } from "./rights";

/** How a format writes what is not the package's own words. */
export interface Style {
  /** A name, an address or another text that somebody has typed; at most 200 characters of it, unless more are asked for. */
  given(text: string, longest?: number): string;
  /** An address or an id, to be copied. */
  code(text: string): string;
  /** What must not be missed. */
  strong(text: string): string;
}

/** One mailbox in words. */
export interface Told {
  danger: Danger;
  title: string;
  /** What becomes of each person. */
  people: { kind: PersonChange["kind"]; text: string }[];
  /** What else there is to know. */
  more: string[];
}

/** What a preview comes to, in numbers. */
export interface Counts {
  deleted: number;
  switchedOff: number;
  ownerless: number;
  /** People, each once. */
  losing: number;
  gaining: number;
  /** Mailboxes that stay, where others may lose access whom the preview does not show. */
  unsure: number;
  made: number;
  adopted: number;
}

/** Counts what happens. */
export function countsOf({ mailboxes }: Changes): Counts {
  const fate = (...fates: string[]) => mailboxes.filter((one) => fates.includes(one.fate)).length;
  const people = (kind: PersonChange["kind"]) =>
    new Set(
      mailboxes.flatMap((one) =>
        one.people
          .filter((person) => person.kind === kind)
          .map(({ actorId }) => (isHidden(actorId) ? one.resource : actorId)),
      ),
    ).size;
  return {
    deleted: fate("deleted"),
    switchedOff: fate("switchedOff", "switchedAnew"),
    ownerless: mailboxes.filter(({ lastOwner }) => lastOwner === "lost").length,
    losing: people("loses"),
    gaining: people("gains"),
    unsure: mailboxes.filter((one) => one.othersMayLose && !isGone(one)).length,
    made: fate("created", "switchedOn"),
    adopted: fate("adopted"),
  };
}

/** Whether somebody loses access, or may, or a mailbox goes. */
export function isDangerous({ deleted, switchedOff, losing, unsure }: Counts): boolean {
  return deleted + switchedOff + losing + unsure > 0;
}

/** One line that says it all. */
export function summaryOf(changes: Changes): string {
  const { deleted, switchedOff, ownerless, losing, gaining, unsure, made, adopted } = countsOf(changes);
  const parts = [
    count(deleted, "mailbox is deleted with its letters", "mailboxes are deleted with their letters"),
    count(ownerless, "mailbox loses its last owner", "mailboxes lose their last owner"),
    count(switchedOff, "delegation is switched off", "delegations are switched off"),
    count(losing, "person loses access or a part of it", "people lose access or a part of it"),
    count(unsure, "mailbox where others may lose access too", "mailboxes where others may lose access too"),
    count(gaining, "person gains access", "people gain access"),
    count(made, "mailbox is made or delegated", "mailboxes are made or delegated"),
    count(adopted, "mailbox is taken over", "mailboxes are taken over"),
  ].filter((part) => part !== "");
  const fails = isFailing(changes) ? "Expect `up` to fail, as said below. " : "";
  if (parts.length === 0) return `${fails}Nobody gains or loses access, and no mailbox goes.`;
  const all = isDangerous(countsOf(changes)) ? parts : ["Nobody loses access", ...parts];
  return `${fails}${all.join(", ")}.`;
}

/** Whether `up` is likely to fail, whatever it does before. */
export function isFailing({ failing, mailboxes }: Changes): boolean {
  return failing.length > 0 || mailboxes.some(({ refused }) => refused.length > 0);
}

function count(number: number, one: string, many: string): string {
  return number === 0 ? "" : counted(number, one, many);
}

/** Each mailbox in words, and before those where nothing is dangerous, why `up` is likely to fail. */
export function tell({ mailboxes, failing }: Changes, known: Known, style: Style): Told[] {
  const naming = new Naming(known, style, severalIn(mailboxes));
  const told = mailboxes.map((mailbox) => tellOne(mailbox, naming, style));
  const refusals = failing.map((text): Told => {
    const title = style.given(withNames(text, known), LONGEST_MESSAGE);
    return { danger: "fails", title, people: [], more: [] };
  });
  const fine = told.filter(({ danger }) => danger === "fine");
  return [...told.slice(0, told.length - fine.length), ...refusals, ...fine];
}

/** What is said besides, with names where messages have ids. */
export function notesOf({ days, notes }: Changes, known: Known): { days: string[]; notes: string[] } {
  const named = (text: string) => withNames(text, known);
  const problems = known.problems.map((problem) => `not asked: ${problem}`);
  return { days: days.map(named), notes: [...notes.map(named), ...problems] };
}

function withNames(text: string, { people }: Known): string {
  return text.replace(/\d{6,20}/g, (id) => {
    const found = people.get(id);
    return found === undefined ? id : `${id} ${found.name}`;
  });
}

function severalIn(mailboxes: readonly MailboxChange[]): boolean {
  return new Set(mailboxes.flatMap(({ orgId }) => orgId ?? [])).size > 1;
}

/** What people and mailboxes are called. */
class Naming {
  constructor(
    private readonly known: Known,
    private readonly style: Style,
    private readonly several: boolean,
  ) {}

  person(id: Shown<string>): string {
    if (isHidden(id))
      return id.hidden === "later" ? "somebody who is known only at `up`" : "somebody whom a secret hides";
    const found = this.known.people.get(id);
    if (found === undefined) return `employee ${this.style.code(id)}`;
    const left = found.isDismissed ? ", who has left" : "";
    return `${this.style.given(found.name || found.nickname)} (${this.style.code(found.email || id)}${left})`;
  }

  mailbox({ id, kind, email, name, orgId, resource }: MailboxChange): string {
    const found = id === undefined ? undefined : this.known.shared.get(id);
    const organization = this.several && orgId !== undefined ? ` of organization ${orgId}` : "";
    const owner = id !== undefined && (kind === "delegated" || this.known.people.has(id));
    if (owner) return `mailbox of ${this.person(id)}${organization}`;
    const address = email ?? found?.email;
    if (address !== undefined) {
      const title = name ?? found?.name;
      return `${this.style.code(address)}${title ? ` (${this.style.given(title)})` : ""}${organization}`;
    }
    if (id !== undefined) return `mailbox ${this.style.code(id)}${organization}`;
    return `the mailbox of ${this.style.code(resource)}, which is known only at \`up\`${organization}`;
  }
}

function tellOne(change: MailboxChange, naming: Naming, style: Style): Told {
  return {
    danger: dangerOf(change),
    title: titleOf(change, naming.mailbox(change), style),
    people: change.people.map((person) => ({ kind: person.kind, text: personLine(person, naming) })),
    more: moreOf(change, naming, style),
  };
}

/** Whether everybody loses access with the mailbox, or with its delegation. */
function isGone({ fate }: Pick<MailboxChange, "fate">): boolean {
  return fate === "deleted" || fate === "switchedOff" || fate === "switchedAnew";
}

function titleOf({ fate, lastOwner, replacedBy }: MailboxChange, mailbox: string, { strong, code }: Style): string {
  const instead = replacedBy === undefined ? "" : `; ${code(replacedBy)} is made in its place, empty`;
  const owner =
    lastOwner === "lost" ? `: ${strong("it loses its last owner")}, and nobody has full rights there any more` : "";
  const titles: Record<MailboxChange["fate"], string> = {
    deleted: `${mailbox}: ${strong("the mailbox is deleted with its letters")}${instead}`,
    switchedOff: `${mailbox}: ${strong("delegation is switched off")}, and everybody loses access to it; its letters stay`,
    switchedAnew: `${mailbox}: ${strong("delegation is switched off and on again")}, and only those keep access whom \`up\` gives it anew`,
    created: `${mailbox}: the mailbox is made${owner}`,
    switchedOn: `${mailbox}: delegation is switched on`,
    adopted: `${mailbox}: is there already and is taken over${owner}`,
    released: `${mailbox}: Pulumi forgets it, and nothing changes in it`,
    kept: `${mailbox}${owner}`,
  };
  return titles[fate];
}

function personLine({ actorId, before, after, kind }: PersonChange, naming: Naming): string {
  const who = naming.person(actorId);
  if (isHidden(after)) {
    const what = after.hidden === "later" ? "known only at `up`" : "hidden as a secret";
    return isHidden(actorId) ? `${who} gains access` : `${who} gets roles that are ${what}`;
  }
  if (after.length === 0) return `${who} loses access${before.length === 0 ? "" : `: ${inWords(before)}`}`;
  if (before.length === 0) return `${who} gains access: ${inWords(after)}`;
  return `${who} may do ${kind === "loses" ? "less or other things" : "more"}: ${inWords(after)} instead of ${inWords(before)}`;
}

function moreOf(change: MailboxChange, naming: Naming, { given, code }: Style): string[] {
  const { renamed, redescribed, othersMayLose, lastOwner, refused, unfinished } = change;
  const changed = (what: string, { from, to }: Changed) =>
    isHidden(to)
      ? `its ${what} ${isHidden(from) ? "may change" : "changes"}; the preview does not show to what`
      : `its ${what} becomes ${given(to)}${isHidden(from) ? "" : `, from ${given(from)}`}`;
  return [
    ...(renamed === undefined ? [] : [changed("name", renamed)]),
    ...(redescribed === undefined ? [] : [changed("description", redescribed)]),
    ...(othersMayLose
      ? [
          isGone(change)
            ? "whoever else has access loses it too: only the service knows, and it was not asked"
            : "others may lose access too: the preview does not show who keeps it",
        ]
      : []),
    ...(lastOwner === "maybe"
      ? ["perhaps it loses its last owner: the preview does not show everybody who has access"]
      : []),
    ...(refused.length === 0 ? [] : [refusal(refused, naming)]),
    ...unfinished.map((name) => `an earlier \`up\` has left ${code(name)} half-made; this one finishes it`),
  ];
}

function refusal(refused: readonly string[], naming: Naming): string {
  const who = refused.map((id) => naming.person(id)).join(", ");
  const [have, these] =
    refused.length === 1 ? ["has access, is", "this employee"] : ["have access, are", "these employees"];
  return (
    `\`up\` fails here and changes nothing: ${who} ${have} not in \`access\`, and \`unlisted\` is "refuse"; ` +
    `add ${these} to \`access\`, or set \`unlisted: "remove"\` to take this access away`
  );
}
