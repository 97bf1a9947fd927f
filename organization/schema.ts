/** The shapes of an organization file. What a value means, and whether it fits the others, is checked elsewhere. */
import { z } from "zod";

/** A message for what is missing, empty or of another type. */
function needs(what: string): { error: (issue: z.core.$ZodRawIssue) => string | undefined } {
  return {
    error: ({ code, input }) => {
      if (code !== "invalid_type" && code !== "invalid_union" && code !== "invalid_value") {
        return undefined;
      }
      if (input === undefined) {
        return "is missing";
      }
      return `${input === null ? "is empty and " : ""}has to be ${what}`;
    },
  };
}

const text = z.string(needs("text, in quotes where it looks like something else"));
const flag = z.boolean(needs("true or false"));
const day = z.string(needs("a day such as 2026-12-31")).meta({ format: "date" });

/** One role. The JSON Schema has the names. */
export const role = z.string(needs("a role"));

const draftRoles = z.array(role, needs("a list of roles, such as [editor, sender]"));
const roles = draftRoles.min(1, "has to name at least one role; to take the access away, leave the entry out");

/** An employee. An id may stand without quotes. */
const person = z.union([z.string(), z.int()], needs("an employee's address, alias, nickname or id")).transform(String);

const draftPeople = z.array(person, needs("a list of people"));
const people = draftPeople.min(1, "has nobody in it: name somebody, or leave the team and its access out");

const grant = z.strictObject(
  {
    roles: roles.describe("What they may do: roles by their short names, or by the API's."),
    from: day.optional().describe("The first day of the access. Default: it has begun."),
    until: day.optional().describe("The last day of the access, that day included. Default: it does not end."),
    reason: text.optional().describe("Why; for whoever reads the file or a report."),
  },
  needs("roles, with from, until and reason"),
);

const draftGrant = grant.partial().extend({ roles: draftRoles.optional() });

const entryNeeds = needs("a list of roles, or a mapping with roles, from, until and reason");
const accessNeeds = needs("a mapping of people and teams to roles");
const access = z.record(z.string(), z.union([roles, grant], entryNeeds), accessNeeds);
const draftAccess = z.record(z.string(), z.union([draftRoles, draftGrant], entryNeeds), accessNeeds);

const teamSource = z.strictObject(
  {
    group: person.optional().describe("A group: its address, name or id. Nested groups and departments count."),
    department: person.optional().describe("A department: its name, address or id."),
    nested: flag.optional().describe("Whether the departments below the department count, too. Default: false."),
    mayBeEmpty: flag
      .optional()
      .describe(
        "Whether the group or department may have nobody in it, or be gone. Default: false, which refuses both.",
      ),
  },
  needs("a list of people, or a mapping with group or department"),
);

const teamNeeds = needs("a list of people, or a mapping with group or department");
const named = teamSource.refine(
  ({ group, department }) => (group === undefined) !== (department === undefined),
  "has to have either a group or a department",
);
const team = z.union([people, named], teamNeeds);
const draftTeam = z.union([draftPeople, teamSource], teamNeeds);

const exclusive = flag
  .optional()
  .describe("Whether people whom the file does not name lose their access. Default: true.");

const unlisted = z
  .enum(["refuse", "remove"], needs("refuse or remove"))
  .optional()
  .describe(
    "What becomes of people whom neither the file nor the state has ever named: refuse changes nothing and names them, " +
      "remove takes their access away. Default: refuse.",
  );

const notify = z
  .enum(["all", "delegates", "none"], needs("all, delegates or none"))
  .optional()
  .describe(
    "Whom the service tells of a change of access: all (owner and employee), delegates (the employee) or none. Default: all.",
  );

const protect = flag.optional().describe("Whether Pulumi refuses to delete the mailbox. Default: true.");

const count = z.int(needs("a whole number")).min(1, "has to be at least 1");

const limits = z.strictObject(
  {
    people: count.optional().describe("How many people can have access to a mailbox, beside its owner. Default: 40."),
    mailboxes: count.optional().describe("To how many mailboxes somebody can have access. Default: 40."),
    ofAKind: count
      .optional()
      .describe("How many shared mailboxes, and how many delegated ones, the organization can have. Default: 2500."),
  },
  needs("a mapping with people, mailboxes and ofAKind"),
);

const defaults = { exclusive, unlisted, notify, protect };

