import { ConnectionError, isNotFound, TaskFailed, TaskForgotten, TaskTimedOut } from "../api/errors";
import type { Notify } from "../api/notify";
import { accessKey, type MailboxRef } from "./holdings";
import { SECOND_LOOK } from "./inventory";
import { CONFIRMED, type Confirmed, ifKnown, type Outcome, outcomeOf } from "./outcome";
import type { Parts } from "./parts";
import { isRefusedSet, MailboxFull, naming, whyRefused } from "./refusedAccess";
import { canonicalRoles, sameRoles } from "./roles";

/** Who and where, and how the service is asked. */
export interface Grant extends MailboxRef {
  actorId: string;
  notify: Notify;
  /** Seconds; the setting where it is absent. */
  taskTimeout?: number;
}

/** How a change of an employee's roles ended; `observed` are the roles that the employee has since. */
export type AccessOutcome = Outcome<string[]>;

/** Roles by employee id. */
export type Roles = ReadonlyMap<string, readonly string[]>;

/** Whether access may be given after somebody else has lost theirs. */
export function mayMeanFull(outcome: AccessOutcome): boolean {
  return outcome.kind === "refused"
    ? isRefusedSet(outcome.error) || outcome.error instanceof MailboxFull
    : outcome.kind === "unconfirmed" && !outcome.open;
}

/** Who has which roles on which mailbox. Changes of one employee's access to one mailbox never overlap. */
export class AccessControl {
  constructor(private readonly parts: Parts) {}

  /**
   * Sets the roles and waits until they hold. Unless it is refused, the program holds the access from then on.
   *
   * @param open - whether an earlier change may still take effect: then a refusal never means that nothing is left to do.
   */
  set(grant: Grant, roles: string[], open = false): Promise<AccessOutcome> {
    return this.parts.mutex.runExclusive(accessKey(grant), async () => {
      const sent = await this.send(grant, roles);
      const outcome = sent.kind === "confirmed" ? sent : await this.afterSet(grant, roles, sent, open);
      if (outcome.kind !== "refused") {
        this.parts.holdings.hold(accessKey(grant));
      }
      return outcome;
    });
  }

  /**
   * Takes the access away and waits until it is gone, unless the program holds it under another resource.
   *
   * @param open - whether an earlier change may still give access: then nobody having a role proves something only after
   * the time that a task may take.
   */
  revoke(grant: Grant, open = false): Promise<AccessOutcome> {
    const { mutex, holdings } = this.parts;
    return mutex.runExclusive(accessKey(grant), async () => {
      if (this.isHeld(grant)) {
        return CONFIRMED;
      }
      holdings.markRemoved(accessKey(grant));
      const sent = await this.send(grant, []);
      return sent.kind === "confirmed" ? sent : await this.afterRevoke(grant, sent, open);
    });
  }

  /** Lets the program hold the access from now on, so that no deletion takes it away. */
  claim(grants: readonly (MailboxRef & { actorId: string })[]): void {
    this.parts.holdings.hold(...grants.map(accessKey));
  }

  /** Whether the program holds the access. */
  isHeld(grant: MailboxRef & { actorId: string }): boolean {
    return this.parts.holdings.isHeld(accessKey(grant));
  }

  /** Whether this run has taken the access away, which the service may not show yet. */
  wasRevoked(grant: MailboxRef & { actorId: string }): boolean {
    return this.parts.holdings.wasRemoved(accessKey(grant));
  }

  /** The roles that the service says the employee has; none where the mailbox is proven to be gone. */
  async rolesOf({ orgId, mailboxId, actorId }: MailboxRef & { actorId: string }): Promise<readonly string[]> {
    const { inventory } = this.parts;
    try {
      return await inventory.rolesOf(orgId, mailboxId, actorId);
    } catch (error) {
      if (isNotFound(error) && !(await inventory.hasMailbox(orgId, mailboxId))) {
        return [];
      }
      throw error;
    }
  }

  /** Everybody's roles but the owner's; `undefined` where the mailbox is proven to be gone. */
  async observe({ orgId, mailboxId }: MailboxRef): Promise<Roles | undefined> {
    const { inventory } = this.parts;
    try {
      const actors = await inventory.actors(orgId, mailboxId);
      return new Map([...actors].filter(([actorId]) => actorId !== mailboxId));
    } catch (error) {
      if (isNotFound(error) && !(await inventory.hasMailbox(orgId, mailboxId))) {
        return undefined;
      }
      throw error;
    }
  }

