/** People down, mailboxes across; in each cell what somebody can do. */
import { elementScroll, observeElementOffset, observeElementRect } from "@tanstack/virtual-core";
import { useMemo, useRef } from "preact/hooks";
import type { Mailbox, Person, Right } from "./data";
import { ABILITIES, Empty, MailboxLink, NoMatch, PersonLink } from "./parts";
import { matches, wordsOf } from "./search";
import { usePage } from "./state";
import { Space } from "./table";
import { useVirtual } from "./virtual";

const ROW = 36;
const COLUMN = 56;
/** How many rows and columns are printed at most. */
const MOST_PRINTED = { rows: 400, columns: 24 };

/** The matrix of all rights, or of those whose person and mailbox have the words of the search between them. */
export function Matrix() {
  const { data, language, address } = usePage();
  const { texts, count, compare } = language;
  const query = address.filters.get("q") ?? "";
  const { people, mailboxes, rights } = useMemo(() => {
    const words = wordsOf(query);
    const shown = data.rights.filter(({ person, mailbox }) => matches(words, person.text, mailbox.text));
    const byName = (a: { label: string }, b: { label: string }) => compare(a.label, b.label);
    return {
      people: [...new Set(shown.map(({ person }) => person))].sort(byName),
      mailboxes: [...new Set(shown.map(({ mailbox }) => mailbox))].sort(byName),
      rights: shown,
    };
  }, [data, language, query]);
  return (
    <>
      <div class="filters">
        <p>{texts.legend}</p>
        <p class="status" role="status">
          {count(texts.counts.people, people.length)} × {count(texts.counts.mailboxes, mailboxes.length)} ·{" "}
          {count(texts.counts.rights, rights.length)}
        </p>
      </div>
      {data.rights.length === 0 ? (
        <Empty title={texts.nobodyHasAccess} />
      ) : rights.length === 0 ? (
        <NoMatch />
      ) : (
        <Grid key={query} people={people} mailboxes={mailboxes} rights={rights} />
      )}
      {query === "" && mailboxes.length > MOST_PRINTED.columns && <p class="below">{texts.matrixHint}</p>}
    </>
  );
}

interface GridProps {
  people: readonly Person[];
  mailboxes: readonly Mailbox[];
  rights: readonly Right[];
}

function Grid({ people, mailboxes, rights }: GridProps) {
  const { language, isPrinting } = usePage();
  const { texts } = language;
  const scroller = useRef<HTMLElement>(null);
  const cells = useMemo(
    () => new Map(rights.map((right) => [right.person, new Map<Mailbox, Right>()] as const)),
    [rights],
  );
  useMemo(() => {
    for (const right of rights) cells.get(right.person)?.set(right.mailbox, right);
  }, [cells]);
  const shared = {
    getScrollElement: () => scroller.current,
    overscan: 4,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
  } as const;
  const rows = useVirtual<HTMLElement, HTMLElement>({
    ...shared,
    count: people.length,
    estimateSize: () => ROW,
    initialRect: { width: 800, height: 600 },
  });
  const columns = useVirtual<HTMLElement, HTMLElement>({
    ...shared,
    horizontal: true,
    count: mailboxes.length,
    estimateSize: () => COLUMN,
    initialRect: { width: 1200, height: 600 },
  });
  const down = isPrinting ? printed(people.length, MOST_PRINTED.rows) : rows.getVirtualItems();
  const across = isPrinting ? printed(mailboxes.length, MOST_PRINTED.columns) : columns.getVirtualItems();
  const [above, left] = [down[0]?.start ?? 0, across[0]?.start ?? 0];
  const below = isPrinting ? 0 : rows.getTotalSize() - (down.at(-1)?.end ?? 0);
  const right = isPrinting ? 0 : columns.getTotalSize() - (across.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard
    <section class="matrix" ref={scroller} tabIndex={0} aria-label={texts.matrixTooLarge}>
      <table aria-rowcount={people.length + 1} aria-colcount={mailboxes.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <td aria-colindex={1} class="corner" />
            <Gap width={left} />
            {across.map(({ index }) => {
              const mailbox = mailboxes[index];
              return (
                mailbox !== undefined && (
                  <th key={mailbox.id} scope="col" aria-colindex={index + 2}>
                    <div>
                      <MailboxLink mailbox={mailbox} />
                    </div>
                  </th>
                )
              );
            })}
            <Gap width={right} />
          </tr>
        </thead>
        <tbody>
          <Space height={above} span={across.length + 1} />
          {down.map(({ index }) => {
            const person = people[index];
            return (
              person !== undefined && (
                <tr key={person.id} aria-rowindex={index + 2}>
                  <th scope="row" aria-colindex={1}>
                    <PersonLink person={person} />
                  </th>
                  <Gap width={left} />
                  {across.map(({ index: at }) => {
                    const mailbox = mailboxes[at];
                    return (
                      mailbox !== undefined && (
                        <td key={mailbox.id} aria-colindex={at + 2}>
                          <Cell right={cells.get(person)?.get(mailbox)} />
                        </td>
                      )
                    );
                  })}
                  <Gap width={right} />
                </tr>
              )
            );
          })}
          <Space height={below} span={across.length + 1} />
        </tbody>
      </table>
    </section>
  );
}

function printed(length: number, most: number) {
  return Array.from({ length: Math.min(length, most) }, (_, index) => ({ index, start: 0, end: 0 }));
}

/** What stands for the columns that cannot be seen. */
function Gap({ width }: { width: number }) {
  return width > 0 ? <td aria-hidden="true" class="gap" style={{ minWidth: `${width}px` }} /> : null;
}

function Cell({ right }: { right: Right | undefined }) {
  const { texts } = usePage().language;
  if (right === undefined) {
    return null;
  }
  const { can, names } = right.roles;
  return (
    <span class="cell" title={names.join(", ")}>
      {ABILITIES.map((kind) => (
        <span key={kind} class={can[kind] === "unknown" ? "unknown" : can[kind] === "no" ? "no" : kind}>
          {can[kind] === "unknown" ? "?" : can[kind] === "no" ? "" : texts.letters[kind]}
        </span>
      ))}
    </span>
  );
}
