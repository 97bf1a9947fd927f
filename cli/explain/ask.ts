/** What the service is asked, so that an explanation has names, and everybody who has access today. */
import { isNotFound, oneLine } from "../../provider/api/errors";
import type { Lookups } from "../../provider/engine/lookups";
import type { Answers, Employee, SharedMailboxFound } from "../../provider/service/answers";
import { messageOf } from "../common/failure";
import type { Changes, MailboxChange } from "./changes";
import type { Roles } from "./said";

/** What is known besides the preview. */
export interface Known {
  /** By id. */
  people: ReadonlyMap<string, Employee>;
  /** By id. */
  shared: ReadonlyMap<string, SharedMailboxFound>;
  /** Who has access now, by mailbox; see `keyOf`. */
  access: ReadonlyMap<string, Roles>;
  /** Why the service could not be asked something. */
  problems: readonly string[];
}

/** Nothing was asked. */
export const NOTHING: Known = { people: new Map(), shared: new Map(), access: new Map(), problems: [] };

/** The key of a mailbox of an organization. */
export const keyOf = (orgId: string, mailboxId: string) => `${orgId} ${mailboxId}`;

/**
 * Asks, of each organization, for its employees once, and of each mailbox that the preview changes, who has access to it and what
 * it is called. What cannot be asked is a problem to be told, and no error: the preview stands without it.
 *
 * @param orgId - the organization of mailboxes that name none.
 */
export async function askAbout(
  { mailboxes }: Changes,
  lookups: Pick<Lookups, "invoke">,
  orgId?: string,
): Promise<Known> {
  const organizations = new Set(mailboxes.flatMap((mailbox) => mailbox.orgId ?? orgId ?? []));
  const answers = await Promise.all(
    [...organizations].map((organization) =>
      askOne(
        organization,
        mailboxes.filter((mailbox) => (mailbox.orgId ?? orgId) === organization),
        lookups,
      ),
    ),
  );
  return {
    people: new Map(answers.flatMap(({ people }) => [...people])),
    shared: new Map(answers.flatMap(({ shared }) => [...shared])),
    access: new Map(answers.flatMap(({ access }) => [...access])),
    problems: [...new Set(answers.flatMap(({ problems }) => problems))],
  };
}

async function askOne(
  orgId: string,
  mailboxes: readonly MailboxChange[],
  lookups: Pick<Lookups, "invoke">,
): Promise<Known> {
  const problems = new Set<string>();
  /** One refusal is enough: the token lacks a scope, or the organization is another one's. */
  const attempt = async <T>(look: Promise<T>): Promise<T | undefined> => {
    try {
      return await look;
    } catch (error) {
      problems.add(oneLine(messageOf(error)));
      return undefined;
    }
  };
  const employees = await attempt(invoke(lookups, "getEmployees", { orgId, includeDismissed: true }));
  const people = new Map(employees?.employees.map((employee) => [employee.id, employee]));
  const access = new Map<string, Roles>();
  const shared = new Map<string, SharedMailboxFound>();
  const asked = mailboxes.flatMap(({ id, kind, email }) => (id === undefined ? [] : [{ id, kind, email }]));
  const [first, ...others] = asked;
  const ask = async ({ id, kind, email }: (typeof asked)[number]) => {
    const actors = await attempt(actorsOf(lookups, orgId, id));
    if (actors !== undefined) access.set(keyOf(orgId, id), actors);
    if (kind !== "delegated" && email === undefined && !people.has(id)) {
      const found = await attempt(invoke(lookups, "getSharedMailbox", { orgId, id }));
      if (found !== undefined) shared.set(id, found);
    }
  };
  if (first !== undefined) await ask(first);
  // What the first could not be asked, the others could not either.
  if (problems.size === 0) await Promise.all(others.map(ask));
  return { people, shared, access, problems: [...problems] };
}

async function actorsOf(lookups: Pick<Lookups, "invoke">, orgId: string, mailboxId: string): Promise<Roles> {
  try {
    const { actors } = await invoke(lookups, "getMailboxActors", { orgId, mailboxId });
    return new Map(actors.map(({ actorId, roles }) => [actorId, roles]));
  } catch (error) {
    if (causesOf(error).some(isNotFound)) return new Map();
    throw error;
  }
}

async function invoke<Name extends keyof Answers>(
  lookups: Pick<Lookups, "invoke">,
  name: Name,
  given: object,
): Promise<Answers[Name]> {
  const answer = await lookups.invoke(name, given);
  if ("failures" in answer) {
    throw new Error(answer.failures.map(({ reason }) => reason).join("; "));
  }
  // The function's own schema has passed it.
  return answer.outputs as Answers[Name];
}

function causesOf(error: unknown): unknown[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
