/** The property `unlisted` of an access list: what becomes of people who are not in the list and whom state has never seen. */
import { z } from "zod";
import { Yandex360Error } from "../api/errors";
import type { Roles } from "../service/access";

/** The list changes nothing, or takes their access away. */
export const unlisted = z.enum(["refuse", "remove"], 'has to be "refuse" or "remove"').default("refuse");

/** What the property is kept as. */
export type Unlisted = z.output<typeof unlisted>;

/**
 * The error of a list that would take access away unseen.
 *
 * @param refreshShows - whether a refresh would bring these people into state, so that the preview shows what becomes of them.
 */
export function refusalOf(people: Roles, refreshShows: boolean): Yandex360Error {
  const named = [...people].map(([actorId, roles]) => `${actorId} (${roles.join(", ")})`).join(", ");
  const one = people.size === 1;
  const who = one
    ? `employee ${named} has access to the mailbox and is not in \`access\``
    : `${people.size} employees have access to the mailbox and are not in \`access\`: ${named}`;
  const shown = refreshShows ? "; after `pulumi refresh` the preview shows what would be removed" : "";
  return new Yandex360Error(
    `${who}; nothing was changed: add ${one ? "this employee" : "them"} to \`access\`, or set ` +
      `\`unlisted: "remove"\` to take ${one ? "this" : "their"} access away${shown}`,
  );
}
