/** An existing file changed into another spec, with its comments and its order. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { lineOf } from "./problems";
import type { Spec } from "./schema";
import { readSource } from "./source";
import { nodeOf, pairOf, textOf } from "./style";
import { ordered } from "./write";

/**
 * The text with what differs changed, and nothing else: a file that says the same already comes back as it is, to the byte.
 * What is taken out goes with the comments above and beside it.
 *
 * @throws Error where the text is not what this format allows: it names the first problem with its line.
 */
export function update(text: string, spec: Spec, file = "organization file"): string {
  const { problems, data } = readSource(text, file);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new Error(`cannot change the file before it can be read: ${lineOf(problem)}`);
  }
  const wanted = ordered(spec);
  if (isSame(data, wanted)) {
    return text;
  }
  const lines = text.replaceAll("\r\n", "\n");
  const document: Document = parseDocument(lines, { stringKeys: true });
  const beside = commentsToKeys(document, lines);
  const { contents } = document;
  if (isMap(contents) && isRecord(wanted)) {
    // What stands above the first key of a file is about the whole file.
    const { commentBefore = null } = contents;
    change(document, contents, wanted);
    contents.commentBefore = commentBefore;
  } else {
    document.contents = nodeOf(document, wanted);
  }
  commentsFromKeys(beside);
  const changed = textOf(document);
  return lines !== text ? changed.replaceAll("\n", "\r\n") : changed;
}

/**
 * Gives keys the comments beside them: `archive: # renamed`. The library has them as the first lines above what comes below, and
 * puts that of a mapping that was empty below it.
 */
function commentsToKeys(document: Document, text: string): Pair[] {
  const moved: Pair[] = [];
  visit(document, {
    Pair(_, pair) {
      const { key, value } = pair;
      if (!isScalar(key)) {
        return;
      }
      if (isMap(value) && value.items.length === 0) {
        key.comment = value.comment ?? null;
        value.comment = null;
        moved.push(pair);
      } else if (isBlock(value) && /^[ \t]*:[ \t]+#/.test(text.slice(key.range?.[1]))) {
        const [first = null, ...others] = value.commentBefore?.split("\n") ?? [];
        key.comment = first;
        value.commentBefore = others.length === 0 ? null : others.join("\n");
        moved.push(pair);
      }
    },
  });
  return moved;
}

/** Lets no comment stand between a key and a value that comes on the same line. */
function commentsFromKeys(pairs: readonly Pair[]): void {
  for (const { key, value } of pairs) {
    if (isScalar(key) && isNode(value) && !(isBlock(value) && value.items.length > 0)) {
      if (isMap(value)) {
        value.flow = true;
      }
      value.comment = key.comment ?? null;
      key.comment = null;
    }
  }
}

/** Whether the value begins on the line below its key. */
function isBlock(value: unknown): value is YAMLMap | YAMLSeq {
  return (isMap(value) || isSeq(value)) && value.flow !== true;
}

function change(document: Document, map: YAMLMap, wanted: Record<string, unknown>): void {
  const [first] = map.items;
  map.items = map.items.filter((pair) => Object.hasOwn(wanted, keyOf(pair)));
  if (first !== map.items[0]) {
    dropCommentOfFirst(map);
  }
  if (map.items.length === 0) {
    map.flow = false;
  }
  const known = new Map(map.items.map((pair) => [keyOf(pair), pair] as const));
  for (const [key, value] of Object.entries(wanted)) {
    const pair = known.get(key);
    if (pair === undefined) {
      map.add(pairOf(document, key, value));
    } else {
      changeValue(document, pair, value);
    }
  }
}

function changeValue(document: Document, pair: Pair, wanted: unknown): void {
  const { value } = pair;
  if (isMap(value) && isRecord(wanted)) {
    change(document, value, wanted);
  } else if (isSeq(value) && Array.isArray(wanted)) {
    changeList(document, value, wanted);
  } else if (!isScalar(value) || !isSame(value.value, wanted)) {
    const fresh = nodeOf(document, wanted);
    if (isScalar(value) || isSeq(value) || isMap(value)) {
      fresh.comment = value.comment ?? null;
      fresh.commentBefore = value.commentBefore ?? null;
    }
    pair.value = fresh;
  }
}

/** Items that stay keep their place and their comments; new ones come where they are wanted. */
function changeList(document: Document, list: YAMLSeq, wanted: readonly unknown[]): void {
  const old = [...list.items];
  const [first] = old;
  list.items = wanted.map((item) => {
    const at = old.findIndex((one) => isScalar(one) && isSame(one.value, item));
    return at === -1 ? nodeOf(document, item) : old.splice(at, 1)[0];
  });
  if (old.includes(first)) {
    dropCommentOfFirst(list);
  }
}

/** Takes the comment above the first item away: the library has it as the collection's, after whatever an empty line parts from it. */
function dropCommentOfFirst(collection: YAMLMap | YAMLSeq): void {
  const [, above] = /^(.*\n)\n/s.exec(collection.commentBefore ?? "") ?? [];
  collection.commentBefore = above ?? null;
}

function keyOf({ key }: Pair): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : "";
}

/** Whether two values say the same. The order of keys means nothing, and an id may be a number or text. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
    );
  }
  return typeof a === "number" || typeof b === "number" ? String(a) === String(b) : a === b;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
