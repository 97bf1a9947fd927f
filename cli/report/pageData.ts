/** The report as the page carries it. */
import { isKnownRole, shortRole } from "../../provider/service/roles";
import { abilitiesOf } from "./abilities";
import type { Report } from "./model";
import { type DifferenceRow, NONE, type PageData, type RightRow, STATUSES } from "./shape";

/** Packs a report. */
export function pageDataOf({
  organization,
  readAt,
  limits,
  people,
  mailboxes,
  findings,
  comparison,
}: Report): PageData {
  const personAt = placesOf(people);
  const mailboxAt = placesOf(mailboxes);
  const sets = new Map<string, { at: number; roles: string[] }>();
  const setAt = (roles: string[]) => {
    const name = JSON.stringify(roles);
    const set = sets.get(name) ?? { at: sets.size, roles };
    sets.set(name, set);
    return set.at;
  };
  const rights = mailboxes.flatMap(({ access }, mailbox) =>
    access.map(({ personId, roles, until }): RightRow => {
      const row = [mailbox, personAt(personId), setAt(roles)] as const;
      return until === undefined ? [...row] : [...row, until];
    }),
  );
  return {
    organization,
    readAt,
    limits,
    people: people.map(({ id, email, name, position, status, isRobot, login, aliases }) => [
      id,
      email,
      name,
      position,
      STATUSES.indexOf(status),
      isRobot ? 1 : 0,
      [...(email.startsWith(`${login}@`) ? [] : [login]), ...aliases].join(" "),
    ]),
    mailboxes: mailboxes.map(({ kind, id, email, name, description }) => [
      kind === "shared" ? 0 : 1,
      id,
      email,
      name,
      description,
    ]),
    roleSets: [...sets.values()].map(({ roles }) => ({
      names: roles.map(shortRole),
      unknown: roles.filter((role) => !isKnownRole(role)),
      can: abilitiesOf(roles),
    })),
    rights,
    findings: findings.map(({ code, mailboxId, personId, kind, count, until }) => ({
      code,
      mailbox: mailboxAt(mailboxId),
      person: personAt(personId),
      ...(kind !== undefined && { kind: kind === "shared" ? 0 : 1 }),
      ...(count !== undefined && { count }),
      ...(until !== undefined && { until }),
    })),
    ...(comparison && {
      comparison: {
        file: comparison.file,
        today: comparison.today,
        differences: comparison.differences.map(
          ({ code, mailboxId, personId, key, email, roles, rolesInFile, stays, ended }): DifferenceRow => ({
            code,
            mailbox: mailboxAt(mailboxId),
            person: personAt(personId),
            key,
            ...(email !== "" && { email }),
            roles: roles.map(shortRole),
            rolesInFile: rolesInFile.map(shortRole),
            ...(stays && { stays }),
            ...(ended !== undefined && { ended }),
          }),
        ),
      },
    }),
  };
}

/** Finds the places of things by their ids. */
function placesOf(all: readonly { id: string }[]): (id: string) => number {
  const places = new Map(all.map(({ id }, at) => [id, at]));
  return (id) => places.get(id) ?? NONE;
}
