/** The story that is told with every switch at every value: steps, and where a value of a switch makes one impossible. */
import type { Emulator, EmulatorOrganization, Switches } from "../../emulator";
import { user } from "../support/context";
import type { Declared, Program } from "./stack";

const OWNER = "shared_mailbox_owner";
const READER = "shared_mailbox_reader";
const SENDER = "shared_mailbox_sender";

/** What a step can change beside the program: the organization as if by hand, and the emulator. */
export interface Scene {
  emulator: Emulator;
  organization: EmulatorOrganization;
  /** The id of a resource of the program. */
  id(name: string): string;
  /** Time passes, milliseconds. */
  move(ms: number): void;
  /** The switches that this story is about. */
  about: Partial<Switches>;
}

/** One step of the story. */
export interface Step {
  title: string;
  /** What happens at the service, without the package. */
  outside?(scene: Scene): void;
  /** Whether the program runs before anything of it could show or pass. */
  atOnce?: boolean;
  /** Whether `pulumi refresh` comes before the `up`; "refused" where the switches make it impossible, too. */
  refresh?: true | "refused";
  /** What the program becomes. */
  program(before: Program): Program;
  /** Where the switches make the step impossible: what the one-line error has to say, and why it cannot be otherwise. */
  refused?: { when(switches: Switches): boolean; says: RegExp; why: string };
  /** What a user changes after the error, in the program or at the service, so that the next `up` converges. */
  repair?(scene: Scene, program: Program): Program;
}

const without = (program: Program, ...names: string[]): Program =>
  Object.fromEntries(Object.entries(program).filter(([name]) => !names.includes(name)));
const shared = (email: string, name: string, more: object = {}): Declared => ({
  type: "SharedMailbox",
  email,
  name,
  ...more,
});
const delegated = (ownerId: string): Declared => ({ type: "DelegatedMailbox", ownerId });
const access = (mailboxId: string, actorId: string, ...roles: string[]): Declared => ({
  type: "MailboxAccess",
  mailboxId,
  actorId,
  roles,
  notify: "none",
});
const list = (mailboxId: string, entries: [actorId: string, ...roles: string[]][]): Declared => ({
  type: "MailboxAccessList",
  mailboxId,
  access: entries.map(([actorId, ...roles]) => ({ actorId, roles })),
  unlisted: "remove",
});

/** What is at the service before the first step and is no business of the program: it has to stay as it is. */
export function seedBystanders(organization: EmulatorOrganization): void {
  for (let n = 1; n <= 11; n++) {
    const id = organization.createShared({ email: `other${n}@example.org`, name: `Other ${n}` });
    organization.setAccess(id, user(15), [READER]);
  }
  organization.enableDelegation(user(16));
  organization.setAccess(user(16), user(15), [SENDER]);
}

/** What is there by hand and is taken over by the program. */
export function seedByHand(organization: EmulatorOrganization): void {
  const old = organization.createShared({ email: "Old@Example.org", name: "Before" });
  organization.setAccess(old, user(4), [SENDER]);
  organization.enableDelegation(user(3));
  organization.setAccess(user(3), user(5), [OWNER]);
  organization.addUser({ id: "77", nickname: "guest", name: { first: "Invited", last: "Guest" } });
  organization.addDomain("second.org");
}

const FIRST: Program = {
  team: shared("Team@Example.org", "Team", { description: "First line" }),
  old: shared("old@example.org", "Old", { adopt: true }),
  boss: delegated(user(1)),
  taken: delegated(user(3)),
  teamAnna: access("$team", user(2), OWNER, READER),
  bossAnna: access("$boss", user(2), SENDER),
  byHand: access("$old", user(4), SENDER),
  list: list("$taken", [
    [user(2), READER, SENDER],
    [user(4), OWNER],
  ]),
};

/** Adds resources; where the service refuses them they leave the program again. */
function adds(title: string, added: Program, refused: Step["refused"], outside?: Step["outside"]): Step[] {
  const names = Object.keys(added);
  return [
    {
      title,
      ...(outside && { outside }),
      ...(refused && { refused }),
      program: (before) => ({ ...before, ...added }),
      repair: (_scene, program) => without(program, ...names),
    },
    { title: `${title}: taken out again`, program: (before) => without(before, ...names) },
  ];
}

