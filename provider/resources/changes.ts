import { clip } from "../api/errors";
import type { SharedMailboxReply } from "../api/schemas";

/** What becomes of a mailbox that is taken over: ` ("Made by hand" → "First line")`, or nothing where nothing changes. */
export function changesOf(
  found: Pick<SharedMailboxReply, "name" | "description">,
  { name, description }: Pick<SharedMailboxReply, "name" | "description">,
): string {
  const change = (from: string, to: string) => `${quote(from)} → ${quote(to)}`;
  const changes = [
    ...(found.name === name ? [] : [change(found.name, name)]),
    ...(found.description === description ? [] : [`description ${change(found.description, description)}`]),
  ];
  return changes.length === 0 ? "" : ` (${changes.join(", ")})`;
}

function quote(text: string): string {
  return `"${clip(text, 80)}"`;
}
