import { z } from "zod";
import { LIMIT, Refusal } from "../model/errors";
import type { Organization } from "../model/organization";
import { NOTIFY, OWNER, ROLES, showRoles } from "../model/roles";
import type { RefusedSet } from "../model/switches";
import { type Call, decimal, defineEndpoint, type Endpoint, noBody, noQuery } from "./endpoint";
import { listReply } from "./listReply";
import { MAILBOXES, READ, WRITE } from "./mailboxes";

const setQuery = z.strictObject({ actorId: decimal, notify: z.enum(NOTIFY).default("all") });
const setBody = z.strictObject({ roles: z.array(z.string()) });
const ABORTED = 10;

/** Access: the asynchronous Set, its tasks, and the two ways to look. Source: MailboxService_ListActors, _ListResources, _Set, _TaskStatus. */
export const accessEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    name: "ListActors",
    method: "GET",
    path: `${MAILBOXES}/actors/:id`,
    id: "mailbox",
    scopes: READ,
    query: noQuery,
    body: noBody,
    act: listActors,
  }),
  defineEndpoint({
    name: "ListResources",
    method: "GET",
    path: `${MAILBOXES}/resources/:id`,
    id: "actor",
    scopes: READ,
    query: noQuery,
    body: noBody,
    act: listResources,
  }),
  defineEndpoint({
    name: "Set",
    method: "POST",
    path: `${MAILBOXES}/set/:id`,
    id: "mailbox",
    scopes: WRITE,
    query: setQuery,
    body: setBody,
    act: set,
  }),
  defineEndpoint({
    name: "TaskStatus",
    method: "GET",
    path: `${MAILBOXES}/tasks/:id`,
    id: "task",
    scopes: READ,
    query: noQuery,
    body: noBody,
    act: ({ organization, id, effect }) => {
      const status = organization.tasks.poll(id, effect.task);
      if (status === undefined) throw new Refusal(404);
      return { status };
    },
  }),
];

function listActors({ organization, id }: Call<unknown, unknown>): object {
  const { switches } = organization.around;
  const personal = organization.users.has(id);
  if (!organization.isMailbox(id) && !(personal && switches.actorsWithoutDelegation === "empty"))
    throw new Refusal(404);
  const actors = organization.access
    .actors(id)
    .map(([actorId, roles]) => ({ actorId, roles: showRoles(roles, switches.rolesShown) }));
  const owner = personal && organization.delegated.has(id) && switches.ownerListed;
  return listReply({ actors: owner ? [{ actorId: id, roles: [OWNER] }, ...actors] : actors }, switches);
}

function listResources({ organization, id }: Call<unknown, unknown>): object {
  const { switches } = organization.around;
  if (!organization.isSomebody(id) && switches.resourcesOfUnknownActor === 404) throw new Refusal(404);
  const resources = organization.access.mailboxes(id).map((resourceId) => ({
    resourceId,
    type: organization.shared.has(resourceId) ? ("shared" as const) : ("delegated" as const),
    roles: showRoles(organization.access.roles(resourceId, id), switches.rolesShown),
  }));
  return listReply({ resources }, switches);
}

function set(call: Call<z.infer<typeof setQuery>, z.infer<typeof setBody>>): { taskId: string } {
  const { organization, id, query, body, effect } = call;
  if (!organization.isMailbox(id) && !organization.isSomebody(id)) throw new Refusal(404);
  checkRoles(organization, body.roles);
  const refused = refusalOf(organization, id, query.actorId, body.roles);
  if (refused !== undefined && refused.how !== "task error") throw new Refusal(refused.how, refused.message);
  const { concurrentSets } = organization.around.switches;
  if (concurrentSets === "refused" && organization.tasks.isRunning(id, query.actorId)) {
    throw new Refusal(409, "task_is_running", ABORTED);
  }
  const fate = refused ? ({ ends: "error", applied: false } as const) : effect.task;
  return { taskId: organization.tasks.start(id, query.actorId, body.roles, fate) };
}

/** What is wrong with a Set that the documentation does not settle, and how the switches refuse it. */
function refusalOf(
  organization: Organization,
  mailboxId: string,
  actorId: string,
  roles: readonly string[],
): { how: RefusedSet; message?: string } | undefined {
  const { setWithoutDelegation, setBadActor, setOverLimit, setNoChange } = organization.around.switches;
  const problem = organization.accessProblem(mailboxId, actorId, roles);
  if (problem === "mailbox") return { how: setWithoutDelegation };
  if (problem === "actor") return { how: setBadActor };
  if (problem === "limit") return { how: setOverLimit, message: LIMIT };
  const before = organization.access.roles(mailboxId, actorId);
  const same = before.length === new Set(roles).size && before.every((role) => roles.includes(role));
  return same && setNoChange !== "task" ? { how: setNoChange } : undefined;
}

function checkRoles(organization: Organization, roles: readonly string[]): void {
  const { unknownRole, roleCombination } = organization.around.switches;
  const known: readonly string[] = ROLES;
  if (unknownRole === "refused" && !roles.every((role) => known.includes(role))) throw new Refusal(400);
  const sends = roles.length === 0 || roles.includes(OWNER) || roles.includes("shared_mailbox_sender");
  if (roleCombination === "sender or owner" && !sends) throw new Refusal(400);
}
