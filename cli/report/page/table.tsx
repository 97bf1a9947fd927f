/** A table that sorts, and draws only the rows that can be seen. */
import { observeWindowOffset, observeWindowRect, windowScroll } from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { usePage } from "./state";
import { useVirtual } from "./virtual";

/** How many rows are printed at most. */
export const MOST_PRINTED = 1000;

/** A column of a table. */
export interface Column<Row> {
  /** As the address names it. */
  key: string;
  title: string;
  cell(row: Row): ComponentChildren;
  /** What the rows are sorted by. None: the column does not sort. */
  value?: ((row: Row) => string | number) | undefined;
  /** A column of numbers: the largest come first. */
  isCount?: boolean | undefined;
  /** A column that narrow screens leave out. */
  isWide?: boolean | undefined;
}

/** A table. */
export interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
}

/** Sorts by the address, or else by the first column. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  const { language, address, filter, isPrinting } = usePage();
  const asked = address.filters.get("sort") ?? "";
  const column = columns.find(({ key, value }) => value !== undefined && key === asked.replace(/^-/, "")) ?? columns[0];
  const isDown = asked.startsWith("-");
  const sorted = useMemo(
    () => sortedBy(rows, column?.value, isDown, language.compare),
    [rows, column?.key, isDown, language],
  );
  const table = useRef<HTMLTableElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const body = table.current?.tBodies[0];
    if (body !== undefined) setTop(body.getBoundingClientRect().top + scrollY);
  }, [rows]);
  const virtual = useVirtual<Window, HTMLTableRowElement>({
    count: sorted.length,
    getScrollElement: () => window,
    estimateSize: () => 60,
    getItemKey: (at) => (sorted[at] === undefined ? at : keyOf(sorted[at])),
    overscan: 8,
    scrollMargin: top,
    initialRect: { width: innerWidth, height: innerHeight },
    initialOffset: () => scrollY,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
  });
  const seen = virtual.getVirtualItems();
  const drawn = isPrinting ? sorted.slice(0, MOST_PRINTED).map((_, index) => ({ index })) : seen;
  const before = isPrinting ? 0 : (seen[0]?.start ?? top) - top;
  const after = isPrinting ? 0 : virtual.getTotalSize() - ((seen.at(-1)?.end ?? top) - top);
  return (
    <>
      <table ref={table} aria-rowcount={sorted.length + 1}>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map(({ key, title, value, isWide, isCount }) => {
              const isSorted = key === column?.key;
              const down = isSorted ? !isDown : isCount === true;
              return (
                <th
                  key={key}
                  scope="col"
                  class={classOf({ isWide, isCount })}
                  aria-sort={value && isSorted ? (isDown ? "descending" : "ascending") : undefined}
                >
                  {value === undefined ? (
                    title
                  ) : (
                    <button type="button" class="sort" onClick={() => filter({ sort: down ? `-${key}` : key })}>
                      {title}
                      <span aria-hidden="true" class="arrow">
                        {isSorted ? (isDown ? "↓" : "↑") : ""}
                      </span>
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          <Space height={before} span={columns.length} />
          {drawn.map(({ index }) => {
            const row = sorted[index];
            return (
              row !== undefined && (
                <tr key={keyOf(row)} ref={virtual.measureElement} data-index={index} aria-rowindex={index + 2}>
                  {columns.map(({ key, cell, isWide, isCount }, at) =>
                    at === 0 ? (
                      <th key={key} scope="row">
                        {cell(row)}
                      </th>
                    ) : (
                      <td key={key} class={classOf({ isWide, isCount })}>
                        {cell(row)}
                      </td>
                    ),
                  )}
                </tr>
              )
            );
          })}
          <Space height={after} span={columns.length} />
        </tbody>
      </table>
      {isPrinting && sorted.length > MOST_PRINTED && (
        <p>{language.fill(language.texts.printed, { n: MOST_PRINTED })}</p>
      )}
    </>
  );
}

function classOf({ isWide, isCount }: Pick<Column<unknown>, "isWide" | "isCount">): string {
  return [isWide ? "wide" : "", isCount ? "count" : ""].join(" ").trim();
}

/** Stands for the rows that cannot be seen. */
export function Space({ height, span }: { height: number; span: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" class="space">
      <td colSpan={span} style={{ height: `${height}px` }} />
    </tr>
  ) : null;
}

function sortedBy<Row>(
  rows: readonly Row[],
  value: Column<Row>["value"],
  isDown: boolean,
  compare: (a: string, b: string) => number,
): Row[] {
  if (value === undefined) return [...rows];
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  const sign = isDown ? -1 : 1;
  keyed.sort(({ key: a }, { key: b }) =>
    typeof a === "number" && typeof b === "number" ? sign * (a - b) : sign * compare(String(a), String(b)),
  );
  return keyed.map(({ row }) => row);
}
