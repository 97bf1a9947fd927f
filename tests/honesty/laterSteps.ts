/** The second half of the story: limits, replacement, slow tasks, dismissal, the tariff, and the end. */
import { user } from "../support/context";
import { access, FIRST, OWNER, SENDER, type Step, shared, without } from "./steps";

const NORMAL_TASK = 500;

/** The steps after those of `STEPS`, in order. */
export const LATER_STEPS: readonly Step[] = [
  {
    title: "one shared mailbox beyond the limit",
    outside: ({ emulator, organization }) => {
      emulator.limits.sharedMailboxes = organization.shared.size;
    },
    program: (before) => ({ ...before, more: shared("more@example.org", "More") }),
    refused: { when: () => true, says: /limit_exceeded/, why: "the organization is full" },
    repair: ({ emulator }, program) => {
      emulator.limits.sharedMailboxes = 2500;
      return program;
    },
  },
  {
    title: "one employee beyond the limit of a mailbox",
    outside: ({ emulator }) => {
      emulator.limits.usersPerMailbox = 1;
    },
    program: (before) => ({ ...before, crowd: access("$team", user(8), SENDER) }),
    refused: { when: () => true, says: /HTTP 4\d\d|"error"/, why: "the mailbox is full" },
    repair: ({ emulator }, program) => {
      emulator.limits.usersPerMailbox = 40;
      return program;
    },
  },
  {
    title: "another address under the same name",
    program: (before) => ({ ...before, more: shared("more2@example.org", "More") }),
    refused: {
      when: ({ duplicateName }) => duplicateName !== "allowed",
      says: /choose another name|invalid_data.*unique/,
      why: "names are unique, and the new mailbox is made before the old one goes",
    },
    repair: (_scene, program) => ({ ...program, more: shared("more2@example.org", "More 2") }),
  },
  {
    title: "a mailbox deleted that others were given access to by hand",
    outside: ({ organization, id }) => organization.setAccess(id("more"), user(12), [OWNER]),
    program: (before) => without(before, "more"),
    refused: {
      when: ({ deleteWithActors }) => deleteWithActors !== "allowed",
      says: /resource_in_use/,
      why: "access that is not the program's is not the program's to take away",
    },
    repair: ({ organization, id }, program) => {
      organization.setAccess(id("more"), user(12), []);
      return program;
    },
  },
  {
    title: "a task that takes longer than taskTimeout",
    outside: ({ emulator }) => {
      emulator.settings.taskDurationMs = 400_000;
    },
    program: (before) => ({ ...before, crowd: access("$team", user(8), OWNER) }),
    refused: { when: () => true, says: /still "running" after 300 s/, why: "a time-out is an error" },
    repair: ({ emulator }, program) => {
      emulator.settings.taskDurationMs = NORMAL_TASK;
      return program;
    },
  },
  {
    title: "the organization's tariff loses mailbox sharing",
    outside: ({ emulator, about }) => {
      emulator.switches.tariff = about.tariff ?? "with sharing";
    },
    refresh: "refused",
    program: (before) => ({ ...before, old2: shared("old@example.org", "Old and renamed", { adopt: true }) }),
    refused: {
      when: ({ tariff }) => tariff !== "with sharing",
      says: /"not_allowed"/,
      why: "nothing of mailboxes can be asked or changed without it",
    },
    repair: ({ emulator }, program) => {
      emulator.switches.tariff = "with sharing";
      return program;
    },
  },
  {
    title: "an employee with access is dismissed",
    outside: ({ organization }) => organization.dismissUser(user(8)),
    refresh: true,
    program: (before) => before,
    refused: {
      when: ({ dismissedAccess }) => dismissedAccess === "ends",
      says: /HTTP 40[04]|"error"/,
      why: "the program still wants access for somebody who is gone",
    },
    repair: (_scene, program) => without(program, "crowd"),
  },
  { title: "the dismissed employee leaves the program", program: (before) => without(before, "crowd") },
  {
    title: "a mailbox deleted by hand",
    outside: ({ organization, id }) => organization.removeShared(id("team")),
    refresh: true,
    program: (before) => before,
  },
  {
    title: "deleted by hand, and taken out of the program before anybody looked",
    outside: ({ organization, id }) => {
      organization.removeShared(id("team"));
      organization.disableDelegation(id("boss2"));
    },
    program: (before) => without(before, "team", "teamAnna2", "boss2", "bossAnna"),
  },
  { title: "destroy", program: () => ({}) },
  {
    title: "an address whose mailbox was deleted a moment ago",
    outside: ({ organization }) => {
      organization.removeShared(organization.createShared({ email: "team@example.org", name: "Short-lived" }));
    },
    atOnce: true,
    program: () => ({ ...FIRST, old: shared("old@example.org", "Old") }),
    refused: {
      when: ({ addressHeldMs }) => addressHeldMs > 0,
      says: /passport_email_taken/,
      why: "the service holds the address of a deleted mailbox for a while",
    },
    repair: ({ move }, program) => {
      move(60_000);
      return program;
    },
  },
  { title: "destroy again", program: () => ({}) },
];
