/** What differs from the organization file, and what ends soon by it. */
import type { Difference, Finding } from "./data";
import { Badge, Below, Empty, MailboxLink, Name, NoMatch, PersonLink } from "./parts";
import { matches, plain, wordsOf } from "./search";
import { usePage } from "./state";
import { type Column, Table } from "./table";

/** What a search looks through. */
type Shown = Pick<Difference, "person" | "mailbox" | "email"> & { key?: string };

/** The comparison with a file. */
export function FileView({ file }: { file: { name: string; today: string; differences: Difference[] } }) {
  const { data, language, address } = usePage();
  const { texts, fill, day, count } = language;
  const words = wordsOf(address.filters.get("q") ?? "");
  const isShown = ({ person, mailbox, key = "", email = "" }: Shown) =>
    matches(words, person?.text ?? "", mailbox?.text ?? "", plain(`${key} ${email}`));
  const differences = file.differences.filter(isShown);
  const ending = data.findings.filter((finding) => finding.code === "endsSoon" && isShown(finding));
  return (
    <>
      <p>{fill(texts.comparedWith, { file: file.name, day: day(file.today) })}</p>
      {ending.length > 0 && <Ending findings={ending} />}
      <section aria-labelledby="differences">
        <h2 id="differences">{count(texts.differencesTitle, differences.length)}</h2>
        {file.differences.length === 0 ? (
          <Empty title={texts.sameAsFile} good />
        ) : differences.length === 0 ? (
          <NoMatch />
        ) : (
          <Differences rows={differences} />
        )}
      </section>
    </>
  );
}

function Ending({ findings }: { findings: readonly Finding[] }) {
  const { language } = usePage();
  const { texts, fill, day } = language;
  return (
    <section aria-labelledby="ending">
      <h2 id="ending">{texts.endingTitle}</h2>
      <ul class="hits">
        {findings.map(({ person, mailbox, until = "" }, at) => (
          <li key={at}>
            <div>
              {person && <PersonLink person={person} />}
              {" → "}
              {mailbox && <MailboxLink mailbox={mailbox} />}
            </div>
            <Badge tone="low">{fill(texts.endsOn, { day: day(until) })}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Differences({ rows }: { rows: readonly Difference[] }) {
  const { language } = usePage();
  const { texts, fill, day } = language;
  const columns: Column<Difference>[] = [
    {
      key: "mailbox",
      title: texts.columns.mailbox,
      value: ({ mailbox, key }) => mailbox?.label ?? key,
      cell: ({ mailbox, key, email = "" }) =>
        mailbox === undefined ? (
          <>
            <Name>{key}</Name>
            <Below of={{ label: key, email, id: key }} />
          </>
        ) : (
          <>
            <MailboxLink mailbox={mailbox} />
            <Below of={mailbox} />
          </>
        ),
    },
    {
      key: "person",
      title: texts.columns.person,
      value: ({ person }) => person?.label ?? "",
      cell: ({ person }) =>
        person && (
          <>
            <PersonLink person={person} />
            <Below of={person} />
          </>
        ),
    },
    {
      key: "difference",
      title: texts.columns.difference,
      value: ({ code }) => texts.differences[code],
      cell: ({ code, stays, ended }) => (
        <>
          {texts.differences[code]}
          {stays && <span class="below">{texts.stays}</span>}
          {ended && <span class="below">{fill(texts.ended, { day: day(ended) })}</span>}
        </>
      ),
    },
    { key: "now", title: texts.columns.now, isWide: true, cell: ({ roles }) => <RoleNames names={roles} /> },
    {
      key: "inFile",
      title: texts.columns.inFile,
      isWide: true,
      cell: ({ rolesInFile }) => <RoleNames names={rolesInFile} />,
    },
  ];
  return (
    <Table
      caption={texts.views.file}
      columns={columns}
      rows={rows}
      keyOf={({ code, mailbox, person, key }) => `${code} ${mailbox?.id ?? key} ${person?.id ?? ""}`}
    />
  );
}

function RoleNames({ names }: { names: readonly string[] }) {
  return (
    <span class="roles">
      {names.length === 0 && <span class="no">–</span>}
      {names.map((name) => (
        <code key={name}>
          <Name>{name}</Name>
        </code>
      ))}
    </span>
  );
}
