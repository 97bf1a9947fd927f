/** What a report can be written as, by name. */
export const FORMATS = ["html", "csv", "json", "mermaid"] as const;

/** One of them. */
export type Format = (typeof FORMATS)[number];

/** How many days ahead the end of an access is said to be soon. */
export const SOON = 14;
