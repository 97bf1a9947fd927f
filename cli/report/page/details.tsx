/** One mailbox with everybody who has access, and one person with everything they have access to. */
import type { Mailbox, Person, Right } from "./data";
import {
  ABILITIES,
  Ability,
  Badge,
  Below,
  Empty,
  FindingBadges,
  MailboxLink,
  Name,
  NoMatch,
  PersonLink,
  Roles,
  StatusBadges,
} from "./parts";
import { matches, wordsOf } from "./search";
import { usePage } from "./state";
import { type Column, Table } from "./table";

/** One mailbox. */
export function MailboxDetails({ mailbox }: { mailbox: Mailbox }) {
  const { language, to } = usePage();
  const { texts } = language;
  const { kind, owner, email, label, id, description, rights } = mailbox;
  const column: Column<Right> = {
    key: "name",
    title: texts.columns.person,
    value: ({ person }) => person.label,
    cell: ({ person, roles, until }) => (
      <>
        <PersonLink person={person} />
        <Below of={person} />
        <span class="badges">
          <StatusBadges person={person} />
        </span>
        <NarrowRight roles={roles} until={until} />
      </>
    ),
  };
  return (
    <>
      <p>
        <a href={to("mailboxes")}>← {texts.back.mailboxes}</a>
      </p>
      <Head label={label}>
        <Badge>{texts[kind]}</Badge>
        <FindingBadges of={mailbox} />
      </Head>
      <p class="facts">
        {email !== "" && email !== label && <Name>{email}</Name>}
        <span>{id}</span>
        {description !== "" && <Name>{description}</Name>}
        {owner && (
          <span>
            {texts.owner}: <PersonLink person={owner} />
          </span>
        )}
      </p>
      {rights.length === 0 ? (
        <Empty title={texts.nobodyHasAccess}>
          <p>{kind === "shared" ? texts.nobodyHasAccessShared : texts.nobodyHasAccessDelegated}</p>
        </Empty>
      ) : (
        <Rights caption={texts.columns.who} first={column} rights={rights} />
      )}
    </>
  );
}

/** One person. */
export function PersonDetails({ person }: { person: Person }) {
  const { language, to } = usePage();
  const { texts } = language;
  const { own, rights, position, email, id, label } = person;
  const column: Column<Right> = {
    key: "name",
    title: texts.columns.mailbox,
    value: ({ mailbox }) => mailbox.label,
    cell: ({ mailbox, roles, until }) => (
      <>
        <MailboxLink mailbox={mailbox} />
        <Below of={mailbox} />
        <span class="badges">
          <Badge>{texts[mailbox.kind]}</Badge>
        </span>
        <NarrowRight roles={roles} until={until} />
      </>
    ),
  };
  return (
    <>
      <p>
        <a href={to("people")}>← {texts.back.people}</a>
      </p>
      <Head label={label}>
        <StatusBadges person={person} />
        <FindingBadges of={person} />
      </Head>
      <p class="facts">
        {email !== "" && email !== label && <Name>{email}</Name>}
        {id !== label && <span>{id}</span>}
        {position !== "" && <Name>{position}</Name>}
      </p>
      {own && (
        <p class="note">
          <a href={to("mailboxes", { subject: own.id })}>{texts.ownMailbox}</a>
          {": "}
          {language.count(texts.ownMailboxMore, own.rights.length)}
        </p>
      )}
      {rights.length === 0 ? (
        <Empty title={texts.noAccess}>
          <p>{texts.noAccessMore}</p>
        </Empty>
      ) : (
        <Rights caption={texts.columns.where} first={column} rights={rights} />
      )}
    </>
  );
}

/** What somebody can do, where the screen has no place for columns. */
function NarrowRight({ roles, until }: { roles: Right["roles"]; until: string | undefined }) {
  const { language } = usePage();
  return (
    <span class="narrow">
      {ABILITIES.filter((kind) => roles.can[kind] !== "no").map((kind) => (
        <span key={kind} class="labelled">
          {language.texts.columns[kind]} <Ability kind={kind} can={roles.can} />
        </span>
      ))}
      <Roles roles={roles} />
      {until && <span class="below">{language.fill(language.texts.endsOn, { day: language.day(until) })}</span>}
    </span>
  );
}

function Head({ label, children }: { label: string; children: preact.ComponentChildren }) {
  return (
    <div class="head">
      <h2 id="subject" tabIndex={-1}>
        <Name>{label}</Name>
      </h2>
      {children}
    </div>
  );
}

function Rights({ caption, first, rights }: { caption: string; first: Column<Right>; rights: readonly Right[] }) {
  const { language, address } = usePage();
  const { texts, day } = language;
  const words = wordsOf(address.filters.get("q") ?? "");
  const shown = rights.filter(({ mailbox, person }) =>
    matches(words, first.title === texts.columns.person ? person.text : mailbox.text),
  );
  const { columns } = texts;
  const all: Column<Right>[] = [
    first,
    ...ABILITIES.map(
      (kind): Column<Right> => ({
        key: kind,
        title: columns[kind],
        isWide: true,
        value: ({ roles }) => roles.can[kind],
        cell: ({ roles }) => <Ability kind={kind} can={roles.can} />,
      }),
    ),
    { key: "roles", title: columns.roles, isWide: true, cell: ({ roles }) => <Roles roles={roles} /> },
    ...(rights.some(({ until }) => until !== undefined)
      ? [
          {
            key: "until",
            title: columns.until,
            isWide: true,
            value: ({ until = "9999" }: Right) => until,
            cell: ({ until }: Right) => (until === undefined ? "" : day(until)),
          },
        ]
      : []),
  ];
  return shown.length === 0 ? (
    <NoMatch />
  ) : (
    <Table caption={caption} columns={all} rows={shown} keyOf={({ mailbox, person }) => `${mailbox.id} ${person.id}`} />
  );
}
