/** The page around its views. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { View } from "./address";
import { MailboxDetails, PersonDetails } from "./details";
import { FileView } from "./file";
import { LANGUAGES } from "./language";
import { Mailboxes, People } from "./lists";
import { Matrix } from "./matrix";
import { Overview } from "./overview";
import { Empty, Name } from "./parts";
import { usePage } from "./state";

/** Everything that can be seen. */
export function App() {
  const { data, language, address } = usePage();
  const { organization } = data;
  const { texts, fill, moment, tag } = language;
  const name = organization.name || organization.domains[0] || organization.id;
  useEffect(() => {
    document.documentElement.lang = tag;
    document.title = `${name} · ${texts.title}`;
  }, [tag, name]);
  const main = useRef<HTMLElement>(null);
  const place = `${address.view}/${address.subject}`;
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {texts.skip}
      </button>
      <header>
        <div class="title">
          <p class="what">{texts.title}</p>
          <h1>
            <Name>{name}</Name>
          </h1>
          <p class="facts">
            <span>{fill(texts.organization, { id: organization.id })}</span>
            {organization.domains.map((domain) => (
              <Name key={domain}>{domain}</Name>
            ))}
            <span>
              <time dateTime={data.readAt}>{fill(texts.readAt, { when: moment(data.readAt) })}</time>
            </span>
          </p>
        </div>
        <LanguageChoice />
      </header>
      <div class="bar-top">
        <Navigation />
        <Search />
      </div>
      <main id="content" ref={main} tabIndex={-1} key={place}>
        <Shown />
      </main>
    </>
  );
}

function Shown() {
  const { data, address, language } = usePage();
  const { view, subject } = address;
  const mailbox = view === "mailboxes" ? data.mailboxes.find(({ id }) => id === subject) : undefined;
  const person = view === "people" ? data.people.find(({ id }) => id === subject) : undefined;
  if (mailbox !== undefined) return <MailboxDetails mailbox={mailbox} />;
  if (person !== undefined) return <PersonDetails person={person} />;
  if (subject !== "") return <Empty title={language.texts.gone} />;
  if (view === "mailboxes") return <Mailboxes />;
  if (view === "people") return <People />;
  if (view === "matrix") return <Matrix />;
  if (view === "file" && data.file !== undefined) return <FileView file={data.file} />;
  return <Overview />;
}

function Navigation() {
  const { data, language, address, to } = usePage();
  const { texts } = language;
  const views: View[] = [
    "overview",
    "mailboxes",
    "people",
    "matrix",
    ...(data.file === undefined ? [] : (["file"] as const)),
  ];
  return (
    <nav aria-label={texts.navigation}>
      <ul>
        {views.map((view) => (
          <li key={view}>
            <a
              href={to(view, { keep: ["q"] })}
              aria-current={view === address.view ? (address.subject === "" ? "page" : "true") : undefined}
            >
              {texts.views[view]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Search() {
  const { language, address, filter } = usePage();
  const { texts } = language;
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key === "/" && !isTyping) {
        event.preventDefault();
        input.current?.focus();
      }
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  return (
    <search>
      <label>
        <span class="hidden">{texts.search}</span>
        <input
          ref={input}
          type="search"
          value={address.filters.get("q") ?? ""}
          placeholder={texts.search}
          title={`${texts.searchHint} ( / )`}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget }) => filter({ q: currentTarget.value })}
        />
      </label>
    </search>
  );
}

function LanguageChoice() {
  const { language, filter } = usePage();
  return (
    <label class="select language">
      <span class="hidden">{language.texts.language}</span>
      <select value={language.tag} onChange={({ currentTarget }) => filter({ lang: currentTarget.value })}>
        {Object.entries(LANGUAGES).map(([tag, { languageName }]) => (
          <option key={tag} value={tag} lang={tag}>
            {languageName}
          </option>
        ))}
      </select>
    </label>
  );
}
