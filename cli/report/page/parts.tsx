/** Small parts that several views share. */
import type { ComponentChildren } from "preact";
import type { Abilities } from "../abilities";
import { SEVERITIES } from "../severities";
import type { RoleSet } from "../shape";
import type { Mailbox, Person } from "./data";
import { usePage } from "./state";

/** A name that keeps its own direction, and does not turn that of what stands around it. */
export function Name({ children }: { children: string }) {
  return <bdi>{children}</bdi>;
}

/** A link to somebody. */
export function PersonLink({ person }: { person: Person }) {
  const { to } = usePage();
  return (
    <a class="name" href={to("people", { subject: person.id })}>
      <Name>{person.label}</Name>
    </a>
  );
}

/** A link to a mailbox. */
export function MailboxLink({ mailbox }: { mailbox: Mailbox }) {
  const { to } = usePage();
  return (
    <a class="name" href={to("mailboxes", { subject: mailbox.id })}>
      <Name>{mailbox.label}</Name>
    </a>
  );
}

interface BelowProps {
  of: Pick<Person, "label" | "email" | "id">;
  children?: ComponentChildren;
}

/** What stands below a name: the address, unless it is the name, and what else is to be said. */
export function Below({ of: { label, email, id }, children }: BelowProps) {
  const address = label === email || email === "" ? (label === id ? "" : id) : email;
  return (
    <span class="below">
      {address !== "" && <Name>{address}</Name>}
      {children}
    </span>
  );
}

/** How a badge looks. */
export type Tone = "high" | "medium" | "low" | "plain";

/** A short word about something. */
export function Badge({ tone = "plain", children }: { tone?: Tone | undefined; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

/** Whether an account is somebody's, and somebody's who works here. */
export function StatusBadges({ person: { status, isRobot } }: { person: Person }) {
  const { texts } = usePage().language;
  return (
    <>
      {isRobot && <Badge>{texts.robot}</Badge>}
      {status !== "active" && <Badge tone={status === "blocked" ? "medium" : "high"}>{texts.statuses[status]}</Badge>}
    </>
  );
}

/** What is wrong with somebody or with a mailbox, a word each; whether somebody works here is said elsewhere. */
export function FindingBadges({ of }: { of: Person | Mailbox }) {
  const { texts } = usePage().language;
  const codes = new Set(of.findings.map(({ code }) => code).filter((code) => !code.endsWith("WithAccess")));
  return (
    <>
      {[...codes].map((code) => (
        <Badge key={code} tone={SEVERITIES[code]}>
          {texts.findings[code].badge}
        </Badge>
      ))}
    </>
  );
}

/** What people can do, in the order in which it is shown. */
export const ABILITIES = ["read", "send", "manage"] as const satisfies (keyof Abilities)[];

/** Something that roles allow, in a word. */
export function Ability({ kind, can }: { kind: keyof Abilities; can: Abilities }) {
  const { texts } = usePage().language;
  const text =
    kind === "read" ? texts.read[can.read] : kind === "send" ? texts.send[can.send] : texts.manage[can.manage];
  const value = can[kind];
  return value === "no" ? (
    <span class="no">
      <span aria-hidden="true">–</span>
      <span class="hidden">{text}</span>
    </span>
  ) : (
    <span class={`ability ${value === "unknown" ? "unknown" : kind}`}>{text}</span>
  );
}

/** Roles by name; those that the package does not know are marked. */
export function Roles({ roles: { names, unknown } }: { roles: RoleSet }) {
  const { texts } = usePage().language;
  return (
    <span class="roles">
      {names.map((name) => (
        <code key={name}>
          <Name>{name}</Name>
        </code>
      ))}
      {unknown.length > 0 && <Badge tone="high">{texts.unknownRole}</Badge>}
    </span>
  );
}

/** What is shown where there is nothing to show. */
export function Empty(props: { title: string; children?: ComponentChildren; good?: boolean }) {
  return (
    <div class={props.good ? "empty good" : "empty"}>
      <p class="empty-title">{props.title}</p>
      {props.children}
    </div>
  );
}

/** Nothing matches what is searched and filtered for. */
export function NoMatch() {
  const { language, filter } = usePage();
  const { texts } = language;
  return (
    <Empty title={texts.noMatch}>
      <p>{texts.noMatchMore}</p>
      <button type="button" onClick={() => filter({ q: "", kind: "", status: "", finding: "" })}>
        {texts.reset}
      </button>
    </Empty>
  );
}

/** A choice of one among several, as a filter. */
export function Select<Value extends string>(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: Value | "", text: string])[];
  onChange(value: Value | ""): void;
}) {
  const { label, value, options, onChange } = props;
  return (
    <label class="select">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChange(options[currentTarget.selectedIndex]?.[0] ?? "")}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
