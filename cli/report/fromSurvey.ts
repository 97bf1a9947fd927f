/** Makes a report of an organization, and of an organization file beside it. */
import type { Draft } from "../../organization";
import { limitsOf } from "../../organization/limits";
import type { Survey, SurveyedMailbox } from "../../provider/engine/survey";
import type { Employee } from "../../provider/service/answers";
import { abilitiesOf } from "./abilities";
import { compare, type FileToday } from "./comparison";
import { findingsIn } from "./findings";
import type { Limits, Report, ReportedMailbox, ReportedPerson } from "./model";

/** What the service allows: as the file says, or else as the help page does. */
function limitsBy(draft: Draft): Limits {
  const { ofAKind, people, mailboxes } = limitsOf(draft);
  return { mailboxesOfAKind: ofAKind, peoplePerMailbox: people, mailboxesPerPerson: mailboxes };
}

/**
 * Makes a report of an organization.
 *
 * @param file - an organization file, resolved with the directory of the same organization.
 */
export function reportOf(survey: Survey, readAt: Date, file?: FileToday): Report {
  const employees = new Map(survey.employees.map((employee) => [employee.id, employee]));
  const comparison = file === undefined ? undefined : compare(survey.mailboxes, file);
  const mailboxes = survey.mailboxes.map((mailbox) =>
    reported(mailbox, employees.get(mailbox.id), comparison?.endOf(mailbox)),
  );
  const people = peopleIn(survey, mailboxes);
  const subject = { limits: limitsBy(file?.draft ?? {}), mailboxes, people };
  return {
    version: 1,
    organization: {
      id: survey.orgId,
      name: survey.orgName ?? "",
      domains: survey.domains.map(({ name }) => name),
    },
    readAt: readAt.toISOString(),
    ...subject,
    findings: findingsIn(subject, comparison?.comparison),
    ...(comparison && { comparison: comparison.comparison }),
  };
}

function reported(
  { kind, id, email, name, description, access }: SurveyedMailbox,
  owner: Employee | undefined,
  endOf: ((personId: string) => string | undefined) | undefined,
): ReportedMailbox {
  const own = kind === "delegated" ? owner : undefined;
  return {
    kind,
    id,
    email: email ?? own?.email ?? "",
    name: name ?? own?.name ?? "",
    description: description ?? "",
    access: [...access].map(([personId, roles]) => {
      const until = endOf?.(personId);
      return {
        personId,
        roles: [...roles],
        can: abilitiesOf(roles),
        ...(until !== undefined && { until }),
      };
    }),
  };
}

/** The employees, then whoever else has access. */
function peopleIn({ employees }: Survey, mailboxes: readonly ReportedMailbox[]): ReportedPerson[] {
  const counts = new Map<string, number>();
  for (const { access } of mailboxes) {
    for (const { personId } of access) {
      counts.set(personId, (counts.get(personId) ?? 0) + 1);
    }
  }
  const countOf = (id: string) => counts.get(id) ?? 0;
  const known = employees.map(
    ({ id, email, name, nickname, aliases, position, isAdmin, isRobot, isDismissed, isBlocked }): ReportedPerson => ({
      id,
      email,
      name,
      login: nickname,
      aliases,
      position,
      status: isDismissed ? "left" : isBlocked ? "blocked" : "active",
      isAdmin,
      isRobot,
      mailboxes: countOf(id),
    }),
  );
  const isKnown = new Set(employees.map(({ id }) => id));
  const others = [...counts.keys()]
    .filter((id) => !isKnown.has(id))
    .map((id): ReportedPerson => ({ ...NOBODY, id, mailboxes: countOf(id) }));
  return [...known, ...others];
}

const NOBODY: ReportedPerson = {
  id: "",
  email: "",
  name: "",
  login: "",
  aliases: [],
  position: "",
  status: "unknown",
  isAdmin: false,
  isRobot: false,
  mailboxes: 0,
};
