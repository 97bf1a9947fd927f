/** How a search finds things: every word has to be in the text, whatever its case and accents. */

/** Text as it is compared: in lower case, without accents, with Turkish ı as i. */
export function plain(text: string): string {
  return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ı", "i");
}

/** The words of a search. */
export function wordsOf(query: string): string[] {
  return plain(query).split(/\s+/).filter(Boolean);
}

/** Whether each word is in one of the texts. */
export function matches(words: readonly string[], ...texts: readonly string[]): boolean {
  return words.every((word) => texts.some((text) => text.includes(word)));
}
