/** Texts that somebody has typed, made harmless for whoever reads them. */

/** Line breaks and other controls, and the marks that turn the direction of what follows. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const LONGEST = 200;

/** On one line, without anything that moves a cursor, and so that what stands around it keeps its direction. */
export function oneLineOf(text: string): string {
  const plain = text.replace(CONTROLS, " ").trim();
  const letters = [...plain];
  const short = letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : plain;
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}

/** What has a meaning in Markdown or HTML. */
const MARKUP = /[\\`*_{}[\]<>()#+\-.!|~&$^=:"']/g;

/** As Markdown that shows the text and means nothing by it: no tag, no link, no table cell, nobody is notified. */
export function inMarkdown(text: string): string {
  return oneLineOf(text)
    .replace(MARKUP, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/@/g, "&#64;")
    .replace(/%/g, "&#37;")
    .replace(/(&#(?:64|35|33|126|36|37|38);)/g, "$1\u2060");
}

/** As code in Markdown, where nothing means anything; with a longer fence where the text has the fence's own sign. */
export function codeInMarkdown(text: string): string {
  return /[`|\\]/.test(text) ? inMarkdown(text) : `\`${oneLineOf(text)}\``;
}
