/** What the engine prints, as people read it. */

/** A message without what the engine puts around it, and without the places of a program's error. */
export function plain(message: string): string {
  return message
    .replace(/\n\s+at .*/g, "")
    .replace(/<\{%.*?%\}>/g, "")
    .replace(/^(error|warning): (Preview failed: )?/, "")
    .trim();
}

/** The name of a resource in its program. */
export function resourceIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
