/** Shows of a long list only what can be seen: @tanstack/virtual-core for Preact. */
import { Virtualizer, type VirtualizerOptions } from "@tanstack/virtual-core";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

/** A virtualizer that draws its component anew whenever something else can be seen. */
export function useVirtual<Scroller extends Element | Window, Item extends Element>(
  options: VirtualizerOptions<Scroller, Item>,
): Virtualizer<Scroller, Item> {
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const all = { ...options, onChange: () => draw(undefined) };
  const [virtualizer] = useState(() => new Virtualizer<Scroller, Item>(all));
  virtualizer.setOptions(all);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return virtualizer;
}
