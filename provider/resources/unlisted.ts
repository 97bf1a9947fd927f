/** The property `unlisted` of an access list: what becomes of people who are not in the list and whom state has never seen. */
import { z } from "zod";
import { Yandex360Error } from "../api/errors";
import type { Roles } from "../service/access";
import type { Access } from "./accessInput";
import { losingAccess, nameAll } from "./people";

/** The list changes nothing, or takes their access away. */
export const unlisted = z.enum(["refuse", "remove"], 'has to be "refuse" or "remove"').default("refuse");

/** What the property is kept as. */
export type Unlisted = z.output<typeof unlisted>;

/** What an update of a list does to those who are not in it: whom state knows, and that there may be others. */
export function warningsOf(
  state: { access: Access; exclusive: boolean },
  inputs: { access: Access; exclusive: boolean; unlisted: Unlisted },
): string[] {
  const losing = Object.entries(state.access).filter(([actorId]) => !Object.hasOwn(inputs.access, actorId));
  return [
    ...(losing.length === 0 ? [] : [losingAccess(losing)]),
    ...(inputs.exclusive && !state.exclusive ? [becomesExclusive(inputs.unlisted)] : []),
  ];
}

/** Nothing is read for what is in state, so nobody else can be named before `up`. */
function becomesExclusive(unlisted: Unlisted): string {
  const looks = "`exclusive` becomes true: the `up` looks who else has access, whom this preview does not know, and";
  return unlisted === "remove"
    ? `${looks} takes their access away; set \`unlisted: "refuse"\` first, and the \`up\` names them and changes nothing`
    : `${looks} changes nothing and names them if there is anybody`;
}

/**
 * The error of a list that would take access away unseen.
 *
 * @param refreshShows - whether a refresh would bring these people into state, so that the preview shows what becomes of them.
 */
export function refusalOf(people: Roles, refreshShows: boolean): Yandex360Error {
  const named = nameAll(people);
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
