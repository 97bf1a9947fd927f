import { clip } from "../api/errors";

/** How Yandex's tokens begin, also where they are pasted into the wrong place; or a text as long as one. */
const TOKEN = /y\d_|\bAQA|\bt1\.|[\w-]{32,}/i;

/** Whether a text may be, or hold, a token. */
export function mayBeToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What was typed, in quotes and on one line; of what may be a token, only that. */
export function typed(text: string): string {
  return mayBeToken(text) ? "(what looks like a token)" : JSON.stringify(clip(text, 60));
}

/** Whether a setting's value may be printed: a token never, nor a URL that holds a password. */
export function isOpen(name: string, value: string): boolean {
  return name !== "token" && value !== "" && !/[@?#]/.test(value) && !mayBeToken(value);
}