  /** The same, asked of the service now. */
  observeNow(mailbox: MailboxRef): Promise<Roles | undefined> {
    this.parts.inventory.invalidateActors(mailbox.orgId, mailbox.mailboxId);
    return this.observe(mailbox);
  }

  /** The same, asked when the service shows what an earlier command has done. */
  async observeLater(mailbox: MailboxRef): Promise<Roles | undefined> {
    await this.parts.clock.sleep(SECOND_LOOK);
    return this.observeNow(mailbox);
  }

  /** A failed change counts as done only where the roles are the wished ones and nothing under way can change them. */
  private async afterSet(
    grant: Grant,
    roles: string[],
    failed: Exclude<AccessOutcome, Confirmed>,
    open: boolean,
  ): Promise<AccessOutcome> {
    const { inventory } = this.parts;
    const { kind, error } = failed;
    if (kind === "refused" && !isRefusedSet(error)) {
      return { kind, error: await naming(inventory, grant, error) };
    }
    const observed = await ifKnown(this.rolesOf(grant));
    const nothingUnderWay = error instanceof TaskForgotten || (kind === "refused" && !open);
    if (nothingUnderWay && observed !== undefined && sameRoles(observed, roles)) {
      return CONFIRMED;
    }
    const why = observed?.length === 0 ? await whyRefused(inventory, grant, error) : error;
    return kind === "refused" ? { kind, error: why } : this.unconfirmed(error, observed, why);
  }

  /** A failed revocation counts as done only where the employee is proven to have no role; a time-out never does. */
  private async afterRevoke(
    grant: Grant,
    failed: Exclude<AccessOutcome, Confirmed>,
    open: boolean,
  ): Promise<AccessOutcome> {
    const { kind, error } = failed;
    if (kind === "refused" && error instanceof ConnectionError) {
      return failed;
    }
    if (open && kind === "refused" && !isRefusedSet(error) && !isNotFound(error)) {
      // Such as a token that is not accepted: no wait makes that a revocation.
      return failed;
    }
    const timedOut = error instanceof TaskTimedOut;
    if (open && !timedOut) {
      await this.outlastTasks(grant);
    }
    const observed = await ifKnown(this.rolesOf(grant));
    if (observed?.length === 0 && !timedOut) {
      return CONFIRMED;
    }
    return kind === "refused"
      ? { kind, error: await naming(this.parts.inventory, grant, error) }
      : this.unconfirmed(error, observed);
  }

  private unconfirmed(cause: unknown, observed: readonly string[] | undefined, error = cause): AccessOutcome {
    const open = !(cause instanceof TaskFailed) || observed === undefined;
    return { kind: "unconfirmed", error, observed: observed && canonicalRoles(observed), open };
  }

  /** Sends the roles and waits for the service's task, without a look at what came of them. */
  private async send(grant: Grant, roles: string[]): Promise<AccessOutcome> {
    const { api, inventory, tasks } = this.parts;
    const { orgId, mailboxId, actorId, notify } = grant;
    let answer: { taskId: string } | Exclude<AccessOutcome, Confirmed>;
    try {
      answer = { taskId: await api.setAccess(orgId, mailboxId, { actorId, roles, notify }) };
    } catch (error) {
      answer = outcomeOf(error);
    } finally {
      inventory.invalidateActors(orgId, mailboxId);
    }
    if (!("taskId" in answer)) {
      return answer;
    }
    try {
      await tasks.wait(orgId, answer.taskId, this.timeoutOf(grant));
      return CONFIRMED;
    } catch (error) {
      return { kind: "unconfirmed", error, observed: undefined, open: true };
    } finally {
      inventory.invalidateActors(orgId, mailboxId);
    }
  }

  /** Seconds. */
  private timeoutOf({ taskTimeout }: Grant): number {
    return taskTimeout ?? this.parts.taskTimeout;
  }

  /** Waits as long as a task may take, so that an earlier one has ended by then. */
  private async outlastTasks(grant: Grant): Promise<void> {
    await this.parts.clock.sleep(this.timeoutOf(grant) * 1000);
    this.parts.inventory.invalidateActors(grant.orgId, grant.mailboxId);
  }
}