/** Access that is there already, by hand or under another name in the program, is set once more. */
const SET_AGAIN: NonNullable<Step["refused"]> = {
  when: ({ setNoChange }) => setNoChange === "task error",
  says: /ended with the status "error"/,
  why: "access that is there already is set once more, and a failed task is an error; the next `up` sees that nothing is left to do",
};

/** The story, in order. */
export const STEPS: readonly Step[] = [
  {
    title: "create, adopt, take over",
    program: () => FIRST,
    refused: SET_AGAIN,
  },
  {
    title: "change names, roles and lists",
    program: (before) => ({
      ...before,
      team: shared("team@example.org", "Team of all", { description: "" }),
      teamAnna: access("$team", user(2), SENDER),
      list: list("$taken", [
        [user(2), OWNER],
        [user(6), SENDER],
      ]),
    }),
  },
  {
    title: "rename resources in the program",
    refused: SET_AGAIN,
    program: ({ old, boss, teamAnna, list, ...rest }) => ({
      ...rest,
      ...(old && { old2: old }),
      ...(boss && { boss2: boss }),
      ...(teamAnna && { teamAnna2: teamAnna }),
      bossAnna: access("$boss2", user(2), SENDER),
      byHand: access("$old2", user(4), SENDER),
      ...(list && { list2: list }),
    }),
  },
  {
    title: "drift: name, roles and a delegation changed by hand",
    outside: ({ organization, id }) => {
      organization.renameShared(id("team"), { name: "Somebody's", description: "else" });
      organization.setAccess(id("team"), user(2), [READER]);
      organization.setAccess(id("taken"), user(7), [OWNER]);
      organization.disableDelegation(id("boss2"));
    },
    refresh: true,
    program: (before) => before,
  },
  ...adds(
    "a name of 100 characters",
    { long: shared("long@example.org", "n".repeat(100)) },
    {
      when: ({ nameMaxLength }) => nameMaxLength < 100,
      says: /invalid_data/,
      why: "the service takes no longer name",
    },
  ),
  ...adds(
    "a description of 300 characters",
    { wordy: shared("wordy@example.org", "Wordy", { description: "d".repeat(300) }) },
    {
      when: ({ descriptionMaxLength }) => descriptionMaxLength < 300,
      says: /invalid_data/,
      why: "the service takes no longer description",
    },
  ),
  ...adds(
    "a role that is not documented",
    { king: access("$team", user(8), SENDER, "shared_mailbox_king") },
    {
      when: ({ unknownRole }) => unknownRole === "refused",
      says: /HTTP 400/,
      why: "the package passes on roles it does not know, and the service refuses them",
    },
  ),
  ...adds(
    "neither sender nor owner",
    { reader: access("$team", user(8), READER) },
    {
      when: ({ roleCombination }) => roleCombination === "sender or owner",
      says: /HTTP 400/,
      why: "the help page's rule, kept by the service",
    },
  ),
  ...adds(
    "an address on a domain that is not the main one",
    { second: shared("a@second.org", "Second") },
    {
      when: ({ secondaryDomains }) => !secondaryDomains,
      says: /invalid_data.*main one/,
      why: "the service takes the main domain only",
    },
  ),
  ...adds(
    "an account that is not on the domain",
    { guest: delegated("77") },
    { when: () => true, says: /HTTP 40[034]/, why: "only accounts of the domain can delegate, whatever the status is" },
  ),
  ...adds(
    "access to a mailbox without delegation",
    { closed: access(user(9), user(8), SENDER) },
    { when: () => true, says: /HTTP 40[0349]|"error"/, why: "delegation has to be on first" },
  ),
  ...adds(
    "access for an employee who was dismissed",
    { dismissed: access("$team", user(17), SENDER) },
    { when: () => true, says: /HTTP 40[04]|"error"/, why: "there is nobody to have access" },
    ({ organization }) => organization.dismissUser(user(17)),
  ),
];

export { access, FIRST, OWNER, READER, SENDER, shared, without };
