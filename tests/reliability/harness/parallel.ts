/** R8: many first calls at once, while the provider is still being configured; and any number of resources in parallel. */
import type { ResourceType } from "../../../provider/registry";
import type { Raw } from "../../support/engine/operationError";
import type { Declared } from "../../support/engine/stack";
import { convergence } from "./cell";
import { thingsAt } from "./truth";
import { employee, type World } from "./world";

/** What a run saw. */
export interface Raced {
  calls: number;
  requests: number;
  withoutToken: number;
  problems: string[];
}

/** `calls` first calls at a host that has just been configured: creates, reads and deletes of all types together. */
export async function race(world: World, calls: number): Promise<Raced> {
  await world.retire();
  const orgId = world.newOrganization();
  const organization = world.emulator.organization(orgId);
  const host = await world.host();
  const mailboxes = Array.from({ length: Math.ceil(calls / 4) }, (_, index) => {
    const email = `race${index}@${orgId}.example.org`;
    return { email, id: organization.createShared({ email, name: `Race ${index}` }) };
  });
  const owner = employee(orgId, 8);
  world.emulator.limits.mailboxesPerUser = calls;
  organization.enableDelegation(owner);
  world.emulator.clearJournal();
  const work = Array.from({ length: calls }, (_, index): (() => Promise<unknown>) => {
    const mailbox = mailboxes[index % mailboxes.length] ?? { email: "", id: "" };
    const shared = { orgId, email: mailbox.email, name: "x", description: "", adopt: false };
    const delegated = { orgId, ownerId: owner };
    const access = {
      orgId,
      mailboxId: mailbox.id,
      actorId: employee(orgId, 1 + (index % 4)),
      roles: ["shared_mailbox_owner"],
      notify: "none",
    };
    const name = `race-${index}`;
    const create = (type: ResourceType, inputs: Raw) => host.create({ name, type }, host.registered(type, inputs));
    const read = (type: ResourceType, id: string, given: Raw) => {
      const inputs = host.registered(type, given);
      return host.read({ name, type, id, inputs, outputs: inputs });
    };
    switch (index % 4) {
      case 0:
        return () =>
          create("SharedMailbox", { ...shared, email: `new${index}@${orgId}.example.org`, name: `New ${index}` });
      case 1:
        return () => read("SharedMailbox", mailbox.id, shared);
      case 2:
        return () => read("DelegatedMailbox", owner, delegated);
      default:
        return () => create("MailboxAccess", access);
    }
  });
  const results = await Promise.allSettled(work.map((call) => call()));
  const problems = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
  const { journal } = world.emulator;
  const withoutToken = journal.filter(({ authorization }) => authorization !== "ok").length;
  return { calls, requests: journal.length, withoutToken, problems };
}

/** A program of `count` mailboxes with access each: `up`, idle `up`, `destroy`, everything in parallel. */
export async function parallelPrograms(world: World, count: number): Promise<string[]> {
  const orgId = world.newOrganization();
  const organization = world.emulator.organization(orgId);
  const others = thingsAt(organization);
  const stack = await world.stack();
  const program = Array.from({ length: count }, (_, index): Declared[] => [
    {
      name: `mailbox-${index}`,
      type: "SharedMailbox",
      inputs: { orgId, email: `many${index}@${orgId}.example.org`, name: `Many ${index}` },
    },
    {
      name: `access-${index}`,
      type: "MailboxAccess",
      inputs: {
        orgId,
        mailboxId: { idOf: `mailbox-${index}` },
        actorId: employee(orgId, 1 + (index % 8)),
        roles: ["shared_mailbox_reader"],
      },
    },
  ]).flat();
  const problems = await convergence(world, stack, { program, others, organization });
  const { errors } = await stack.destroy();
  const left = thingsAt(organization).filter((thing) => !others.includes(thing));
  return [...problems, ...errors, ...left.map((thing) => `left: ${thing}`)];
}
