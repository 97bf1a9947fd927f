/** What a user can do about a refusal: it depends on what was asked, and on why it was refused. */
import type { Endpoint, Reason } from "./refusal";

const SCOPES =
  "the scopes ya360_admin:mail_read_shared_mailbox_inventory and ya360_admin:mail_write_shared_mailbox_inventory";

/** For every request. */
const BY_REASON: Partial<Record<Reason, string>> = {
  noScope: `the token needs ${SCOPES}`,
  notAdmin: `the token's user has to be an administrator of this organization, with ${SCOPES}; check yandex360:orgId too`,
  rateLimited: "the service asks for fewer requests: lower yandex360:maxConcurrency, or run the command again later",
  unauthorized:
    "the token is missing, expired or wrong: set a new one with `pulumi config set --secret yandex360:token`; " +
    "`pulumi refresh`, `pulumi preview --refresh` and `pulumi destroy` use the token of the last `pulumi up` until the next " +
    "one (or with --run-program), a token in YANDEX360_TOKEN is always current",
  unavailable: "the service is out of order for now: run the command again later",
};

/** What may be wrong with a request that is refused for what it says, and for each reason that is known better. */
interface Advice extends Partial<Record<Reason, string>> {
  /** For 400, 409 and the like, whatever the service's words are. */
  refused?: string;
}

const SHOWN_STILL = "the service's own list still has it: run the command again";

const BY_REQUEST: Readonly<Record<string, Advice>> = {
  "PUT /mailboxes/shared": {
    addressTaken:
      "an employee, a group, an alias or a mailbox deleted a moment ago has the address: choose another one",
    alreadyExists: "another mailbox has the address or the name: choose others",
    invalidData:
      "check the address (its domain has to be the organization's main one) and the name (unique in the organization)",
    refused: "check address, name and description, and whether the organization is at its limit of shared mailboxes",
    notFound: "check yandex360:orgId and yandex360:apiUrl",
  },
  "PUT /mailboxes/shared/{resourceId}": {
    alreadyExists: "another mailbox has the name: choose another one, or rename that mailbox first",
    refused: "check the name (unique in the organization) and the description",
    notFound: "the organization has no such mailbox: run `pulumi refresh`, then `pulumi up`",
  },
  "PUT /mailboxes/delegated": {
    refused:
      "check ownerId, which has to be an employee with an account on the organization's domain, and whether the " +
      "organization is at its limit of delegated mailboxes",
    notFound: "the organization has no such employee: check ownerId and yandex360:orgId",
  },
  "POST /mailboxes/set/{resourceId}": {
    refused:
      "check the roles, that the employee has an account on the organization's domain, that delegation is on where the " +
      "mailbox is an employee's own, and that neither of them is at its limit of accesses",
    notFound: "the organization has no such mailbox, or no such employee",
  },
  "GET /mailboxes/shared/{resourceId}": { notFound: SHOWN_STILL },
  "DELETE /mailboxes/shared/{resourceId}": {
    notFound: SHOWN_STILL,
    refused: "check whether somebody has access to the mailbox that no resource of the program gives",
  },
  "DELETE /mailboxes/delegated/{resourceId}": { notFound: SHOWN_STILL },
  "GET /mailboxes/actors/{resourceId}": { notFound: SHOWN_STILL },
};

const OF_BAD_CONTENT: ReadonlySet<Reason> = new Set<Reason>(["alreadyExists", "addressTaken", "invalidData", "other"]);

/** What to do, where something can be said. `ours` is false for a reply that has none of the API's shapes. */
export function adviceOn(
  { method, path }: Endpoint,
  reason: Reason,
  { status, ours }: { status: number; ours: boolean },
): string | undefined {
  if (status === 404 && !ours) {
    return "this is not the API's own reply: check yandex360:apiUrl";
  }
  const known = BY_REQUEST[`${method} ${path}`];
  return known?.[reason] ?? BY_REASON[reason] ?? (OF_BAD_CONTENT.has(reason) ? known?.refused : undefined);
}
