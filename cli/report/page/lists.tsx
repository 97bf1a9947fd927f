/** All mailboxes, and all people. */
import { useMemo } from "preact/hooks";
import type { Abilities } from "../abilities";
import type { FindingCode } from "../severities";
import { countOf, type Mailbox, type Person, type Right } from "./data";
import { Few } from "./overview";
import {
  ABILITIES,
  Badge,
  Below,
  Empty,
  FindingBadges,
  MailboxLink,
  NoMatch,
  PersonLink,
  Select,
  StatusBadges,
} from "./parts";
import { matches, wordsOf } from "./search";
import { usePage } from "./state";
import { type Column, Table } from "./table";

/** All mailboxes, as far as they are searched and filtered for. */
export function Mailboxes() {
  const { data, language, address, filter } = usePage();
  const { texts, count } = language;
  const { filters } = address;
  const [query, kind, finding] = [filters.get("q") ?? "", filters.get("kind") ?? "", filters.get("finding") ?? ""];
  const rows = useMemo(() => {
    const words = wordsOf(query);
    return data.mailboxes.filter(
      (mailbox) =>
        (kind === "" || mailbox.kind === kind) &&
        (finding === "" || mailbox.findings.some(({ code }) => code === finding)) &&
        matches(words, mailbox.text),
    );
  }, [data, query, kind, finding]);
  const columns: Column<Mailbox>[] = [
    {
      key: "name",
      title: texts.columns.mailbox,
      value: ({ label }) => label,
      cell: (mailbox) => (
        <>
          <MailboxLink mailbox={mailbox} />
          <Below of={mailbox} />
          <span class="badges">
            <Badge>{texts[mailbox.kind]}</Badge>
            <FindingBadges of={mailbox} />
          </span>
          <Counts rights={mailbox.rights} />
        </>
      ),
    },
    {
      key: "who",
      title: texts.columns.who,
      isWide: true,
      cell: ({ rights }) => <Few names={rights.map(({ person }) => person.label)} none={texts.noneYet} />,
    },
    ...countsOf<Mailbox>(texts.columns),
  ];
  return (
    <>
      <div class="filters">
        <Select
          label={texts.filters.kind}
          value={kind}
          options={[
            ["", texts.allKinds],
            ["shared", texts.sharedMailboxes],
            ["delegated", texts.delegatedMailboxes],
          ]}
          onChange={(value) => filter({ kind: value })}
        />
        <FindingFilter codes={codesOf(data.mailboxes)} />
        <p class="status" role="status">
          {count(texts.counts.mailboxes, rows.length)}
        </p>
      </div>
      {data.mailboxes.length === 0 ? (
        <Empty title={texts.emptyOrganization}>
          <p>{texts.emptyOrganizationMore}</p>
        </Empty>
      ) : rows.length === 0 ? (
        <NoMatch />
      ) : (
        <Table caption={texts.views.mailboxes} columns={columns} rows={rows} keyOf={({ id }) => id} />
      )}
    </>
  );
}

/** Everybody who has access, or everybody, as far as they are searched and filtered for. */
export function People() {
  const { data, language, address, filter } = usePage();
  const { texts, count } = language;
  const { filters } = address;
  const [query, status, finding] = [filters.get("q") ?? "", filters.get("status") ?? "", filters.get("finding") ?? ""];
  const everybody = filters.has("all");
  const rows = useMemo(() => {
    const words = wordsOf(query);
    return data.people.filter(
      (person) =>
        (everybody || person.rights.length > 0) &&
        (status === "" || person.status === status) &&
        (finding === "" || person.findings.some(({ code }) => code === finding)) &&
        matches(words, person.text),
    );
  }, [data, query, status, finding, everybody]);
  const columns: Column<Person>[] = [
    {
      key: "name",
      title: texts.columns.person,
      value: ({ label }) => label,
      cell: (person) => (
        <>
          <PersonLink person={person} />
          <Below of={person}>{person.position !== "" && ` · ${person.position}`}</Below>
          <span class="badges">
            <StatusBadges person={person} />
            <FindingBadges of={person} />
          </span>
          <Counts rights={person.rights} />
        </>
      ),
    },
    {
      key: "where",
      title: texts.columns.where,
      isWide: true,
      cell: ({ rights }) => <Few names={rights.map(({ mailbox }) => mailbox.label)} none={texts.noAccess} />,
    },
    ...countsOf<Person>(texts.columns),
  ];
  return (
    <>
      <div class="filters">
        <Select
          label={texts.columns.access}
          value={everybody ? "1" : ""}
          options={[
            ["", texts.filters.withAccess],
            ["1", texts.filters.allPeople],
          ]}
          onChange={(value) => filter({ all: value })}
        />
        <Select
          label={texts.filters.status}
          value={status}
          options={[
            ["", texts.filters.everything],
            ["active", texts.statuses.active],
            ["blocked", texts.statuses.blocked],
            ["left", texts.statuses.left],
            ["unknown", texts.statuses.unknown],
          ]}
          onChange={(value) => filter({ status: value })}
        />
        <FindingFilter codes={codesOf(data.people)} />
        <p class="status" role="status">
          {count(texts.counts.people, rows.length)}
        </p>
      </div>
      {rows.length === 0 ? (
        query === "" && status === "" && finding === "" ? (
          <Empty title={texts.nobodyHasAccess} />
        ) : (
          <NoMatch />
        )
      ) : (
        <Table caption={texts.views.people} columns={columns} rows={rows} keyOf={({ id }) => id} />
      )}
    </>
  );
}

function FindingFilter({ codes }: { codes: readonly FindingCode[] }) {
  const { language, address, filter } = usePage();
  const { texts } = language;
  return codes.length === 0 ? null : (
    <Select
      label={texts.filters.finding}
      value={address.filters.get("finding") ?? ""}
      options={[["", texts.filters.everything], ...codes.map((code) => [code, texts.findings[code].badge] as const)]}
      onChange={(value) => filter({ finding: value })}
    />
  );
}

function codesOf(all: readonly (Mailbox | Person)[]): FindingCode[] {
  return [...new Set(all.flatMap(({ findings }) => findings.map(({ code }) => code)))];
}

/** How many can read, send and manage, or be read, sent from and managed. */
function countsOf<Row extends { rights: readonly Right[] }>(titles: Record<keyof Abilities, string>) {
  return ABILITIES.map(
    (ability): Column<Row> => ({
      key: ability,
      title: titles[ability],
      isCount: true,
      isWide: true,
      value: ({ rights }) => countOf(rights, ability).sure,
      cell: ({ rights }) => <Count rights={rights} ability={ability} />,
    }),
  );
}

/** A count; where a role is not known, how many more there may be stands beside it. */
function Count({ rights, ability }: { rights: readonly Right[]; ability: keyof Abilities }) {
  const { texts, number, fill } = usePage().language;
  const { sure, unknown } = countOf(rights, ability);
  return (
    <>
      <span class={sure === 0 ? "no" : undefined}>{number(sure)}</span>{" "}
      {unknown > 0 && <span class="ability unknown">{fill(texts.unknownCount, { n: unknown })}</span>}
    </>
  );
}

/** The counts below the name, where the screen has no place for columns. */
function Counts({ rights }: { rights: readonly Right[] }) {
  const { texts } = usePage().language;
  return (
    <span class="narrow">
      {ABILITIES.map((ability) => (
        <span key={ability}>
          {texts.columns[ability]} <Count rights={rights} ability={ability} />
        </span>
      ))}
    </span>
  );
}
