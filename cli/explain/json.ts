/** An explanation for programs; docs/explain.md has its shape. */
import type { Known } from "./ask";
import type { Changes, MailboxChange, PersonChange } from "./changes";
import { isHidden, type Shown } from "./read";
import { countsOf, isDangerous } from "./words";

/** Grows with what a reader of the shape has to know. */
const VERSION = 1;

/** As JSON. */
export function asJson(changes: Changes, known: Known): string {
  const counts = countsOf(changes);
  const explained = {
    version: VERSION,
    dangerous: isDangerous(counts),
    counts,
    mailboxes: changes.mailboxes.map((mailbox) => mailboxOf(mailbox, known)),
    days: changes.days,
    failing: changes.failing,
    notes: [...changes.failing, ...changes.notes],
    problems: known.problems,
  };
  return JSON.stringify(explained, undefined, 2);
}

function mailboxOf(
  { people, id, kind, email, name, renamed, redescribed, resource, ...rest }: MailboxChange,
  known: Known,
) {
  const found = id === undefined ? undefined : known.shared.get(id);
  const owner = id === undefined ? undefined : known.people.get(id);
  return {
    ...{
      kind: kind ?? (owner === undefined ? "shared" : "delegated"),
      id,
      email: email ?? found?.email ?? owner?.email,
      name: name ?? found?.name ?? owner?.name,
    },
    // What has neither id nor address is called by the resource that has access to it.
    ...(id === undefined && email === undefined && { resource }),
    ...rest,
    renamed: renamed && { from: shown(renamed.from), to: shown(renamed.to) },
    redescribed: redescribed && { from: shown(redescribed.from), to: shown(redescribed.to) },
    people: people.map((person) => personOf(person, known)),
  };
}

function personOf({ actorId, before, after, kind }: PersonChange, known: Known) {
  const found = isHidden(actorId) ? undefined : known.people.get(actorId);
  return { kind, id: shown(actorId), email: found?.email, name: found?.name, before, after: shown(after) };
}

/** Null is what the preview does not show. */
function shown<T>(value: Shown<T>): T | null {
  return isHidden(value) ? null : value;
}
