import type { Switches } from "../model/switches";

/** A list reply as the switch `emptyFields` says: with zeros and empty lists, or without. */
export function listReply(reply: object, { emptyFields }: Switches): object {
  return emptyFields === "sent" ? reply : withoutEmpty(reply);
}

function withoutEmpty(value: object): object {
  const entries = Object.entries(value).filter(
    ([, field]) => field !== 0 && !(Array.isArray(field) && field.length === 0),
  );
  return Object.fromEntries(
    entries.map(([key, field]) => [key, Array.isArray(field) ? field.map(inList) : field] as const),
  );
}

function inList(item: unknown): unknown {
  return typeof item === "object" && item !== null ? withoutEmpty(item) : item;
}
