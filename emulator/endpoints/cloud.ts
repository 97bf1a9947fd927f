import type { Switches } from "../model/switches";

/** An object with names as cloud-api's v2 methods have them, at every depth. */
export function snakeCased(value: object): object {
  const cased = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(cased);
    return typeof item === "object" && item !== null ? snakeCased(item) : item;
  };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      cased(item),
    ]),
  );
}

/** The id of an employee as cloud-api sends it. */
export function idOnCloud(id: string, { cloudIds }: Switches): string | number {
  return cloudIds === "number" ? Number(id) : id;
}

/** What something belongs to, as the v2 methods of cloud-api send it. */
export function referenceOnCloud(id: number, { cloudReferences }: Switches): number | { id: number } {
  return cloudReferences === "numbers" ? id : { id };
}
