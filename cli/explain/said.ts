/** What the messages of a preview say of people: the package's own words, back as data. */
import { roleOf } from "../../provider/service/roles";
import type { Message, Preview } from "./read";

/** Roles by employee id. */
export type Roles = ReadonlyMap<string, readonly string[]>;

/** `113… (owner) and 114… (imapAdmin, sender)`, as provider/resources/people.ts writes it. */
const PEOPLE = /(\d+)(?: \(([^)]*)\))?/g;

const PATTERNS = {
  losing: /^takes access away from (.+), who (?:is|are) not in `access`/m,
  had: /^replaces the roles of (.+) by /m,
  delegatedTo: /^delegation is on already, with access for (.+?)(?:;|$)/m,
};

/** Messages that add nothing to what an explanation says of the mailbox itself. */
const REPEATED = [
  ...Object.values(PATTERNS),
  /^takes over shared mailbox \d+$/,
  /^the replacement deletes mailbox /,
  /^there is no shared mailbox with this address to adopt/,
  /^(?:gains access|other roles|loses access): /,
  /: `up` (?:deletes shared mailbox|switches off the delegation) /,
];

/** Who has access to the mailbox that a message beside a resource is about, as far as the message says. */
export function peopleIn(messages: readonly Message[]): Roles {
  const texts = messages.flatMap(({ text }) => Object.values(PATTERNS).map((pattern) => pattern.exec(text)?.[1] ?? ""));
  return new Map(
    texts
      .flatMap((names) => [...names.matchAll(PEOPLE)])
      .map(([, id = "", short = ""]) => [id, short === "" ? [] : short.split(", ").map(roleOf)]),
  );
}

/** The shared mailbox that a new resource takes over. */
export function takenOver(messages: readonly Message[]): string | undefined {
  return messages.flatMap(({ text }) => /^takes over shared mailbox (\d+)/.exec(text)?.[1] ?? [])[0];
}

/** Whether a new resource finds nothing to take over. */
export function findsNothing(messages: readonly Message[]): boolean {
  return messages.some(({ text }) => text.startsWith("there is no shared mailbox with this address to adopt"));
}

/** Whether delegation is on before the resource is made. */
export function isOnAlready(messages: readonly Message[]): boolean {
  return messages.some(({ text }) => text.startsWith("delegation is on already"));
}

/** Access for a time, as an organization file says it: where it stands in the file, and the day. */
const DAYS = /: the access (?:begins on|ends after) \d{4}-\d{2}-\d{2}/;

/** Messages by which `up` is refused something. */
const FAILING =
  /the service refuses the new mailbox|`up` will (?:not make another|fail, because)|Yandex's help page allows/;

/** What is to be said beside what is explained. */
export interface Notes {
  /** By which `up` is likely to fail. */
  failing: string[];
  /** Which access begins or ends soon. */
  days: string[];
  /** Everything else, such as warnings. */
  notes: string[];
}

/** The messages that an explanation does not repeat, each once. */
export function notesIn({ steps, messages }: Preview): Notes {
  // Where the old mailbox goes first, its name is free for the new one.
  const freed = new Set(steps.flatMap(({ urn, deletesFirst }) => (deletesFirst ? urn : [])));
  const kindOf = ({ text, urn = "" }: Message) => {
    if (FAILING.test(text) && !freed.has(urn)) return "failing";
    if (REPEATED.some((pattern) => pattern.test(text))) return undefined;
    return DAYS.test(text) ? "days" : "notes";
  };
  const of = (kind: keyof Notes) => [
    ...new Set(messages.flatMap((message) => (kindOf(message) === kind ? message.text : []))),
  ];
  return { failing: of("failing"), days: of("days"), notes: of("notes") };
}
