/**
 * Each kind of finding with how grave it is, the gravest first.
 *
 * - `leftWithAccess`: somebody has left and still has access;
 * - `unknownWithAccess`: somebody has access whom the directory does not know;
 * - `unknownRole`: somebody has a role that this package does not know;
 * - `blockedWithAccess`: somebody's account is blocked, and they have access as soon as it is not;
 * - `noOwner`: people have access to a shared mailbox, and nobody is its owner;
 * - `nobody`: nobody has access to a shared mailbox;
 * - `personAtLimit`, `mailboxAtLimit`, `organizationAtLimit`: nothing more fits, or little does;
 * - `differs`: a mailbox or its access is not as in the compared file;
 * - `endsSoon`: access ends soon, by the compared file;
 * - `unusedDelegation`: delegation is on and nobody has access; it only counts towards the limit.
 */
export const SEVERITIES = {
  leftWithAccess: "high",
  unknownWithAccess: "high",
  unknownRole: "high",
  blockedWithAccess: "medium",
  noOwner: "medium",
  nobody: "medium",
  organizationAtLimit: "medium",
  personAtLimit: "medium",
  mailboxAtLimit: "medium",
  differs: "medium",
  endsSoon: "low",
  unusedDelegation: "low",
} as const;

/** A kind of finding. */
export type FindingCode = keyof typeof SEVERITIES;
