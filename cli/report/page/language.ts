/** The page's languages, and how each writes numbers, days and names. */
import { en } from "./texts/en";
import { ru } from "./texts/ru";
import type { Counted, Texts } from "./texts/texts";
import { tr } from "./texts/tr";

/** The languages by their tags. */
export const LANGUAGES = { en, ru, tr } as const;

/** A language's tag. */
export type Tag = keyof typeof LANGUAGES;

/** What fills the braces of a text. */
type Filling = Readonly<Record<string, string | number>>;

/** A language, ready to be written in. */
export interface Language {
  tag: Tag;
  texts: Texts;
  fill(text: string, filling: Filling): string;
  count(text: Counted, n: number, filling?: Filling): string;
  number(n: number): string;
  /** A day, given as `YYYY-MM-DD`. */
  day(day: string): string;
  /** A moment, given in ISO 8601, in the reader's time zone. */
  moment(iso: string): string;
  compare(a: string, b: string): number;
}

/** The language that is asked for, or else the first of the browser's that the page knows, or else English. */
export function tagOf(asked: string | undefined, browser: readonly string[]): Tag {
  const wanted = [asked ?? "", ...browser].map((tag) => tag.toLowerCase().split("-")[0]);
  return wanted.flatMap((tag) => (isTag(tag) ? [tag] : []))[0] ?? "en";
}

function isTag(tag: string | undefined): tag is Tag {
  return tag !== undefined && Object.hasOwn(LANGUAGES, tag);
}

/** Makes a language ready. */
export function languageOf(tag: Tag): Language {
  const numbers = new Intl.NumberFormat(tag);
  const plurals = new Intl.PluralRules(tag);
  const days = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
  const moments = new Intl.DateTimeFormat(tag, {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
  const collator = new Intl.Collator(tag, { numeric: true });
  const fill = (text: string, filling: Filling) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = Object.hasOwn(filling, name) ? filling[name] : whole;
      return typeof value === "number" ? numbers.format(value) : String(value);
    });
  return {
    tag,
    texts: LANGUAGES[tag],
    fill,
    count: (text, n, filling) => fill(text[plurals.select(n)] ?? text.other, { ...filling, n }),
    number: (n) => numbers.format(n),
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    moment: (iso) => moments.format(new Date(iso)),
    compare: collator.compare,
  };
}
