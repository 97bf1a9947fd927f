import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { isOneOf, mailboxOf, peopleIn } from "./mailboxes";

/** What `access-has-an-end` is configured with; without `permanent` it does not apply. */
interface Ends {
  /** The ids of those who may have access without an end. */
  permanent?: string[];
  /** The last day of everybody else's access, as `YYYY-MM-DD` in UTC, by id. */
  until?: Record<string, string>;
}

export const accessHasAnEnd: ResourceValidationPolicy = {
  name: "access-has-an-end",
  description: "People who are not on the list of permanent employees have access until a day that is written down.",
  configSchema: {
    properties: {
      permanent: { type: "array", items: { type: "string" } },
      until: { type: "object", additionalProperties: { type: "string", format: "date" } },
    },
  },
  validateResource: (args, report) => {
    const { permanent, until = {} } = args.getConfig<Ends>();
    if (permanent === undefined) return args.notApplicable("the policy's config does not say who is permanent");
    const today = new Date().toISOString().slice(0, 10);
    for (const { actorId } of peopleIn(args)) {
      if (permanent.includes(actorId)) continue;
      const end = until[actorId];
      if (end === undefined) {
        report(
          `Employee ${actorId} is not permanent and has access without an end. Add a day to until, or take it away.`,
        );
      } else if (end < today) {
        report(`The access of employee ${actorId} ended on ${end}. Take it away, or set a later day.`);
      }
    }
  },
};

interface Owners {
  least: number;
  most: number;
}

export const ownersPerMailbox: StackValidationPolicy = {
  name: "owners-per-mailbox",
  description: "A shared mailbox has owners, but few; nor do others have more.",
  configSchema: {
    properties: {
      least: { type: "integer", minimum: 0, default: 1 },
      most: { type: "integer", minimum: 1, default: 3 },
    },
  },
  validateStack: ({ resources, getConfig }, report) => {
    const { least, most } = getConfig<Owners>();
    const shared = resources.filter(({ type }) => isOneOf(type, "SharedMailbox"));
    const owners = new Map<string, Set<string>>(shared.map(({ urn }) => [urn, new Set()]));
    const names = new Map(resources.map(({ urn, name }) => [urn, name]));
    for (const resource of resources) {
      const people = peopleIn(resource);
      if (people.length === 0) continue;
      const mailbox = mailboxOf(resource);
      const known = owners.get(mailbox) ?? new Set();
      owners.set(mailbox, known);
      for (const { actorId, owner } of people) if (owner) known.add(actorId);
    }
    for (const [mailbox, { size }] of owners) {
      const name = names.get(mailbox);
      const count = `Mailbox ${name ?? mailbox} has ${size} ${size === 1 ? "owner" : "owners"}`;
      const urn = name === undefined ? undefined : mailbox;
      if (size > most) report(`${count}. Leave the role to ${most} at most.`, urn);
      const isShared = shared.some((one) => one.urn === mailbox);
      if (isShared && size < least) report(`${count}. Give the role to at least ${least}.`, urn);
    }
  },
};

export const sharedMailboxIsProtected: ResourceValidationPolicy = {
  name: "shared-mailbox-is-protected",
  description: "Deleting a shared mailbox deletes its letters, so its resource has the option protect.",
  validateResource: ({ type, name, opts }, report) => {
    if (isOneOf(type, "SharedMailbox") && !opts.protect) {
      report(`Shared mailbox ${name} is not protected. Set the resource option protect: true.`);
    }
  },
};

export const teamIsNotOwner: ResourceValidationPolicy = {
  name: "team-is-not-owner",
  description: "A whole team does not own a mailbox: not everybody on a list is an owner.",
  configSchema: {
    properties: { people: { type: "integer", minimum: 2, default: 3 } },
  },
  validateResource: (args, report) => {
    const { people: team } = args.getConfig<{ people: number }>();
    const people = isOneOf(args.type, "MailboxAccessList") ? peopleIn(args) : [];
    if (people.length >= team && people.every(({ owner }) => owner)) {
      report(`All ${people.length} people on list ${args.name} are owners. Give most of them editor and sender.`);
    }
  },
};
