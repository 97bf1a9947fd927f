/** What is wrong, and who reads the most; with a search, whom and what it finds. */
import { useMemo } from "preact/hooks";
import type { FindingCode } from "../severities";
import { SEVERITIES } from "../severities";
import { countOf, type Finding, type Mailbox, type Person } from "./data";
import { Badge, Below, Empty, FindingBadges, MailboxLink, Name, PersonLink, StatusBadges } from "./parts";
import { matches, wordsOf } from "./search";
import { usePage } from "./state";

const FEW = 5;
const SOME = 10;

/** The first view. */
export function Overview() {
  const { address } = usePage();
  const query = address.filters.get("q") ?? "";
  return wordsOf(query).length > 0 ? (
    <Found query={query} />
  ) : (
    <>
      <Numbers />
      <Attention />
      <Most />
    </>
  );
}

function Numbers() {
  const { data, language, to } = usePage();
  const { texts, number, fill } = language;
  const limit = data.limits.mailboxesOfAKind;
  const ofLimit = fill(texts.ofLimit, { limit });
  const shared = data.mailboxes.filter(({ kind }) => kind === "shared").length;
  const withAccess = data.people.filter(({ rights }) => rights.length > 0).length;
  const tiles = [
    { title: texts.sharedMailboxes, n: shared, note: ofLimit, href: to("mailboxes", { kind: "shared" }) },
    {
      title: texts.delegatedMailboxes,
      n: data.mailboxes.length - shared,
      note: ofLimit,
      href: to("mailboxes", { kind: "delegated" }),
    },
    {
      title: texts.peopleWithAccess,
      n: withAccess,
      note: fill(texts.ofPeople, { total: data.people.filter(({ status }) => status !== "unknown").length }),
      href: to("people"),
    },
    { title: texts.rights, n: data.rights.length, note: "", href: to("matrix") },
  ];
  return (
    <ul class="tiles">
      {tiles.map(({ title, n, note, href }) => (
        <li key={title}>
          <a href={href}>
            <span class="tile-title">{title}</span>
            <span class="tile-number">{number(n)}</span>
            <span class="tile-note">{note}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Attention() {
  const { data, language } = usePage();
  const { texts } = language;
  const kinds = Map.groupBy(data.findings, ({ code }) => code);
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{texts.attention}</h2>
      {data.mailboxes.length === 0 ? (
        <Empty title={texts.emptyOrganization}>
          <p>{texts.emptyOrganizationMore}</p>
        </Empty>
      ) : kinds.size === 0 ? (
        <Empty title={texts.nothingFound} good>
          <p>{texts.nothingFoundMore}</p>
        </Empty>
      ) : (
        <ul class="findings">
          {[...kinds].map(([code, findings]) => (
            <FindingCard key={code} code={code} findings={findings} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Where all findings of a kind are shown. */
const PLACES: Record<FindingCode, "people" | "mailboxes" | "file" | "overview"> = {
  leftWithAccess: "people",
  unknownWithAccess: "people",
  unknownRole: "mailboxes",
  blockedWithAccess: "people",
  noOwner: "mailboxes",
  nobody: "mailboxes",
  organizationAtLimit: "mailboxes",
  personAtLimit: "people",
  mailboxAtLimit: "mailboxes",
  differs: "file",
  endsSoon: "file",
  unusedDelegation: "mailboxes",
};

function FindingCard({ code, findings }: { code: FindingCode; findings: readonly Finding[] }) {
  const { data, language, to } = usePage();
  const { texts, count, fill } = language;
  const { title, advice } = texts.findings[code];
  const severity = SEVERITIES[code];
  const [first] = findings;
  const n = code === "differs" ? (first?.count ?? 0) : findings.length;
  const place = PLACES[code];
  const isAboutAll = code === "differs" || code === "organizationAtLimit";
  const href = place === "file" || isAboutAll ? to(place) : to(place, { finding: code });
  return (
    <li class={`finding ${severity}`}>
      <Badge tone={severity}>{texts.severities[severity]}</Badge>
      <div>
        <h3>
          <a href={href}>{count(title, n)}</a>
        </h3>
        <p>{fill(advice, { ...data.limits })}</p>
        {!isAboutAll && (
          <ul class="names">
            {findings.slice(0, FEW).map(({ person, mailbox, until }, at) => (
              <li key={at}>
                {person && <PersonLink person={person} />}
                {person && mailbox && " → "}
                {mailbox && <MailboxLink mailbox={mailbox} />}
                {until && <span class="below"> {fill(texts.endsOn, { day: language.day(until) })}</span>}
              </li>
            ))}
            {findings.length > FEW && (
              <li>
                <a href={href}>{count(texts.more, findings.length - FEW)}</a>
              </li>
            )}
          </ul>
        )}
      </div>
    </li>
  );
}

/** Who reads the most, and what is read by the most. */
function Most() {
  const { data, language } = usePage();
  const { texts } = language;
  const people = useMemo(() => mostOf(data.people, language.compare), [data, language]);
  const mailboxes = useMemo(() => mostOf(data.mailboxes, language.compare), [data, language]);
  if (people.length === 0) {
    return null;
  }
  const { mailboxesPerPerson, peoplePerMailbox } = data.limits;
  return (
    <div class="columns">
      <section aria-labelledby="most-people">
        <h2 id="most-people">{texts.mostPeople}</h2>
        <ol class="ranking">
          {mailboxes.map(({ one, reads }) => (
            <Ranked key={one.id} count={language.count(texts.counts.people, reads)} share={reads / peoplePerMailbox}>
              <MailboxLink mailbox={one} />
            </Ranked>
          ))}
        </ol>
      </section>
      <section aria-labelledby="most-mailboxes">
        <h2 id="most-mailboxes">{texts.mostMailboxes}</h2>
        <ol class="ranking">
          {people.map(({ one, reads }) => (
            <Ranked
              key={one.id}
              count={language.count(texts.counts.mailboxes, reads)}
              share={reads / mailboxesPerPerson}
            >
              <PersonLink person={one} />
            </Ranked>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Ranked(props: { count: string; share: number; children: preact.ComponentChildren }) {
  return (
    <li>
      {props.children}
      <span class="below">{props.count}</span>
      <span class="bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.round(props.share * 100))}%` }} />
      </span>
    </li>
  );
}

function mostOf<One extends Person | Mailbox>(all: readonly One[], compare: (a: string, b: string) => number) {
  return all
    .map((one) => ({ one, reads: countOf(one.rights, "read").sure }))
    .filter(({ reads }) => reads > 0)
    .sort((a, b) => b.reads - a.reads || compare(a.one.label, b.one.label))
    .slice(0, FEW);
}

/** What a search finds, people first. */
function Found({ query }: { query: string }) {
  const { data, language, to } = usePage();
  const { texts, count, compare } = language;
  const found = useMemo(() => {
    const words = wordsOf(query);
    const among = <One extends Person | Mailbox>(all: readonly One[]) =>
      all
        .filter(({ text }) => matches(words, text))
        .sort((a, b) => Number(b.rights.length > 0) - Number(a.rights.length > 0) || compare(a.label, b.label));
    return { people: among(data.people), mailboxes: among(data.mailboxes) };
  }, [query, data, language]);
  return (
    <>
      <p class="status" role="status">
        {count(texts.counts.people, found.people.length)} · {count(texts.counts.mailboxes, found.mailboxes.length)}
      </p>
      {found.people.length + found.mailboxes.length === 0 && (
        <Empty title={texts.noMatch}>
          <p>{texts.noMatchMore}</p>
        </Empty>
      )}
      <div class="columns">
        {found.people.length > 0 && (
          <section aria-labelledby="found-people">
            <h2 id="found-people">{texts.matchingPeople}</h2>
            <ul class="hits">
              {found.people.slice(0, SOME).map((person) => (
                <li key={person.id}>
                  <div>
                    <PersonLink person={person} />
                    <Below of={person} />
                  </div>
                  <span class="badges">
                    <StatusBadges person={person} />
                    <FindingBadges of={person} />
                  </span>
                  <Few
                    names={person.rights.map(({ mailbox }) => mailbox.label)}
                    none={texts.noAccess}
                    title={texts.columns.where}
                  />
                </li>
              ))}
            </ul>
            {found.people.length > SOME && (
              <a href={to("people", { keep: ["q"], all: "1" })}>{count(texts.showAll, found.people.length)}</a>
            )}
          </section>
        )}
        {found.mailboxes.length > 0 && (
          <section aria-labelledby="found-mailboxes">
            <h2 id="found-mailboxes">{texts.matchingMailboxes}</h2>
            <ul class="hits">
              {found.mailboxes.slice(0, SOME).map((mailbox) => (
                <li key={mailbox.id}>
                  <div>
                    <MailboxLink mailbox={mailbox} />
                    <Below of={mailbox} />
                  </div>
                  <span class="badges">
                    <FindingBadges of={mailbox} />
                  </span>
                  <Few
                    names={mailbox.rights.map(({ person }) => person.label)}
                    none={texts.nobodyHasAccess}
                    title={texts.columns.who}
                  />
                </li>
              ))}
            </ul>
            {found.mailboxes.length > SOME && (
              <a href={to("mailboxes", { keep: ["q"] })}>{count(texts.showAll, found.mailboxes.length)}</a>
            )}
          </section>
        )}
      </div>
    </>
  );
}

/** The first few names of a list, and how many more there are. */
export function Few({ names, none, title }: { names: readonly string[]; none: string; title?: string }) {
  const { count, texts } = usePage().language;
  const [shown, more] = [names.slice(0, 3), names.length - 3];
  return (
    <span class="few">
      {title && <span class="hidden">{title}: </span>}
      {names.length === 0
        ? none
        : shown.map((name, at) => (
            <span key={at}>
              {at > 0 && ", "}
              <Name>{name}</Name>
            </span>
          ))}
      {more > 0 && ` ${count(texts.more, more)}`}
    </span>
  );
}
