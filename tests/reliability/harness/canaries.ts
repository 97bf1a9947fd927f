/** S3: the token in no form in anything that the host printed or answered. */
import { TOKEN } from "./world";

/** The token as it may be written. */
export const FORMS: Record<string, string> = {
  plain: TOKEN,
  base64: Buffer.from(TOKEN).toString("base64").replace(/=+$/, ""),
  "base64 of the header": Buffer.from(`OAuth ${TOKEN}`).toString("base64").replace(/=+$/, ""),
  base64url: Buffer.from(TOKEN).toString("base64url"),
  "URL-encoded": encodeURIComponent(TOKEN),
  "JSON-escaped": JSON.stringify(TOKEN).slice(1, -1),
  "HTML-escaped": TOKEN.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  hex: Buffer.from(TOKEN).toString("hex"),
};

/** Which forms of the token are in the texts. */
export function canariesIn(texts: readonly string[]): string[] {
  return Object.entries(FORMS)
    .filter(([, form]) => texts.some((text) => text.includes(form)))
    .map(([name]) => name);
}
