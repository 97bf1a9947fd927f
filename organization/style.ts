/** How organization files are written: mappings in block style, short lists as `[a, b]`, no line broken. */
import { type Document, isMap, isScalar, type Node, type Pair, visit } from "yaml";

/** From so many items on, a list has a line for each. */
const LONG_LIST = 5;

/** A node of plain data, in this style. */
export function nodeOf(document: Document, data: unknown): Node {
  const node = document.createNode(data, { aliasDuplicateObjects: false });
  visit(node, {
    Seq(_, list) {
      list.flow = list.items.length < LONG_LIST && list.items.every(isScalar);
    },
  });
  return node;
}

/** A pair of a mapping, in this style. */
export function pairOf(document: Document, key: string, data: unknown): Pair {
  return document.createPair(document.createNode(key), nodeOf(document, data));
}

/** The text of a document. */
export function textOf(document: Document): string {
  visit(document, {
    Collection(_, node) {
      const print = node.toString.bind(node);
      // The library has one setting for `[a]` and `{ a: b }`, of which people write one without spaces and one with.
      const flowCollectionPadding = isMap(node) ? " " : "";
      node.toString = (context, ...rest) => print(context && { ...context, flowCollectionPadding }, ...rest);
    },
  });
  return document.toString({ lineWidth: 0 });
}
