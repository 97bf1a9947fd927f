import { ENDPOINT_NAMES, type EndpointName } from "../model/endpointNames";
import { NOTIFY, ROLES, TASK_STATUSES } from "../model/roles";
import { SCOPES } from "../model/scopes";
import { ENDPOINT_SOURCES, type Sureness } from "./endpointSources";

/** Where one piece of the emulated API comes from. */
export interface ApiRecord {
  kind: "endpoint" | "query" | "body" | "reply" | "enum" | "error" | "header" | "limit" | "scope";
  /** The piece, e.g. `ListShared`, `ListShared page`, `ListShared resources[].count`, `roles shared_mailbox_owner`, `403 Not an admin`. */
  what: string;
  /** Name of the public page, or the client it was seen in. */
  source: string;
  sureness: Sureness;
}

const HELP = "help page admin/mail/sharing";
const RUBY = "stored client: ruby-api-client/yandex360, spec/vcr";
const SCRIPTS = "stored client: Y360-API-Scripts";
const UNKNOWN = "no source; a stand-in of the emulator";

function of(kind: ApiRecord["kind"], source: string, sureness: Sureness, ...names: string[]): ApiRecord[] {
  return names.map((what) => ({ kind, what, source, sureness }));
}

function ofEndpoint(name: EndpointName): ApiRecord[] {
  const { source, query = "", body = "", reply = "", notDocumented = {} } = ENDPOINT_SOURCES[name];
  const fields = (kind: "query" | "body" | "reply", list: string) =>
    list
      .split(" ")
      .filter(Boolean)
      .map((field) => ({ kind, what: `${name} ${field}`, source, sureness: notDocumented[field] ?? ("doc" as const) }));
  return [
    ...of("endpoint", source, "doc", name),
    ...fields("query", query),
    ...fields("body", body),
    ...fields("reply", reply),
  ];
}

/** Every endpoint, field, enum value, error shape, header, limit and scope of the emulator with its source. What no source settles is a switch, see `SWITCH_RECORDS`. */
export const API_RECORDS: readonly ApiRecord[] = [
  ...ENDPOINT_NAMES.flatMap(ofEndpoint),

  ...of("enum", "MailboxService_Set, MailboxService_ListActors", "doc", ...ROLES.map((role) => `roles ${role}`)),
  ...of("enum", "MailboxService_Set", "doc", ...NOTIFY.map((notify) => `notify ${notify}`)),
  ...of("enum", "MailboxService_TaskStatus", "doc", ...TASK_STATUSES.map((status) => `status ${status}`)),
  ...of("enum", "MailboxService_ListResources", "doc", "type shared", "type delegated"),

  ...of("error", "error schema of every MailboxService page", "doc", "body code", "body message", "body details"),
  ...of(
    "error",
    "stored clients: error classes",
    "client code",
    "details @type",
    "details requestId",
    "details servingData",
  ),
  ...of(
    "error",
    `${SCRIPTS}, the message alone; the status is a guess`,
    "inferred",
    "400 invalid_data",
    "401 Unauthorized",
    "403 No required scope",
    "409 passport_email_taken",
    "409 resource_already_exists",
  ),
  ...of(
    "error",
    `${RUBY}, of departments; never seen of a mailbox`,
    "client code",
    "403 Not an admin",
    "404 not_found",
  ),
  ...of(
    "error",
    UNKNOWN,
    "inferred",
    "400 bad request",
    "400 limit_exceeded",
    "400 resource_in_use",
    "409 task_is_running",
  ),
  ...of("error", UNKNOWN, "inferred", "403 not_allowed", "429 Too many requests"),
  ...of(
    "error",
    "directory v1 on cloud-api: error schema; the message is a guess",
    "doc",
    "body error",
    "body description",
    "412 failed_precondition",
  ),

  ...of("header", "page access", "doc", "Authorization"),
  ...of("header", RUBY, "client code", "X-Request-Id", "Grpc-Status", "Grpc-Message"),
  ...of("header", "stored clients: retry code", "inferred", "Retry-After"),

  ...of("limit", HELP, "doc", "sharedMailboxes", "delegatedMailboxes", "mailboxesPerUser", "usersPerMailbox"),
  ...of("scope", "page access; MailboxService and directory pages", "doc", ...Object.values(SCOPES)),
  ...of("enum", "GroupService_Get", "doc", ...["user", "group", "department"].map((type) => `member ${type}`)),
  ...of("enum", "DepartmentService_List", "doc", "orderBy id", "orderBy name"),
];
