/** What deserves a look in an organization. */
import { isKnownRole, Role } from "../../provider/service/roles";
import type { Comparison } from "./comparison";
import type { Report, ReportedMailbox, ReportedPerson } from "./model";
import { type FindingCode, SEVERITIES } from "./severities";

/** From what share of a limit on somebody, or something, is near it. */
const NEAR = 0.9;

/** One finding. What it is not about is empty. */
export interface Finding {
  code: FindingCode;
  severity: "high" | "medium" | "low";
  mailboxId: string;
  personId: string;
  /** Of `organizationAtLimit`. */
  kind?: "shared" | "delegated";
  /** How many there are, of the kinds that are about a limit. */
  count?: number;
  /** Of `endsSoon`: the last day. */
  until?: string;
}

const CODES: readonly string[] = Object.keys(SEVERITIES);

/** Everything that is found, by kind: the gravest first. */
export function findingsIn(
  { mailboxes, people, limits }: Pick<Report, "mailboxes" | "people" | "limits">,
  comparison?: Comparison,
): Finding[] {
  const found = [
    ...people.flatMap((person) => aboutPerson(person, limits.mailboxesPerPerson)),
    ...mailboxes.flatMap((mailbox) => aboutMailbox(mailbox, limits.peoplePerMailbox, comparison)),
    ...(["shared", "delegated"] as const).flatMap((kind) => {
      const count = mailboxes.filter((mailbox) => mailbox.kind === kind).length;
      return isNear(count, limits.mailboxesOfAKind) ? [finding("organizationAtLimit", { kind, count })] : [];
    }),
    ...differing(comparison),
  ];
  return found.sort((a, b) => CODES.indexOf(a.code) - CODES.indexOf(b.code));
}

function finding(code: FindingCode, about: Partial<Omit<Finding, "code" | "severity">>): Finding {
  return { code, severity: SEVERITIES[code], mailboxId: "", personId: "", ...about };
}

function isNear(count: number, limit: number): boolean {
  return count >= limit * NEAR;
}

function aboutPerson({ id, status, mailboxes }: ReportedPerson, limit: number): Finding[] {
  const personId = id;
  const codes = { left: "leftWithAccess", unknown: "unknownWithAccess", blocked: "blockedWithAccess" } as const;
  return [
    ...(mailboxes > 0 && status !== "active" ? [finding(codes[status], { personId, count: mailboxes })] : []),
    ...(isNear(mailboxes, limit) ? [finding("personAtLimit", { personId, count: mailboxes })] : []),
  ];
}

function aboutMailbox({ kind, id, access }: ReportedMailbox, limit: number, comparison?: Comparison): Finding[] {
  const mailboxId = id;
  const owned = access.some(({ roles }) => roles.includes(Role.Owner));
  const found = [
    ...(access.length === 0 ? [finding(kind === "shared" ? "nobody" : "unusedDelegation", { mailboxId })] : []),
    ...(access.length > 0 && kind === "shared" && !owned ? [finding("noOwner", { mailboxId })] : []),
    ...(isNear(access.length, limit) ? [finding("mailboxAtLimit", { mailboxId, count: access.length })] : []),
  ];
  for (const { personId, roles, until } of access) {
    if (!roles.every(isKnownRole)) {
      found.push(finding("unknownRole", { mailboxId, personId }));
    }
    if (comparison !== undefined && until !== undefined && until <= comparison.soon) {
      found.push(finding("endsSoon", { mailboxId, personId, until }));
    }
  }
  return found;
}

/** One finding for all differences: the comparison has them one by one. */
function differing(comparison: Comparison | undefined): Finding[] {
  const count = comparison?.differences.filter(({ stays }) => !stays).length ?? 0;
  return count === 0 ? [] : [finding("differs", { count })];
}
