/** What every part of the page knows: the data, the language, and where in the page it is. */
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Address, addressIn, elsewhere, type Filter, filtered, hashOf, type View } from "./address";
import type { Data } from "./data";
import { type Language, languageOf, tagOf } from "./language";

/** How long nobody has to type until the address is written: browsers allow no more than some changes a second. */
const REST = 250;

/** The page as its parts know it. */
export interface Page {
  data: Data;
  language: Language;
  address: Address;
  /** Whether it is being printed. */
  isPrinting: boolean;
  /** Changes filters in place; an empty value takes one away. */
  filter(changes: Partial<Record<Filter, string>>): void;
  /** The address of another view, for a link. */
  to(view: View, changes?: Parameters<typeof elsewhere>[2]): string;
}

const Context = createContext<Page | undefined>(undefined);

/** The page, for the parts in it. */
export function usePage(): Page {
  const page = useContext(Context);
  if (page === undefined) throw new Error("this part stands outside the page");
  return page;
}

/** Gives the parts in it the page. */
export function PageState(props: { data: Data; isPrinting: boolean; children: ComponentChildren }) {
  const { data, isPrinting, children } = props;
  const [address, setAddress] = useState(() => addressIn(location.hash));
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    const read = () => {
      clearTimeout(waiting.current);
      setAddress(addressIn(location.hash));
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  const tag = tagOf(address.filters.get("lang"), navigator.languages);
  const language = useMemo(() => languageOf(tag), [tag]);
  const page = useMemo<Page>(
    () => ({
      data,
      language,
      address,
      isPrinting,
      filter(changes) {
        const next = filtered(address, changes);
        setAddress(next);
        clearTimeout(waiting.current);
        waiting.current = setTimeout(() => history.replaceState(undefined, "", hashOf(next)), REST);
      },
      to: (view, changes) => hashOf(elsewhere(address, view, changes)),
    }),
    [data, language, address, isPrinting],
  );
  return <Context.Provider value={page}>{children}</Context.Provider>;
}