const mailbox = {
  ...defaults,
  was: z
    .union([text, z.array(text)], needs("a key, or a list of keys"))
    .optional()
    .describe("What the key was before, one or a list: with it, renaming a key changes nothing."),
  access: access.optional().describe("Who has access: people and teams (team:name), each with roles. Default: nobody."),
};

const sharedMailbox = z.strictObject(
  {
    email: text.describe("The address, in the organization's domain."),
    name: text.describe("The name that people see: at least 2 characters, unique in the organization."),
    description: text.optional().describe("What the mailbox is for. Default: empty."),
    adopt: flag
      .optional()
      .describe("Whether to take over a shared mailbox that has the address already. Default: false."),
    ...mailbox,
  },
  needs("a mapping with email, name and access"),
);

const delegatedMailbox = z.strictObject(mailbox, needs("a mapping with access"));

const byName = <Entry extends z.ZodType>(entry: Entry) =>
  z.record(z.string(), entry, needs("a mapping, or to be left out"));

const domains = z.array(text);
const domainNeeds = needs("a domain such as example.org, or a list of them");

const head = {
  stack: text.describe("The stack that the file is for; another one refuses it."),
  domain: z
    .union([text, domains.min(1, "has to name at least one domain")], domainNeeds)
    .describe("The organization's domain, or a list of all its domains. Addresses in other domains are refused."),
  timeZone: text
    .optional()
    .describe("The time zone of the days in from and until, such as Europe/Moscow. Default: UTC."),
  limits: limits.optional().describe("What the service allows this organization, where that is more than usual."),
};

/** A whole file. */
export const organizationFile = z.strictObject(
  {
    ...head,
    ...defaults,
    teams: byName(team)
      .optional()
      .describe("Teams by name: a list of people, a group or a department. Access names one as team:name."),
    shared: byName(sharedMailbox).optional().describe("Shared mailboxes by key, which is the name of the resource."),
    delegated: byName(delegatedMailbox)
      .optional()
      .describe("Delegated mailboxes by their owner: an address, alias, nickname or id."),
  },
  needs("a mapping with stack, domain, teams, shared and delegated"),
);

/** A file of which parts may be missing, because they were wrong and have been taken out. */
export const draftFile = organizationFile.partial().extend({
  domain: z.union([text, domains], domainNeeds).optional(),
  teams: byName(draftTeam).optional(),
  shared: byName(sharedMailbox.partial().extend({ access: draftAccess.optional() })).optional(),
  delegated: byName(delegatedMailbox.extend({ access: draftAccess.optional() })).optional(),
});

/** An organization as its file has it. */
export type Spec = z.output<typeof organizationFile>;

/** What is right in a file. Every {@link Spec} is one. */
export type Draft = z.output<typeof draftFile>;

/** The access of one mailbox, as its file has it. */
export type Access = NonNullable<NonNullable<Draft["delegated"]>[string]["access"]>;

/** The access of one mailbox of a whole file. */
export type WholeAccess = NonNullable<NonNullable<Spec["delegated"]>[string]["access"]>;

/** One entry of a mailbox's access, in its long form. */
export type Entry = Exclude<Access[string], string[]>;

/** An entry in its long form, whichever it has. */
export function entryOf(given: Access[string]): Entry {
  return Array.isArray(given) ? { roles: given } : given;
}

/** A team, as its file has it. */
export type Team = NonNullable<Draft["teams"]>[string];

/** The mappings whose keys the format knows, in the order in which a file has them. */
export const SHAPES = {
  file: organizationFile.shape,
  limits: limits.shape,
  team: teamSource.shape,
  shared: sharedMailbox.shape,
  delegated: delegatedMailbox.shape,
  access: grant.shape,
};

/** The keys that are known in the mapping at a path; none where they are names. */
export function keysAt(path: readonly (string | number)[]): string[] {
  const [top, , field] = path;
  const inTop = { teams: SHAPES.team, shared: SHAPES.shared, delegated: SHAPES.delegated };
  const found =
    path.length === 0
      ? SHAPES.file
      : path.length === 1 && top === "limits"
        ? SHAPES.limits
        : path.length === 2
          ? Object.entries(inTop).find(([name]) => name === top)?.[1]
          : path.length === 4 && field === "access"
            ? SHAPES.access
            : undefined;
  return Object.keys(found ?? {});
}

/** Every key that the format knows, each once, in the order in which a file has them. */
export function keysOfFormat(): string[] {
  const { file, limits, team, shared, access } = SHAPES;
  return [...new Set([head, limits, shared, file, team, access].flatMap(Object.keys))];
}
