/**
 * What a user of a Pulumi host reads of an error: what happened, and what to do next. The one place that words the latter for
 * what the service answers; it depends on what was asked and on why that failed.
 */
import {
  ApiError,
  Cancelled,
  ConnectionError,
  clip,
  type Endpoint,
  oneLine,
  type Reason,
  type Sentence,
  TaskFailed,
  TaskForgotten,
  TaskTimedOut,
  UnexpectedReply,
  Unproven,
  Yandex360Error,
} from "../api/errors";

const READ_MAILBOXES = "ya360_admin:mail_read_shared_mailbox_inventory";
const WRITE_MAILBOXES = "ya360_admin:mail_write_shared_mailbox_inventory";

/** The scope that is enough for reading, by the endpoint's path: the first that fits. */
const SCOPE_OF_PATH: readonly (readonly [path: RegExp, scope: string])[] = [
  [/^\/directory\/v1\/org$/, "directory:read_organization"],
  [/\/domains$/, "directory:read_domains"],
  [/\/groups(\/|$)/, "directory:read_groups"],
  [/\/departments$/, "directory:read_departments"],
  [/\/users(\/|$)/, "directory:read_users"],
];

/** For every request. */
const BY_REASON: Partial<Record<Reason, string>> = {
  rateLimited: "the service asks for fewer requests: lower yandex360:maxConcurrency, or run the command again later",
  unauthorized:
    "the token is missing, expired or wrong: set a new one in YANDEX360_TOKEN, or with `pulumi config set --secret yandex360:token`",
  unavailable: "the service is out of order for now: run the command again later",
};

const TOKEN_IN_STATE =
  "`pulumi refresh`, `pulumi preview --refresh` and `pulumi destroy` use the token of the last `pulumi up` until the next " +
  "one (or with --run-program), a token in YANDEX360_TOKEN is always current where the stack's config has none";

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

/** What a user reads of a sentence, on one line: the errors in it are explained in their place. */
export function worded(sentence: Sentence): string {
  const parts = typeof sentence === "string" ? [sentence] : sentence;
  return oneLine(parts.map((part) => (typeof part === "string" ? part : explain(part))).join(""));
}

/**
 * What a user reads of an error, on one line: what happened, then what to do next, where there is something to do. What is no
 * error of this package is clipped, and asks for a report.
 */
export function explain(error: unknown): string {
  if (!(error instanceof Yandex360Error)) {
    return `${clip(String(error), 300)} (please report this)`;
  }
  const advice = adviceOn(error);
  return `${worded(error.parts)}${advice === undefined ? "" : `: ${advice}`}`;
}

/** As `explain`, of an operation on a resource: only those run with the settings that are in state. */
export function explainOperation(error: unknown): string {
  return isUnauthorized(error) ? `${explain(error)}; ${TOKEN_IN_STATE}` : explain(error);
}

function isUnauthorized(error: unknown): boolean {
  return (
    error instanceof Yandex360Error &&
    ((error instanceof ApiError && error.reason === "unauthorized") || isUnauthorized(error.cause))
  );
}

/** What to do next about an error, where there is something to do: what `explain` ends with. */
export function adviceOn(error: Yandex360Error): string | undefined {
  if (error.advice !== undefined) {
    return error.advice;
  }
  if (error instanceof ApiError) {
    return onRefusal(error);
  }
  if (error instanceof ConnectionError) {
    return onConnection(error);
  }
  if (error instanceof UnexpectedReply) {
    return `check ${addressOf(error.endpoint)} and any proxy in between`;
  }
  if (error instanceof TaskFailed || error instanceof TaskForgotten) {
    return "run `pulumi up` again";
  }
  if (error instanceof TaskTimedOut) {
    return "run `pulumi up` again, or raise taskTimeout (yandex360:taskTimeout)";
  }
  if (error instanceof Cancelled) {
    return "run the command again";
  }
  return error instanceof Unproven
    ? "run the command again; if the admin console shows that it is so, take what is gone out of the state with " +
        "`pulumi state delete <URN>`"
    : undefined;
}

function onRefusal({ reason, refusal }: ApiError): string | undefined {
  const { endpoint, status, serviceMessage } = refusal;
  if (status === 404 && serviceMessage === undefined) {
    return `this is not the API's own reply: check ${addressOf(endpoint)}`;
  }
  const known = BY_REQUEST[keyOf(endpoint)];
  return (
    known?.[reason] ??
    onToken(reason, endpoint) ??
    BY_REASON[reason] ??
    (OF_BAD_CONTENT.has(reason) ? known?.refused : undefined)
  );
}

/** What the token lacks for a request. */
function onToken(reason: Reason, endpoint: Endpoint): string | undefined {
  const needed = scopesFor(endpoint);
  if (reason === "noScope") {
    return `the token needs ${needed}`;
  }
  return reason === "notAdmin"
    ? `the token's user has to be an administrator of this organization, with ${needed}; check yandex360:orgId too`
    : undefined;
}

function scopesFor({ method, path }: Endpoint): string {
  const scope = SCOPE_OF_PATH.find(([pattern]) => pattern.test(path))?.[1];
  if (scope !== undefined) {
    return `the scope ${scope}`;
  }
  return method === "GET"
    ? `the scope ${READ_MAILBOXES} (and ${WRITE_MAILBOXES} for changes)`
    : `the scopes ${READ_MAILBOXES} and ${WRITE_MAILBOXES}`;
}

function onConnection({ endpoint, patience, proxied, withoutTls }: ConnectionError): string {
  const address = addressOf(endpoint);
  if (withoutTls) {
    return `the port does not speak TLS: check the scheme and the port of ${address}${proxied ? " and HTTPS_PROXY" : ""}`;
  }
  if (patience === 0) {
    return `nothing listens there on this machine: start it, or correct ${proxied ? "HTTPS_PROXY" : address}`;
  }
  return `check the network${proxied ? ", HTTPS_PROXY" : ""} and ${address}, and run the command again`;
}

/** The setting that says where the endpoint is: what begins with `/v1/` is on cloud-api. */
function addressOf({ path }: Endpoint): string {
  return path.startsWith("/v1/") ? "yandex360:directoryUrl" : "yandex360:apiUrl";
}

function keyOf({ method, path }: Endpoint): string {
  return `${method} ${path}`;
}
