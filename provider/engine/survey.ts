/** Everything that an organization has of mailboxes, read once: what an export, a report and a copy are made from. */
import type { Domain, Employee } from "../service/answers";
import type { Context } from "../service/context";
import { isNotAvailable } from "../service/directoryReads";
import { byId } from "../service/ids";
import type { List } from "../service/inventory";
import { canonicalRoles } from "../service/roles";

/** A mailbox with everybody who has access to it. */
export interface SurveyedMailbox {
  kind: List;
  /** The id of a shared mailbox, or of the owner of a delegated one. */
  id: string;
  /** The address of a shared mailbox; a delegated one has its owner's. */
  email?: string | undefined;
  /** What a shared mailbox is called. */
  name?: string | undefined;
  description?: string | undefined;
  /** Roles by employee id, by the API's names in the API's order, without the owner of a delegated mailbox. */
  access: ReadonlyMap<string, readonly string[]>;
}

/** What an organization is called. */
export interface SurveyHead {
  orgId: string;
  /** What it is called; absent where the token does not show it. */
  orgName?: string | undefined;
  /** Its domains, the main one first; none where the token does not show them. */
  domains: readonly Domain[];
}

/** An organization as the service has shown it. */
export interface Survey extends SurveyHead {
  /** Everybody whom the directory lists, also those who have left. */
  employees: readonly Employee[];
  /** The shared mailboxes, then the delegated ones, each by id. */
  mailboxes: readonly SurveyedMailbox[];
}

/** Told after each mailbox how many of all have been read. */
export type OnProgress = (read: number, all: number) => void;

/**
 * Reads each list once, each shared mailbox once, and who has access once for each mailbox that anybody has access to.
 *
 * @throws Error where any of it cannot be read: there is no half survey.
 */
export async function readSurvey(
  context: Context,
  orgId: string,
  onProgress: OnProgress = () => undefined,
): Promise<Survey> {
  const { directory, inventory } = context.service;
  // One list after the other, so that none is still read when another one cannot be.
  const shared = await inventory.all(orgId, "shared");
  const delegated = await inventory.all(orgId, "delegated");
  const employees = await directory.employees(orgId);
  const head = await readHead(context, orgId);
  const listed = [
    ...[...shared].map(([id, users]) => ({ kind: "shared" as const, id, users })),
    ...[...delegated].map(([id, users]) => ({ kind: "delegated" as const, id, users })),
  ].sort((a, b) => Number(a.kind === "delegated") - Number(b.kind === "delegated") || byId(a.id, b.id));
  let read = 0;
  onProgress(read, listed.length);
  const mailboxes = await eachOf(listed, context.settings.maxConcurrency, async (mailbox) => {
    const surveyed = await readMailbox(context, orgId, mailbox);
    read += 1;
    onProgress(read, listed.length);
    return surveyed;
  });
  return { ...head, employees, mailboxes: mailboxes.filter((mailbox) => mailbox !== undefined) };
}

/** What a survey begins with; read once for both. */
export async function readHead({ service: { directory } }: Context, orgId: string): Promise<SurveyHead> {
  const domains = await ifAvailable(directory.domains(orgId));
  const organizations = await ifAvailable(directory.organizations());
  return {
    orgId,
    orgName: organizations.find(({ id }) => id === orgId)?.name || undefined,
    domains: [...domains].sort((a, b) => Number(b.isMain) - Number(a.isMain)),
  };
}

/** The mailbox; `undefined` where it has been deleted since it was listed. */
async function readMailbox(
  { service: { inventory } }: Context,
  orgId: string,
  { kind, id, users }: { kind: List; id: string; users: number | undefined },
): Promise<SurveyedMailbox | undefined> {
  const shared = kind === "shared" ? await inventory.sharedIfThere(orgId, id) : undefined;
  if (kind === "shared" && shared === undefined) {
    return undefined;
  }
  const actors = users === 0 ? [] : [...(await inventory.actors(orgId, id))];
  const access = actors
    .filter(([employee]) => employee !== id)
    .map(([employee, roles]) => [employee, canonicalRoles(roles)] as const)
    .sort(([a], [b]) => byId(a, b));
  return {
    kind,
    id,
    email: shared?.email.toLowerCase(),
    name: shared?.name,
    description: shared?.description,
    access: new Map(access),
  };
}

/** Does the work for each item, a few at a time, and begins nothing further once one of them has failed. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [at, item] of waiting) {
      if (failed) {
        return;
      }
      try {
        results[at] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failure = workers.find((one) => one.status === "rejected");
  if (failure !== undefined) {
    throw failure.reason;
  }
  return results;
}

async function ifAvailable<Item>(reading: Promise<readonly Item[]>): Promise<readonly Item[]> {
  try {
    return await reading;
  } catch (error) {
    if (isNotAvailable(error)) {
      return [];
    }
    throw error;
  }
}
